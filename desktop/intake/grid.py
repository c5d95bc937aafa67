"""A sheet as a grid of cells, whatever file it came from, and how each cell reads as text."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | date | time | timedelta
"""What a cell holds: numbers stay numbers, so that a damaged ID number is known."""

Span = tuple[tuple[int, int], tuple[int, int]]
"""A merged range: its first and last cell, both (row, column) from 0."""

MAX_CELLS = 12_000_000
_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of cells from its first line on; a row may be shorter than another."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Span, ...] = ()


def is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def text_of(cell: Cell) -> str:
    """A cell as Excel shows it: whole numbers without ``.0``, days in ISO form.

    From 16 digits on a number stands with its exponent, as Excel keeps no more than 15.
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _digits(cell)
    if isinstance(cell, datetime):
        clock = cell.time()
        return cell.date().isoformat() if clock == time() else cell.isoformat(" ", "seconds")
    return str(cell)


def _digits(number: float) -> str:
    if abs(number) < _EXACT and number == int(number):
        return str(int(number))
    return f"{number:.15G}"
