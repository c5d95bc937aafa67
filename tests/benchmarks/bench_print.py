"""A roster on paper and as a workbook, against the bare canvas, the bare writer, LibreOffice."""

import shutil
import subprocess
from itertools import islice
from operator import itemgetter

import pypdfium2
import pytest

from desktop.domain.tables import Column, Table
from desktop.export.pdf.document import write_table_pdf
from desktop.export.workbook import write_workbook
from desktop.export.workbook_sheet import SheetSpec
from tests import population
from tests.benchmarks import baselines
from tests.benchmarks.ratio import best_of
from tests.benchmarks.scale import PAPER_ROWS, SHEET_ROWS, TOWNSHIP
from tests.population_rosters import HAND, Line, lines

WIDTHS = (10, 30, 14, 16, 16, 16, 10, 40, 22, 16, 18, 20, 18, 22, 16, 26, 20)


SHEET_WIDTHS = (*WIDTHS, *(16 for _ in range(len(HAND) + 1 - len(WIDTHS))))
"""A workbook has all 30 columns."""


def texts(number: int, line: Line) -> tuple[str, ...]:
    """The cells of a line as text, so that no side is billed for looking them up."""
    cells = (column.value(line) for column in HAND)
    return (str(number), *("" if cell is None else str(cell) for cell in cells))


@pytest.fixture(scope="module")
def rows():
    people = islice(lines(population.township(TOWNSHIP, SHEET_ROWS, 4)), SHEET_ROWS)
    return [texts(number, line) for number, line in enumerate(people, start=1)]


def roster(widths):
    labels = ("序号", *(column.header.replace("\n", "") for column in HAND))
    columns = (
        Column(label, itemgetter(place), width_mm=width)
        for place, (label, width) in enumerate(zip(labels, widths, strict=False))
    )
    return Table("劳动力资源花名册", tuple(columns))


def test_paper(rows, report, tmp_path):
    some = [row[: len(WIDTHS)] for row in rows[:PAPER_ROWS]]
    bare = best_of(2, lambda: baselines.draw(tmp_path / "bare.pdf", some, WIDTHS))
    ours = best_of(2, lambda: write_table_pdf(tmp_path / "ours.pdf", roster(WIDTHS), some))
    with pypdfium2.PdfDocument(tmp_path / "ours.pdf") as document:
        assert some[-1][3] in document[len(document) - 1].get_textpage().get_text_bounded()
    work = f"roster PDF, {PAPER_ROWS} rows × {len(WIDTHS)} columns"
    report.add(f"{work}, by bare canvas", ours, bare, 1.5)
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    write_workbook(tmp_path / "roster.xlsx", [SheetSpec(table=roster(WIDTHS), rows=some)])
    profile = f"-env:UserInstallation=file://{tmp_path}/office"
    convert = [office, profile, "--headless", "--convert-to", "pdf"]
    convert += ["--outdir", str(tmp_path), str(tmp_path / "roster.xlsx")]
    # The first run sets up a profile, which is not to be held against it.
    libre = best_of(2, lambda: subprocess.run(convert, check=True, capture_output=True))
    assert (tmp_path / "roster.pdf").stat().st_size > 0
    report.add(f"{work}, by LibreOffice", ours, libre, 1.0)


def test_workbook(rows, report, tmp_path):
    bare = best_of(2, lambda: baselines.write_workbook(tmp_path / "bare.xlsx", rows))
    spec = SheetSpec(table=roster(SHEET_WIDTHS), rows=rows)
    ours = best_of(2, lambda: write_workbook(tmp_path / "ours.xlsx", [spec]))
    work = f"roster xlsx, {SHEET_ROWS} rows × {len(SHEET_WIDTHS)} columns"
    report.add(work, ours, bare, 1.5)
