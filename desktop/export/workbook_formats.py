"""How the cells of our workbooks look."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

from desktop.domain.tables import Align, Column

_SONG = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_BOXED = {**_SONG, "border": 1}


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of one workbook."""

    title: Any
    annex: Any
    plain: Any
    thirds: tuple[Any, Any, Any]
    head: Any
    total: Any
    cells: dict[tuple[Align, bool], Any]

    def cell(self, column: Column[Any]) -> Any:
        """The format of a column's cells."""
        return self.cells[column.align, column.wrap]


def make_formats(book: Workbook) -> Formats:
    """Declare the formats in a workbook."""
    return Formats(
        title=book.add_format({**_SONG, "font_size": 20, "bold": True, "align": "center"}),
        annex=book.add_format({**_SONG, "font_name": "黑体", "font_size": 16}),
        thirds=(
            book.add_format(_SONG),
            book.add_format({**_SONG, "align": "center"}),
            book.add_format({**_SONG, "align": "right"}),
        ),
        plain=book.add_format({**_SONG, "text_wrap": True}),
        head=book.add_format({**_BOXED, "font_name": "黑体", "align": "center", "text_wrap": True}),
        total=book.add_format({**_BOXED, "bold": True, "align": "center"}),
        cells={
            (align, wrap): _cell(book, align, wrap=wrap)
            for align in Align
            for wrap in (True, False)
        },
    )


def _cell(book: Workbook, align: Align, *, wrap: bool) -> Any:
    fits = "text_wrap" if wrap else "shrink"
    return book.add_format({**_BOXED, "align": align.value, fits: True})
