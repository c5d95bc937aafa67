"""A workbook to be filled in: headings, drop-downs and hints, blank or with what is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from desktop.domain.workbook_mark import SHEET
from desktop.envelope.safe_file import written_safely
from desktop.export.workbook import sheet_name
from desktop.export.workbook_cells import digits, is_number, shortened

_HEAD_ROW = 2
_CHOICES = "选项"
_MOST_HINT = 250
_FROZEN = 4
_TITLE_COLUMNS = 7
_COLOURS = {"必问": "#FFE2CC", "分支": "#E3EEFB", "选问": "#EFEFEF"}
_OTHER_COLOUR = "#FFFFFF"
_ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "sort", "autofilter",
     "objects", "scenarios"),
    True,
)  # fmt: skip
"""What is left free in a protected sheet: everything but the headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateColumn:
    """One column to be filled in.

    Attributes:
        ask: how hard it is asked for; decides the colour of the heading.
        choices: what may stand in it; anything, if empty.
        several: several choices may stand in one cell, so that the list only proposes.
        hint: shown at the cell.
        number: numbers are meant; all else is kept as text, so that no digit is lost.
    """

    label: str
    ask: str = ""
    choices: tuple[str, ...] = ()
    several: bool = False
    hint: str = ""
    width: float = 12.0
    number: bool = False


def write_template(
    path: Path,
    title: str,
    columns: Sequence[TemplateColumn],
    *,
    how: str = "",
    rows: int = 1000,
    lines: Iterable[Sequence[object]] = (),
    mark: Sequence[str] = (),
) -> int:
    """Write a workbook with room for so many rows; how many it has already.

    Only the cells to be filled in can be written to, until somebody takes the protection off,
    which needs no password. ``lines`` are what is known already; ``mark`` stands out of sight.

    Raises:
        CannotWrite: if the file cannot be written; nothing of it is left behind.
    """
    with written_safely(path) as file:
        memory = BytesIO()
        book = Workbook(memory, {"in_memory": True})
        sheet = book.add_worksheet(sheet_name(title))
        choices = book.add_worksheet(_CHOICES)
        choices.hide()
        _mark(book, mark)
        _top(book, sheet, title, how, len(columns))
        formats = _columns(book, sheet, columns)
        written = _lines(sheet, lines, formats)
        for at, column in enumerate(columns):
            _head(book, sheet, at, column)
            _rules(sheet, choices, at, column, written + rows)
        sheet.protect("", _ALLOWED)
        sheet.freeze_panes(_HEAD_ROW + 1, _FROZEN if len(columns) > 2 * _FROZEN else 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(_HEAD_ROW)
        book.close()
        file.write(memory.getbuffer())
    return written


def _mark(book: Workbook, mark: Sequence[str]) -> None:
    if mark:
        sheet = book.add_worksheet(SHEET)
        sheet.write_column(0, 0, mark)
        sheet.very_hidden()


def _lines(sheet: Any, lines: Iterable[Sequence[object]], formats: Sequence[Any]) -> int:
    written = 0
    for row, line in enumerate(lines, start=_HEAD_ROW + 1):
        for at, (value, style) in enumerate(zip(line, formats, strict=True)):
            if is_number(value):
                sheet.write_number(row, at, value, style)
            elif value:
                sheet.write_string(row, at, shortened(str(value)), style)
        written += 1
    return written


def _top(book: Workbook, sheet: Any, title: str, how: str, columns: int) -> None:
    big = book.add_format(
        {"font_name": "宋体", "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"}
    )
    small = book.add_format(
        {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter"}
    )
    for row, (text, style, height) in enumerate(((title, big, 32), (how, small, 46))):
        sheet.set_row(row, height)
        if columns > 1:
            # Not over all columns: the middle of many is not on the screen.
            sheet.merge_range(row, 0, row, min(columns, _TITLE_COLUMNS) - 1, "", style)
        sheet.write_string(row, 0, text, style)


def _columns(book: Workbook, sheet: Any, columns: Sequence[TemplateColumn]) -> list[Any]:
    common = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "locked": False}
    text = book.add_format({**common, "num_format": "@"})
    number = book.add_format(common)
    formats = [number if column.number else text for column in columns]
    for at, (column, style) in enumerate(zip(columns, formats, strict=True)):
        sheet.set_column(at, at, max(column.width, digits(column.label) + 2), style)
    return formats


def _head(book: Workbook, sheet: Any, at: int, column: TemplateColumn) -> None:
    style = {
        "font_name": "黑体",
        "font_size": 11,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "bg_color": _COLOURS.get(column.ask, _OTHER_COLOUR),
    }
    sheet.set_row(_HEAD_ROW, 24)
    sheet.write_string(_HEAD_ROW, at, column.label, book.add_format(style))


def _rules(sheet: Any, choices: Any, at: int, column: TemplateColumn, rows: int) -> None:
    """The drop-down over a list on the hidden sheet: a list in the cell itself may not be long."""
    if not (column.choices or column.hint):
        return
    rule: dict[str, Any] = {"validate": "any"}
    if column.choices:
        choices.write_column(0, at, column.choices)
        name = xl_col_to_name(at, col_abs=True)
        rule = {
            "validate": "list",
            "source": f"={_CHOICES}!{name}$1:{name}${len(column.choices)}",
            # What is not in the list is taken as it stands and shown after the import.
            "error_type": "warning",
            "error_title": column.label[:32],
            "error_message": "不在可选项中，确定要这样填吗？",
            "show_error": not column.several,
        }
    if column.hint:
        rule |= {"input_title": column.label[:32], "input_message": column.hint[:_MOST_HINT]}
    sheet.data_validation(_HEAD_ROW + 1, at, _HEAD_ROW + rows, at, rule)
