"""Where the columns of a table stand: what each wants, what its rows take up, what it gets."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.tables import Column, Row, Table, show
from desktop.export.pdf.page import MM, Frame, share
from desktop.export.pdf.script import Script, printable
from desktop.export.pdf.strips import PAD
from desktop.export.pdf.text import balance, widest_piece

_COMMON = 0.95
"""The part of the sampled texts that a column should hold without making them smaller."""

_NEARLY = 1.5
"""The longest text is held too if it is no longer than this times a common one."""

_LONG = 8.0
"""A text longer than this many characters may stand in two lines."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the columns stand: their left edges and widths."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]

    @property
    def cuts(self) -> tuple[float, ...]:
        """The lines between the columns."""
        return self.lefts[1:]


_NAME = 4.0
_NAME_PART = 0.22
"""A column that does not wrap has room for a name of four, and for this part of the longest."""


def places_of(
    table: Table[Row],
    sample: Sequence[Row],
    room: Frame,
    size: float,
    body: Script,
    bold: Script,
) -> Places:
    """Divide the width among the columns, by what a sample of the rows takes up."""
    needs = [_need(column, sample, size, body, bold) for column in table.columns]
    widths = share(room.width, [column.width_mm * MM for column in table.columns], needs)
    lefts = [room.left]
    for width in widths[:-1]:
        lefts.append(lefts[-1] + width)
    return Places(tuple(lefts), tuple(widths))


def _need(
    column: Column[Row], sample: Sequence[Row], size: float, body: Script, bold: Script
) -> float:
    found = sorted(
        (body.measure(text), text) for row in sample if (text := printable(show(column.value(row))))
    )
    return max(_taken(found, column, body), _headed(column, bold)) * size + 2 * PAD + 0.2


def _taken(found: list[tuple[float, str]], column: Column[Row], body: Script) -> float:
    if not found:
        return 0.0
    common, text = found[int(_COMMON * (len(found) - 1))]
    longest = found[-1][0]
    if not column.wrap:
        return max(min(longest, _NAME), longest * _NAME_PART)
    if common > _LONG:
        return max(common / 2 + 0.5, _LONG, widest_piece(text, body.measure))
    return longest if longest <= _NEARLY * common else common


def _headed(column: Column[Row], bold: Script) -> float:
    half = max(bold.measure(column.label) / 2 + 0.5, 2.0)
    return max(map(bold.measure, balance(column.label, half, bold.measure)))
