"""A form's grid: labels with what is known or room to write, in lines of cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.tables import Align
from desktop.export.pdf.page import MM, Frame
from desktop.export.pdf.pen import Pen
from desktop.export.pdf.script import Script, printable
from desktop.export.pdf.strips import PAD, Cell, set_cell
from desktop.export.pdf.text import Fitted, fit, fit_heading

_EDGE = 1.0
_MOST_LABEL = 0.45
_LABEL_EM = 6.5


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it.

    Attributes:
        part: how much of the line it takes, against the others.
        tall: at least so many rows high, to be written into.
    """

    label: str
    value: str = ""
    part: float = 1.0
    tall: float = 1.0


Facts = tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class GridStrip:
    """One line of a form; draws its own lines, so that forms and tables can stand together."""

    cells: Sequence[Cell]
    edges: tuple[float, ...]
    height: float
    cuts: tuple[float, ...] | None = None

    def draw(self, pen: Pen, top: float) -> None:
        """Write every cell in the middle of the strip, within its lines."""
        bottom, middle = top - self.height, top - self.height / 2
        for cell in self.cells:
            for x, above, ink in cell.lines:
                pen.write(x, middle + above, ink, cell.size)
        for at, x in enumerate(self.edges):
            outer = at in (0, len(self.edges) - 1)
            pen.line(x, top, x, bottom, _EDGE if outer else 0.5)
        for y in (top, bottom):
            pen.line(self.edges[0], y, self.edges[-1], y)


class GridSetter:
    """Sets the lines of forms at one size."""

    def __init__(
        self, room: Frame, size: float, row_height_mm: float, body: Script, bold: Script
    ) -> None:
        self._room = room
        self._size = size
        self._least = row_height_mm * MM
        self._body, self._bold = body, bold
        self._cut: list[str] = []

    def line(self, facts: Facts) -> GridStrip:
        """One line of cells over the whole width, as high as its fullest."""
        whole = sum(fact.part for fact in facts)
        left, edges, cells = self._room.left, [self._room.left], list[Cell]()
        for fact in facts:
            width = self._room.width * fact.part / whole
            label = self._label_width(fact, width)
            if label:
                cells.append(self._label(fact.label, left, label))
                edges.append(left + label)
            cells.append(self._value(fact, left + label, width - label))
            left += width
            edges.append(left)
        least = self._least * max(fact.tall for fact in facts)
        return GridStrip(cells, tuple(edges), max(least, *(cell.height + PAD for cell in cells)))

    def notes(self) -> list[str]:
        """What did not fit since the last time, in full."""
        found, self._cut = self._cut, []
        return found

    def _label_width(self, fact: Fact, width: float) -> float:
        if not fact.label:
            return 0.0
        natural = min(self._bold.measure(fact.label), _LABEL_EM) * self._size + 2 * PAD + 2
        return min(natural, _MOST_LABEL * width)

    def _label(self, text: str, left: float, width: float) -> Cell:
        fitted = fit_heading(printable(text), width - 2 * PAD, self._size, self._bold.measure)
        return set_cell(fitted, self._bold, left, width, Align.CENTER)

    def _value(self, fact: Fact, left: float, width: float) -> Cell:
        clear = printable(fact.value)
        fitted = fit(clear, width - 2 * PAD, self._size, self._body.measure)
        if fitted.cut:
            self._cut.append(f"{fact.label}：{clear}")
            fitted = Fitted((*fitted.lines, "…见下"), fitted.size)
        return set_cell(fitted, self._body, left, width, Align.LEFT)
