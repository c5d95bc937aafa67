"""The horizontal strips that a page is stacked from, each drawn at the height it is put."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.tables import Align
from desktop.export.pdf.page import Frame
from desktop.export.pdf.pen import Pen
from desktop.export.pdf.script import Ink, Script, printable
from desktop.export.pdf.text import LEADING, Fitted

PAD = 2.2
"""Room between the text of a cell and its lines, in points."""


class Strip(Protocol):
    """A piece of a page over its whole width.

    ``cuts`` are the heights of the lines between columns, ``None`` outside the table.
    """

    @property
    def height(self) -> float: ...
    @property
    def cuts(self) -> tuple[float, ...] | None: ...
    def draw(self, pen: Pen, top: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one cell: where each begins, how far above the middle, and its ink."""

    lines: tuple[tuple[float, float, Ink], ...]
    size: float
    height: float
    cut: bool = False


def set_cell(
    fitted: Fitted, script: Script, left: float, width: float, align: Align, pad: float = PAD
) -> Cell:
    """Place fitted lines between two edges."""
    pitch = fitted.size * LEADING
    above = (len(fitted.lines) - 1) / 2
    lines = []
    for number, text in enumerate(fitted.lines):
        ink = script.ink(text, fitted.size)
        x = _start(left + pad, width - 2 * pad, ink.width, align)
        lines.append((x, (above - number) * pitch, ink))
    return Cell(tuple(lines), fitted.size, fitted.height + pad, fitted.cut)


def _start(left: float, width: float, used: float, align: Align) -> float:
    if align is Align.LEFT:
        return left
    return left + (width - used) / (1 if align is Align.RIGHT else 2)


@dataclass(frozen=True, slots=True)
class CellStrip:
    """A row of cells in the grid, or lines of text without one."""

    cells: Sequence[Cell]
    height: float
    cuts: tuple[float, ...] | None = None

    def draw(self, pen: Pen, top: float) -> None:
        """Write every cell in the middle of the strip."""
        middle = top - self.height / 2
        write = pen.write
        for cell in self.cells:
            for x, above, ink in cell.lines:
                write(x, middle + above, ink, cell.size)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of the head with its own edges: from, to and the rows it spans."""

    cell: Cell
    left: float
    right: float
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class HeadStrip:
    """The heading of the columns, in one row or two; draws its own lines."""

    placed: tuple[Placed, ...]
    height: float
    cuts: tuple[float, ...] | None = ()

    def draw(self, pen: Pen, top: float) -> None:
        """Write the headings, each with the lines to its left and below it."""
        for item in self.placed:
            middle = top - (item.above + item.below) / 2
            for x, above, ink in item.cell.lines:
                pen.write(x, middle + above, ink, item.cell.size)
            pen.line(item.left, top - item.above, item.left, top - item.below)
            if item.below < self.height:
                pen.line(item.left, top - item.below, item.right, top - item.below)


@dataclass(frozen=True, slots=True)
class Gap:
    """Blank room."""

    height: float
    cuts: tuple[float, ...] | None = None

    def draw(self, pen: Pen, top: float) -> None:
        """Nothing to draw."""


def text_strip(
    fitted: Fitted, script: Script, room: Frame, align: Align, height: float | None = None
) -> CellStrip:
    """Lines over the whole width, outside the table."""
    cell = set_cell(fitted, script, room.left, room.width, align, pad=0)
    return CellStrip((cell,), fitted.height if height is None else height)


def spread(
    texts: Sequence[str], script: Script, room: Frame, size: float, height: float
) -> CellStrip:
    """Texts at equal distances over the width, each beginning its own part."""
    part = room.width / max(len(texts), 1)
    cells = []
    for number, text in enumerate(texts):
        clear = printable(text)
        fitted = Fitted((clear,), min(size, part / max(script.measure(clear), 1)))
        cells.append(set_cell(fitted, script, room.left + number * part, part, Align.LEFT, pad=0))
    return CellStrip(tuple(cells), height)
