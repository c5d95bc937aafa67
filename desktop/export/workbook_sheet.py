"""One table as one sheet: title, head, rows, sums, and how it prints."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic

from xlsxwriter.utility import xl_col_to_name

from desktop.domain.errors import Refused
from desktop.domain.progress import Progress
from desktop.domain.tables import Column, Row, Table, show, spans
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.page import Paper
from desktop.export.sums import Sums
from desktop.export.workbook_cells import (
    MOST_TEXT,
    ROW_PT,
    digits,
    height_of,
    is_number,
    shortened,
    width_of,
)
from desktop.export.workbook_formats import Formats

_MOST_ROWS = 1_048_576
_PAPER_CODES = {Paper.A3: 8, Paper.A4: 9}
_PROGRESS_EVERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpec(Generic[Row]):
    """One sheet: a table with its rows and what stands around it.

    Attributes:
        name: the name on its tab; the table's title if empty.
        frozen: how many columns stay in view when one scrolls to the right.
        one_page: it is printed small enough for one page.
    """

    table: Table[Row]
    rows: Iterable[Row]
    name: str = ""
    heading: Heading = field(default_factory=Heading)
    ending: Ending = field(default_factory=Ending)
    paper: Paper = Paper.A4
    landscape: bool = True
    frozen: int = 0
    one_page: bool = False


class Filler(Generic[Row]):
    """Fills one sheet from top to bottom."""

    def __init__(self, spec: SheetSpec[Row], sheet: Any, formats: Formats) -> None:
        self._spec = spec
        self._sheet = sheet
        self._formats = formats
        self._columns = spec.table.columns
        self._last = len(self._columns) - 1
        self._at = 0

    def fill(self, written: int, count: int, progress: Progress) -> int:
        """Write everything; ``written`` rows of other sheets are already there."""
        self._set_up()
        self._top()
        self._head()
        first = self._at
        sums = Sums(self._columns)
        self._body(sums, written, count, progress)
        rows = self._at - first
        self._sheet.autofilter(first - 1, 0, max(self._at - 1, first), self._last)
        if rows and self._spec.ending.total:
            self._total(sums, first)
        for note in self._under():
            self._note(note)
        return written + rows

    def _set_up(self) -> None:
        sheet = self._sheet
        for at, column in enumerate(self._columns):
            sheet.set_column(at, at, width_of(column))
        sheet.set_default_row(ROW_PT)
        if self._spec.landscape:
            sheet.set_landscape()
        sheet.set_paper(_PAPER_CODES[self._spec.paper])
        sheet.fit_to_pages(1, 1 if self._spec.one_page else 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页  共 &N 页")

    def _top(self) -> None:
        heading = self._spec.heading
        if heading.annex:
            self._line(heading.annex, self._formats.annex)
        self._sheet.set_row(self._at, 34)
        self._line(heading.title or self._spec.table.title, self._formats.title)
        self._unit_line((heading.left, heading.middle, heading.right))

    def _unit_line(self, parts: tuple[str, str, str]) -> None:
        """Three texts over a third of the columns each, or one behind the other in few columns."""
        if not any(parts):
            return
        third = (self._last + 1) // 3
        if third <= 1:
            self._line("    ".join(filter(None, parts)), self._formats.plain)
            return
        edges = (0, third, self._last + 1 - third, self._last + 1)
        for part, left, right, style in zip(
            parts, edges, edges[1:], self._formats.thirds, strict=False
        ):
            self._sheet.merge_range(self._at, left, self._at, right - 1, "", style)
            self._sheet.write_string(self._at, left, part, style)
        self._at += 1

    def _line(self, text: str, style: Any) -> None:
        """A text over all columns."""
        if self._last > 0:
            self._sheet.merge_range(self._at, 0, self._at, self._last, "", style)
        self._sheet.write_string(self._at, 0, text, style)
        self._at += 1

    def _note(self, text: str) -> None:
        """A text under the table, in as many lines as it needs."""
        room = int(sum(map(width_of, self._columns)) - 1)
        self._sheet.set_row(self._at, height_of(-(-digits(text) // room)))
        self._line(text, self._formats.plain)

    def _head(self) -> None:
        """The headings: a group over its columns, a column without one over both rows."""
        top = self._at
        bottom = top + any(column.group for column in self._columns)
        for start, stop, group in spans(self._columns):
            if group:
                self._merge(top, start, top, stop - 1, group)
            for at in range(start, stop):
                self._merge(bottom if group else top, at, bottom, at, self._columns[at].label)
        self._sheet.set_row(bottom, height_of(max(map(self._lines_of_label, self._columns))))
        self._sheet.repeat_rows(top, bottom)
        self._at = bottom + 1
        self._sheet.freeze_panes(self._at, self._spec.frozen)

    @staticmethod
    def _lines_of_label(column: Column[Row]) -> int:
        return int(-(-digits(column.label) // max(width_of(column) - 1, 2)))

    def _merge(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        style = self._formats.head
        if (top, left) != (bottom, right):
            self._sheet.merge_range(top, left, bottom, right, "", style)
        self._sheet.write_string(top, left, text, style)

    def _body(self, sums: Sums[Row], written: int, count: int, progress: Progress) -> None:
        first = self._at
        columns = [
            (at, column.value, self._formats.cell(column), self._most(column))
            for at, column in enumerate(self._columns)
        ]
        write_text, write_number = self._sheet.write_string, self._sheet.write_number
        write_blank = self._sheet.write_blank
        for row_at, row in enumerate(self._spec.rows, start=first):
            if (row_at - first) % _PROGRESS_EVERY == 0:
                self._report(written + row_at - first, count, progress)
            sums.add(row)
            lines = 1
            for at, value_of, style, most in columns:
                value = value_of(row)
                if is_number(value):
                    write_number(row_at, at, value, style)
                    continue
                text = value if type(value) is str else show(value)
                if len(text) > most:
                    text = shortened(text)
                    lines = max(lines, -(-digits(text) // (2 * most)))
                if text:
                    write_text(row_at, at, text, style)
                else:
                    write_blank(row_at, at, None, style)
            if lines > 1:
                self._sheet.set_row(row_at, height_of(lines))
            self._at = row_at + 1

    def _most(self, column: Column[Row]) -> int:
        """The characters that one line surely holds; without wrapping, that a cell may hold."""
        return max(int(width_of(column) - 1) // 2, 1) if column.wrap else MOST_TEXT

    def _report(self, done: int, count: int, progress: Progress) -> None:
        if self._at > _MOST_ROWS - _PROGRESS_EVERY - 100:
            raise Refused("行数超过了一张工作表的上限（约一百万行），请分村导出")
        progress(done, max(count, done))

    def _total(self, sums: Sums[Row], first: int) -> None:
        totals = sums.by_column()
        if not totals:
            return
        style = self._formats.total
        for at in range(self._last + 1):
            self._sheet.write_blank(self._at, at, None, style)
        self._sheet.write_string(self._at, 0, self._spec.ending.total, style)
        for at, value in totals.items():
            name = xl_col_to_name(at)
            cells = f"{name}{first + 1}:{name}{self._at}"
            formula = f'=IF(COUNT({cells}),SUM({cells}),"")' if value is None else f"=SUM({cells})"
            self._sheet.write_formula(self._at, at, formula, style, "" if value is None else value)
        self._at += 1

    def _under(self) -> list[str]:
        ending = self._spec.ending
        signatures = [("　" * 6).join(ending.signatures)] if ending.signatures else []
        return [*signatures, *ending.notes]
