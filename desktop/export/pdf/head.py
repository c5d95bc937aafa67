"""The heading of the columns, in one row or in two."""

from desktop.domain.tables import Align, Row, Table, spans
from desktop.export.pdf.columns import Places
from desktop.export.pdf.script import Script, printable
from desktop.export.pdf.strips import PAD, Cell, HeadStrip, Placed, set_cell
from desktop.export.pdf.text import fit_heading

_ROOM = 3.5 * PAD
"""Room above and below a heading, together."""

Span = tuple[int, int, str]
"""Columns from, to (exclusive) and the group over them; empty if there is none."""


def set_head(table: Table[Row], places: Places, size: float, bold: Script) -> HeadStrip:
    """The head in one row, or in two where neighbouring columns share a group."""
    runs = spans(table.columns)
    labels = [
        _heading(column.label, places.lefts[at], places.widths[at], size, bold)
        for at, column in enumerate(table.columns)
    ]
    groups = {
        start: _heading(name, places.lefts[start], sum(places.widths[start:stop]), size, bold)
        for start, stop, name in runs
        if name
    }
    upper, height = _heights(runs, labels, groups)
    placed = []
    for start, stop, name in runs:
        if name:
            placed.append(Placed(groups[start], *_edges(places, start, stop), 0.0, upper))
        for at in range(start, stop):
            above = upper if name else 0.0
            placed.append(Placed(labels[at], *_edges(places, at, at + 1), above, height))
    return HeadStrip(tuple(placed), height)


def _edges(places: Places, start: int, stop: int) -> tuple[float, float]:
    return places.lefts[start], places.lefts[stop - 1] + places.widths[stop - 1]


def _heights(runs: list[Span], labels: list[Cell], groups: dict[int, Cell]) -> tuple[float, float]:
    """The height of the upper row and of both; without groups the upper row is all."""
    under = [labels[at].height for a, b, name in runs if name for at in range(a, b)]
    alone = [labels[at].height for a, b, name in runs if not name for at in range(a, b)]
    lower = max(under) + _ROOM if under else 0.0
    upper = max((cell.height + _ROOM for cell in groups.values()), default=0.0)
    upper = max(upper, max(alone, default=0.0) + _ROOM - lower)
    return upper, upper + lower


def _heading(text: str, left: float, width: float, size: float, bold: Script) -> Cell:
    fitted = fit_heading(printable(text), width - 2 * PAD, size, bold.measure)
    return set_cell(fitted, bold, left, width, Align.CENTER)
