"""The header of a table: where it stands in a grid and what each column is called."""

from dataclasses import dataclass


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
    """

    index: int
    text: str
    parts: tuple[str, ...]
    target: str | None = None
    score: float = 0.0
    guess: str | None = None
