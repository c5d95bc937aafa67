"""The workbook that goes back with what was wrong: the same cells, the bad ones marked."""

import math
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from desktop.envelope.safe_file import written_safely
from desktop.export.workbook import sheet_name
from desktop.export.workbook_cells import digits, shortened

Marks = Mapping[tuple[int, int], str]
"""What is wrong, by row and column, both counted from 0."""

Merged = tuple[int, int, int, int]
"""First row, first column, last row, last column of cells that are one."""

_WIDTHS = (6.0, 42.0)
_MOST_COMMENT = 2_000
_BAD = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}


def write_error_book(
    path: Path,
    rows: Sequence[Sequence[str]],
    marks: Marks,
    *,
    name: str = "",
    merged: Sequence[Merged] = (),
) -> None:
    """Write the rows as they were, each marked cell coloured and with its sentence as a comment.

    Raises:
        CannotWrite: if the file cannot be written; nothing of it is left behind.
    """
    with written_safely(path) as file:
        memory = BytesIO()
        book = Workbook(memory, {"in_memory": True})
        sheet = book.add_worksheet(sheet_name(name))
        _write_cells(book, sheet, rows, marks, merged)
        for at, width in enumerate(_widths(rows)):
            sheet.set_column(at, at, width)
        if marks:
            # Opens where the first mistake is, not at the title.
            sheet.set_selection(*min(marks), *min(marks))
        book.close()
        file.write(memory.getbuffer())


def _write_cells(
    book: Workbook,
    sheet: Any,
    rows: Sequence[Sequence[str]],
    marks: Marks,
    merged: Sequence[Merged],
) -> None:
    common = {
        "font_name": "宋体",
        "font_size": 11,
        "valign": "vcenter",
        "border": 1,
        "num_format": "@",
    }
    good, bad = book.add_format(common), book.add_format({**common, **_BAD})
    for first_row, first, last_row, last in merged:
        if (first_row, first) != (last_row, last):
            sheet.merge_range(first_row, first, last_row, last, "", good)
    covered = _covered(merged)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if (at, column) not in covered:
                style = bad if (at, column) in marks else good
                sheet.write_string(at, column, shortened(text), style)
    for (at, column), sentence in marks.items():
        if at >= len(rows) or column >= len(rows[at]):
            sheet.write_blank(at, column, None, bad)
        sheet.write_comment(
            at, column, sentence[:_MOST_COMMENT], {"x_scale": 2, "author": "劳务台账"}
        )


def _covered(merged: Sequence[Merged]) -> set[tuple[int, int]]:
    """The cells under a merged one, all but its first."""
    found = set()
    for first_row, first, last_row, last in merged:
        area = {(r, c) for r in range(first_row, last_row + 1) for c in range(first, last + 1)}
        found |= area - {(first_row, first)}
    return found


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Widths in digits that hold most texts; a long title or note does not count."""
    columns = max(map(len, rows), default=0)
    widths = []
    for at in range(columns):
        sizes = sorted(digits(row[at]) for row in rows if at < len(row) and row[at])
        common = sizes[math.ceil(0.9 * len(sizes)) - 1] if sizes else 0
        widths.append(min(max(common + 2.0, _WIDTHS[0]), _WIDTHS[1]))
    return widths
