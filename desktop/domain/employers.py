"""The employers that a ledger names, found by a few letters: ``fsk`` finds 深圳富士康…."""

from collections.abc import Iterable

from desktop.domain.names import phrase_keys
from desktop.domain.text import clean
from desktop.domain.word_finding import SHOWN, Line, found


class Employers:
    """Names in the order in which they are offered, where they fit alike."""

    def __init__(self, names: Iterable[str]) -> None:
        self._lines = {name: _line(name) for name in names}

    def add(self, names: Iterable[str]) -> None:
        """Know these names, too; those known already stay where they are."""
        for name in names:
            self._lines.setdefault(name, _line(name))

    def find(self, typed: str, limit: int = SHOWN) -> list[str]:
        """The names that a typed text can mean, the best first; none for an empty text."""
        # One letter stands inside nearly every name.
        if len(clean(typed)) == 1 and typed.isascii():
            return []
        return found(tuple(self._lines.values()), typed, limit)


def _line(name: str) -> Line:
    keys = phrase_keys(name)
    initials = keys.initials.upper()
    return Line(name, frozenset({initials, keys.full.upper(), name.upper()}), (name,), initials)
