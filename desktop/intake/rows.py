"""Rows of people out of a grid: what is carried down, what is dropped and why."""

import re
from collections.abc import Callable, Iterator, Mapping

from desktop.domain.dictionary import Dictionary
from desktop.domain.id_number import looks_truncated
from desktop.domain.kinds import Amount, IdNumber, Phone, Text
from desktop.domain.text import clean
from desktop.intake import households, sorting
from desktop.intake.grid import Cell, Grid, is_number, text_of
from desktop.intake.headers import Column, Header
from desktop.intake.seen import Dropped, IncomingRow, Seen
from desktop.intake.targets import BY_TARGET, HEAD_ID_NO, ID_NO, NAME, kept

__all__ = ["Dropped", "IncomingRow", "Seen", "read_rows"]

_TEN_THOUSANDS = "万元"
_BARE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{2,3}")


_Plan = list[tuple[int, str, "_Column"]]


def read_rows(
    grid: Grid, header: Header, dictionary: Dictionary
) -> Iterator[IncomingRow | Dropped]:
    """The rows below a header, in order: people, and what was left out; blank rows are neither.

    Merged cells reach down, except over names and ID numbers. Cells that belong to a household
    reach down to its other members; cells of a person never do.
    """
    plan = _plan(header, dictionary)
    merged = _Merged(grid, header, {index: target for index, target, _ in plan})
    families = households.Families(
        {column.target for column in header.columns if column.target is not None}
    )
    sorter = sorting.Sorter(header)
    for number in range(header.last + 1, len(grid.rows)):
        row = grid.rows[number]
        cells = _cells(row, plan)
        merged.fill(number, cells)
        reason = sorter.reason_to_drop(row, cells)
        if reason is None:
            yield IncomingRow(number + 1, families.place(cells), cells)
        elif reason:
            yield Dropped(number + 1, reason)


def _plan(header: Header, dictionary: Dictionary) -> _Plan:
    return [
        (
            column.index,
            column.target,
            _Column(_spoiled_test(column.target, dictionary), _scale(column, dictionary)),
        )
        for column in header.columns
        if column.target is not None and kept(column.target)
    ]


class _Column(dict[str, Seen | None]):
    """What was seen in the text cells of a column, each read once."""

    def __init__(self, spoiled: Callable[[str, bool], bool], scale: str = "") -> None:
        super().__init__()
        self._spoiled = spoiled
        self._scale = scale

    def __missing__(self, cell: str) -> Seen | None:
        text = self._scaled(cell.strip())
        shown = bool(text) and (text.isprintable() or bool(clean(text)))
        seen = self[cell] = Seen(text, False, self._spoiled(text, False)) if shown else None
        return seen

    def other(self, cell: Cell) -> Seen:
        """What is seen in a cell that is not text."""
        number, text = is_number(cell), self._scaled(text_of(cell))
        return Seen(text, number, self._spoiled(text, number))

    def _scaled(self, text: str) -> str:
        return text + self._scale if self._scale and _BARE.fullmatch(text) else text


def _scale(column: Column, dictionary: Dictionary) -> str:
    """The 万 that a heading such as 投资额(万元) says for all amounts below it."""
    if column.target is None or column.target in BY_TARGET or _TEN_THOUSANDS not in column.text:
        return ""
    return "万" if isinstance(dictionary.field(column.target).kind, Amount) else ""


def _spoiled_test(target: str, dictionary: Dictionary) -> Callable[[str, bool], bool]:
    if target in BY_TARGET:
        return _spoiled_id_no if target == HEAD_ID_NO else _spoiled_code
    kind = dictionary.field(target).kind
    if isinstance(kind, IdNumber):
        return _spoiled_id_no
    return _spoiled_code if isinstance(kind, Text | Phone) else _unspoiled


def _spoiled_id_no(text: str, numeric: bool) -> bool:
    """A number of 18 digits does not fit into a numeric cell, so none from there is trusted."""
    return numeric or _EXPONENT.fullmatch(text) is not None or looks_truncated(text)


def _spoiled_code(text: str, numeric: bool) -> bool:
    """A household or telephone number with an exponent has lost digits."""
    return _EXPONENT.fullmatch(text) is not None


def _unspoiled(text: str, numeric: bool) -> bool:
    return False


def _cells(row: list[Cell], plan: _Plan) -> dict[str, Seen]:
    width = len(row)
    cells = {}
    for index, target, column in plan:
        if index < width and (cell := row[index]) != "":
            seen = column[cell] if isinstance(cell, str) else column.other(cell)
            if seen is not None:
                cells[target] = seen
    return cells


class _Merged:
    """The merged ranges that reach down over several rows of people."""

    def __init__(self, grid: Grid, header: Header, targets: Mapping[int, str]) -> None:
        self._until: dict[tuple[int, str], int] = {}
        for (top, left), (bottom, _) in grid.merged:
            target = targets.get(left)
            if bottom > top > header.last and target and target not in {NAME, ID_NO}:
                self._until[top, target] = bottom
        self._open: dict[str, tuple[int, Seen]] = {}
        self._targets = frozenset(target for _, target in self._until)

    def fill(self, number: int, cells: dict[str, Seen]) -> None:
        """Write into a row's blank cells what is merged over them."""
        for target in self._targets:
            seen = cells.get(target)
            if seen is not None:
                bottom = self._until.get((number, target), -1)
                self._open[target] = (bottom, seen._replace(carried=True))
            elif target in self._open:
                bottom, above = self._open[target]
                if number <= bottom:
                    cells[target] = above
