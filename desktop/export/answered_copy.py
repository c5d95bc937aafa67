"""A list that came as no .xlsx file, written as one with the answers filled in."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from desktop.envelope.safe_file import written_safely
from desktop.export.answered_book import Filled
from desktop.export.error_book import Merged
from desktop.export.workbook import sheet_name
from desktop.export.workbook_cells import digits, shortened

Table = tuple[str, Sequence[Sequence[str]], Sequence[Merged]]
"""The name of a sheet, its rows as texts, and its merged cells."""
_LEAST, _MOST = 6.0, 42.0


def write_copy(path: Path, tables: Sequence[Table], sheets: Mapping[str, Filled]) -> None:
    """Write the tables with the answers in them, every cell as text.

    Raises:
        CannotWrite: if the file cannot be written; nothing of it is left behind.
    """
    memory = BytesIO()
    with Workbook(memory, {"in_memory": True}) as book:
        style = book.add_format({"font_name": "宋体", "font_size": 11, "valign": "vcenter",
                                 "border": 1, "num_format": "@"})  # fmt: skip
        for name, rows, merged in tables:
            cells = _cells(rows, sheets.get(name))
            _write(book.add_worksheet(sheet_name(name)), cells, merged, style)
    with written_safely(path) as out:
        out.write(memory.getbuffer())


def _cells(rows: Sequence[Sequence[str]], filled: Filled | None) -> dict[tuple[int, int], str]:
    cells = {
        (at, column): text for at, row in enumerate(rows) for column, text in enumerate(row) if text
    }
    if filled is None:
        return cells
    free = max((column for _, column in cells), default=-1) + 1
    places = []
    for place, heading in zip(filled.columns, filled.headings, strict=True):
        if place is None:
            place, free = free, free + 1
            cells[filled.header, place] = heading
        places.append(place)
    for row, texts in filled.rows.items():
        found = zip(places, texts, strict=True)
        cells.update(((row, place), text) for place, text in found if text)
    return cells


def _write(
    sheet: Any, cells: Mapping[tuple[int, int], str], merged: Sequence[Merged], style: Any
) -> None:
    for first_row, first, last_row, last in merged:
        if (first_row, first) != (last_row, last):
            sheet.merge_range(first_row, first, last_row, last, "", style)
    widths: dict[int, list[int]] = {}
    for (row, column), text in cells.items():
        sheet.write_string(row, column, shortened(text), style)
        widths.setdefault(column, []).append(digits(text))
    for column, sizes in widths.items():
        common = sorted(sizes)[9 * (len(sizes) - 1) // 10]
        sheet.set_column(column, column, min(max(common + 2.0, _LEAST), _MOST))
