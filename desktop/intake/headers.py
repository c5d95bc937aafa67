"""The header of a table: where it stands in a grid and what each column is called."""

import re
from collections import Counter
from dataclasses import dataclass

from desktop.intake.grid import Cell, Grid, text_of
from desktop.intake.matching import HeadingIndex, Hit, assign
from desktop.intake.refusals import CannotRead
from desktop.intake.targets import ID_NO, NAME

_SEARCHED = 30
_TALLEST = 4
_WIDEST = 500
_FEWEST = 2
_SURE_ALONE = 3
_DATA = re.compile(r"[0-9]{11}")
_BLANKS = re.compile(r"\s+")
_SIDE_BY_SIDE = (
    "“{name}”第{line}行并排放着两张表（“{text}”出现了两次），请拆成两个工作表，或上下排列后再导入"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column with a heading.

    Attributes:
        index: where it stands, from 0.
        text: its heading in one line, with the group above it only where that is needed.
        parts: its headings from the top down.
        target: what it means (see ``targets``); None if that is not certain.
        score: how well the heading fits, from 0 to 1.
        guess: the nearest target when none is certain.
        chosen: whether a clerk has decided on the target, now or for an earlier file.
    """

    index: int
    text: str
    parts: tuple[str, ...]
    target: str | None = None
    score: float = 0.0
    guess: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a grid: its first and last row, from 0, and its columns."""

    first: int
    last: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    parts: list[tuple[int, tuple[str, ...]]]
    hits: list[Hit | None]

    @property
    def found(self) -> set[str]:
        return {hit.target for hit in self.hits if hit}

    @property
    def rank(self) -> tuple[int, int, int]:
        """Most columns understood; then the lowest header; then the topmost."""
        return (len(self.found), self.first - self.last, -self.first)

    @property
    def is_header(self) -> bool:
        """Whether it can be one: a row of people may hold two words that are labels too."""
        found = self.found
        enough = len(found) >= _SURE_ALONE or 2 * len(found) >= len(self.parts)
        return len(found) >= _FEWEST and (enough or NAME in found)


def find_header(grid: Grid, index: HeadingIndex) -> Header | None:
    """The header within the first 30 rows, of one to four rows; None if there is none.

    Raises:
        CannotRead: if two tables stand side by side.
    """
    top = [[_one_line(cell) for cell in row[:_WIDEST]] for row in grid.rows[: _SEARCHED + _TALLEST]]
    data = [any(_DATA.search(text) for text in row) for row in top]
    spans = _groups(grid)
    best: _Candidate | None = None
    for first in range(min(_SEARCHED, len(top))):
        for last in range(first, min(first + _TALLEST, len(top))):
            if data[last]:
                break
            candidate = _candidate(top, spans, first, last, index)
            if candidate.is_header and (best is None or candidate.rank > best.rank):
                best = candidate
    if best is None:
        return None
    best = _with_lower_row(best, top, data, spans, index)
    _refuse_side_by_side(best, grid.name)
    return Header(best.first, best.last, _columns(best, index))


def _candidate(
    top: list[list[str]],
    spans: dict[tuple[int, int], str],
    first: int,
    last: int,
    index: HeadingIndex,
) -> _Candidate:
    rows = top[first : last + 1]
    width = max((len(row) for row in rows), default=0)
    level = [[*row, *[""] * (width - len(row))] for row in rows]
    for n, row in enumerate(level[:-1]):
        _spread(row, level[n + 1 :], {c: spans.get((first + n, c), "") for c in range(width)})
    stacks = [
        (column, tuple(dict.fromkeys(row[column] for row in level if row[column])))
        for column in range(width)
    ]
    parts = [(column, stack) for column, stack in stacks if stack]
    return _Candidate(first, last, parts, assign(index, [stack for _, stack in parts]))


def _with_lower_row(
    best: _Candidate,
    top: list[list[str]],
    data: list[bool],
    spans: dict[tuple[int, int], str],
    index: HeadingIndex,
) -> _Candidate:
    """Take in a row of lower headings though none of them is understood.

    It is blank under every heading that is, which no row of people could be.
    """
    below = best.last + 1
    if below >= len(top) or data[below] or below - best.first >= _TALLEST:
        return best
    known = {place for (place, _), hit in zip(best.parts, best.hits, strict=True) if hit}
    written = {place for place, text in enumerate(top[below]) if text}
    if len(written) < _FEWEST or written & known:
        return best
    longer = _candidate(top, spans, best.first, below, index)
    return longer if longer.found >= best.found else best


def _spread(row: list[str], below: list[list[str]], spans: dict[int, str]) -> None:
    """Write a group's heading over each of its columns, where it is left blank.

    Without merged cells to go by, it reaches as far as headings stand below a blank.
    """
    merged = any(spans.values())
    for column in range(1, len(row)):
        if row[column]:
            continue
        if merged:
            row[column] = spans[column]
        elif any(lower[column] for lower in below):
            row[column] = row[column - 1]


def _groups(grid: Grid) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for (top, left), (bottom, right) in grid.merged:
        if top >= min(_SEARCHED + _TALLEST, len(grid.rows)) or left >= len(grid.rows[top]):
            continue
        if left == right or bottom - top >= _TALLEST:
            continue
        text = _one_line(grid.rows[top][left])
        found.update(((top, column), text) for column in range(left, min(right + 1, _WIDEST)))
    return found


def _columns(best: _Candidate, index: HeadingIndex) -> tuple[Column, ...]:
    names = Counter(stack[-1] for _, stack in best.parts)
    columns = []
    for (place, stack), hit in zip(best.parts, best.hits, strict=True):
        text = "/".join(stack) if names[stack[-1]] > 1 else stack[-1]
        if hit:
            columns.append(Column(place, text, stack, hit.target, hit.score))
        else:
            near = index.find(stack) or index.guess(stack)
            columns.append(
                Column(place, text, stack, None, near.score, near.target)
                if near
                else Column(place, text, stack)
            )
    return tuple(columns)


def _refuse_side_by_side(best: _Candidate, name: str) -> None:
    for (_, stack), hit in zip(best.parts, best.hits, strict=True):
        if hit and hit.target in {NAME, ID_NO}:
            same = [other for _, other in best.parts if other == stack]
            if len(same) > 1:
                raise CannotRead(
                    _SIDE_BY_SIDE.format(name=name, line=best.last + 1, text=stack[-1])
                )


def _one_line(cell: Cell) -> str:
    return _BLANKS.sub("", text_of(cell))
