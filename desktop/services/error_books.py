"""The clerk's own sheet back, with the cells that were found bad coloured and explained."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.errors import Refused
from desktop.domain.finding import Severity
from desktop.export.error_book import Merged, write_error_book
from desktop.intake import targets
from desktop.intake.files import read_grids
from desktop.intake.grid import Grid, text_of
from desktop.intake.sheet import IncomingSheet, mend
from desktop.services.importing import readings
from desktop.services.importing.readings import Reading
from desktop.services.importing.report import FileReport, Remark
from desktop.services.prints import keep_trace
from desktop.services.session import Session

_SEVERAL = "“{name}”里有{number}张名单，标错表只能一张一张做，请把每张名单另存为一个文件再导入"
_OVER_ITSELF = "标错表不能盖在原表上，请换一个文件名"


def write(
    session: Session,
    original: Path,
    report: FileReport,
    out: Path,
    *,
    password: str | None = None,
    reading: Reading | None = None,
) -> int:
    """Write the sheet that was taken in with its bad cells marked; how many are.

    Doubts about what the sheet has no column for are left out.

    Args:
        session: the ledger, whose log notes that the file was made.
        original: the file as the clerk gave it, unchanged since.
        report: what taking it in, or the dry run, said.
        out: the .xlsx file to write.
        password: what opens the original.
        reading: how the original was read, if its columns or cells were put right for it.

    Raises:
        Refused: if the file holds several lists, or ``out`` is the original.
        AppError: if a file cannot be read or written.
    """
    if out.exists() and out.samefile(original):
        raise Refused(_OVER_ITSELF)
    sheet, grid = _list_of(session, reading or Reading(file=original, password=password))
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in grid.merged)
    marks = _marks(sheet, report, merged)
    rows = [[text_of(cell) for cell in row] for row in grid.rows]
    write_error_book(out, rows, marks, name=sheet.sheet, merged=merged)
    keep_trace(session, "export.errors", f"导出标错表（{len(marks)}处）", out)
    return len(marks)


def _list_of(session: Session, reading: Reading) -> tuple[IncomingSheet, Grid]:
    sheets = [sheet for sheet in readings.every_sheet(session, reading) if sheet.lists_people]
    if len(sheets) != 1:
        raise Refused(_SEVERAL.format(name=reading.file.name, number=len(sheets)))
    grids = {grid.name: grid for grid in read_grids(reading.file, reading.password)}
    grid = grids[sheets[0].sheet]
    mend(grid, reading.mends)
    return sheets[0], grid


def _marks(
    sheet: IncomingSheet, report: FileReport, merged: Sequence[Merged]
) -> dict[tuple[int, int], str]:
    """What is wrong, by cell from 0; what lies under a merged cell stands at its first."""
    found: dict[tuple[int, int], list[str]] = {}
    headings = {column.text for column in sheet.columns}
    for remark in report.findings:
        # A doubt about what the sheet does not ask for has no cell that could be mended; marked
        # at the names, such doubts would hide the errors.
        if remark.column not in headings and remark.level != Severity.ERROR.value:
            continue
        place = _shown_at(remark.line - 1, _column(sheet, remark.column), merged)
        found.setdefault(place, []).append(_sentence(remark))
    for refusal in report.refusals:
        place = _shown_at(refusal.line - 1, _column(sheet, ""), merged)
        found.setdefault(place, []).append(f"【未导入】{refusal.message}")
    return {place: "\n".join(dict.fromkeys(lines)) for place, lines in found.items()}


def _sentence(remark: Remark) -> str:
    advice = f"。{remark.advice}" if remark.advice else ""
    return f"【{remark.level}】{remark.message}{advice}"


def _column(sheet: IncomingSheet, heading: str) -> int:
    """The place of a heading; what the sheet has no column for stands at the name."""
    places = {column.text: column.index for column in sheet.columns}
    return places.get(heading, places.get(sheet.heading(targets.NAME), 0))


def _shown_at(row: int, column: int, merged: Sequence[Merged]) -> tuple[int, int]:
    for top, left, bottom, right in merged:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return row, column
