"""How the rows of a table become strips: cells, bands, sums and notes."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Generic

from desktop.domain.tables import Align, Row, Table, show
from desktop.export.pdf.columns import places_of
from desktop.export.pdf.fonts import Voice
from desktop.export.pdf.head import set_head
from desktop.export.pdf.page import MM, Layout, frame
from desktop.export.pdf.script import Script, printable
from desktop.export.pdf.sheaf import Scripts
from desktop.export.pdf.strips import PAD, Cell, CellStrip, HeadStrip, set_cell
from desktop.export.pdf.text import Fitted, fit
from desktop.export.sums import Sums

_MOST_CELLS = 50_000
"""Cells kept for being met again (a village, 土家族); ID numbers fill it up, then it is emptied."""

_VERSION = 12
_CENTRED_LINES = 2
"""More lines than this read better from the left, whatever the column says."""


class Setter(Generic[Row]):
    """Sets the rows of one table in one document."""

    def __init__(
        self, table: Table[Row], sample: Sequence[Row], layout: Layout, scripts: Scripts
    ) -> None:
        self.table = table
        self._size = layout.font_size_pt
        self._least = layout.row_height_mm * MM
        self._body = scripts[Voice.SONG]
        self._bold = scripts[Voice.HEI_BOLD]
        self._frame = frame(layout)
        self.places = places_of(table, sample, self._frame, self._size, self._body, self._bold)
        self._cuts = self.places.cuts
        self._cells: dict[tuple[int, str], Cell] = {}
        self._notes: dict[str, int] = {}
        self._digest = sha256()

    def head(self) -> HeadStrip:
        """The heading of the columns."""
        return set_head(self.table, self.places, self._size, self._bold)

    def row(self, row: Row) -> CellStrip:
        """One row, as high as its fullest cell."""
        cells, height = [], self._least
        known, said = self._cells, list[str]()
        for number, column in enumerate(self.table.columns):
            value = column.value(row)
            text = value if type(value) is str else show(value)
            said.append(text)
            if not text:
                continue
            cell = known.get((number, text)) or self._set(number, text)
            cells.append(cell)
            if cell.height > height:
                height = cell.height
        self._digest.update("\x1f".join(said).encode("utf-8", "surrogatepass") + b"\n")
        return CellStrip(cells, height, self._cuts)

    def blank(self) -> CellStrip:
        """A row to be filled in by hand."""
        return CellStrip((), self._least, self._cuts)

    def tell(self, *texts: str) -> None:
        """Count into the version what stands outside the table."""
        self._digest.update("\x1f".join(texts).encode("utf-8", "surrogatepass") + b"\n")

    def version(self) -> str:
        """A code that changes with anything that the rows say, so that paper can be compared."""
        code = self._digest.hexdigest()[:_VERSION].upper()
        return f"{code[:4]}-{code[4:8]}-{code[8:]}"

    def band(self, text: str) -> CellStrip:
        """A heading over all columns, such as a village's name."""
        width = self._frame.width
        fitted = fit(printable(text), width - 4 * PAD, self._size, self._bold.measure)
        cell = set_cell(fitted, self._bold, self._frame.left, width, Align.LEFT, pad=2 * PAD)
        return CellStrip((cell,), max(self._least, fitted.height + 2 * PAD), ())

    def sums(self, label: str, sums: Sums[Row]) -> list[CellStrip]:
        """The 合计 row, its label over the columns before the first sum; none without sums."""
        totals = sums.by_column()
        if not totals:
            return []
        first = min(totals)
        cells = [self._label(label, first)] if first else []
        cells += [self._place(at, show(value), self._bold) for at, value in totals.items()]
        height = max(self._least, *(cell.height for cell in cells))
        return [CellStrip(cells, height, self._cuts[max(first - 1, 0) :])]

    def _label(self, label: str, columns: int) -> Cell:
        width = sum(self.places.widths[:columns])
        fitted = fit(label, width - 2 * PAD, self._size, self._bold.measure)
        return set_cell(fitted, self._bold, self.places.lefts[0], width, Align.CENTER)

    def _set(self, number: int, text: str) -> Cell:
        cell = self._place(number, text, self._body)
        if cell.cut:
            return self._cut(number, text)
        if len(self._cells) >= _MOST_CELLS:
            self._cells.clear()
        self._cells[number, text] = cell
        return cell

    def _place(self, number: int, text: str, script: Script) -> Cell:
        column = self.table.columns[number]
        left, width = self.places.lefts[number], self.places.widths[number]
        fitted = fit(
            printable(text), width - 2 * PAD, self._size, script.measure, may_wrap=column.wrap
        )
        align = Align.LEFT if len(fitted.lines) > _CENTRED_LINES else column.align
        return set_cell(fitted, script, left, width, align)

    def _cut(self, number: int, text: str) -> Cell:
        """A cell that ends in the number of the note which says it in full."""
        column = self.table.columns[number]
        left, width = self.places.lefts[number], self.places.widths[number]
        clear = printable(text)
        mark = self._notes.setdefault(f"{column.label}：{clear}", len(self._notes) + 1)
        fitted = fit(clear, width - 2 * PAD, self._size, self._body.measure, may_wrap=column.wrap)
        lines = (*fitted.lines, f"…注{mark}")
        return set_cell(Fitted(lines, fitted.size), self._body, left, width, Align.LEFT)

    def notes(self) -> list[str]:
        """What was cut since the last time, each with the number that stands in its cell."""
        found = [f"注{number}：{text}" for text, number in self._notes.items()]
        self._notes.clear()
        return found
