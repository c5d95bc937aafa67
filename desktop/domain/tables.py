"""A table described once: screen, workbook and paper read the same columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from desktop.domain.partial_date import PartialDate

Row = TypeVar("Row")


class Unread(str):
    """What was typed or seen and could not be read, in place of a value; shown in red."""

    __slots__ = ()


class Align(StrEnum):
    """Where the text of a cell stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: what it is called, what it holds of a row, and how wide it wants to be.

    ``value`` hands out the raw value, which also sorts; :func:`show` says how it reads.
    ``group`` is the heading above neighbouring columns that share it (two header rows).
    A ``total`` column is summed in the 合计 row. A column that does not ``wrap`` (a name in
    a list to sign) is made smaller instead of broken into lines.
    """

    label: str
    value: Callable[[Row], object]
    width_mm: float = 20.0
    align: Align = Align.LEFT
    group: str = ""
    total: bool = False
    wrap: bool = True


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A title over columns."""

    title: str
    columns: tuple[Column[Row], ...]


def spans(columns: Sequence[Column[Row]]) -> list[tuple[int, int, str]]:
    """Runs of columns under one group as (from, to, group); an ungrouped column stands alone."""
    found: list[tuple[int, int, str]] = []
    for at, column in enumerate(columns):
        if found and column.group and found[-1][2] == column.group:
            found[-1] = (found[-1][0], at + 1, column.group)
        else:
            found.append((at, at + 1, column.group))
    return found


def show(value: object) -> str:
    """How a raw value reads on screen, in a workbook and on paper."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(show(part) for part in value)
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, PartialDate):
        return value.show()
    return str(value)
