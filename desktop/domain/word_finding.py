"""Finding one of many names by what is typed of it: initials, pinyin or characters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.text import compact

SHOWN = 12
_EXACT, _BEGINS, _INSIDE, _NOT = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Line:
    """One name: how it is written in full, and all that it may be called.

    Attributes:
        letters: its spellings in capitals, which a typed text begins or is.
        inner: a spelling that a typed text may also stand inside; empty for none.
    """

    name: str
    letters: frozenset[str]
    words: tuple[str, ...]
    inner: str = ""


def found(lines: Sequence[Line], typed: str, limit: int = SHOWN) -> list[str]:
    """The names that a typed text can mean, the best first; none for an empty text."""
    text = compact(typed).upper()
    if not text:
        return []
    fits = ((_fit(text, line), at) for at, line in enumerate(lines))
    best = sorted(entry for entry in fits if entry[0] != _NOT)
    return [lines[at].name for _, at in best[:limit]]


def _fit(text: str, line: Line) -> int:
    if text.isascii():
        fit = _fit_any(text, line.letters)
        return _INSIDE if fit == _NOT and text in line.inner else fit
    fit = _fit_any(text, (line.name, *line.words))
    return _INSIDE if fit == _NOT and any(text in word for word in line.words) else fit


def _fit_any(text: str, names: Iterable[str]) -> int:
    best = _NOT
    for name in names:
        if name.startswith(text):
            if len(name) == len(text):
                return _EXACT
            best = _BEGINS
    return best
