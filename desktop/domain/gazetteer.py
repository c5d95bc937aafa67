"""Finding a place by a few letters or characters: ``gdsz`` is 广东省深圳市, ``szlh`` its 龙华区."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from desktop.domain.names import phrase_keys
from desktop.domain.places import LEVELS, Place, Places, stem
from desktop.domain.text import compact

_SHOWN = 12
_EXACT, _BEGINS, _INSIDE, _NOT = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class _Line:
    """One place: how it is written in full, and all that it may be called."""

    name: str
    letters: frozenset[str]
    words: tuple[str, ...]


class Gazetteer:
    """The villages of an office, then all provinces, cities and counties."""

    def __init__(self, places: Places, home: str) -> None:
        self._lines = [
            _line(places, place) for place in chain(places.villages(home), _wide(places))
        ]

    def find(self, typed: str, limit: int = _SHOWN) -> list[str]:
        """The full names that a typed text can mean, the best first; none for an empty text."""
        text = compact(typed).upper()
        if not text:
            return []
        fits = ((_fit(text, line), at) for at, line in enumerate(self._lines))
        found = sorted(entry for entry in fits if entry[0] != _NOT)
        return [self._lines[at].name for _, at in found[:limit]]


def _wide(places: Places) -> Iterator[Place]:
    row = places.children("")
    for _ in LEVELS[:3]:
        yield from row
        row = [child for place in row for child in places.children(place.id)]


def _line(places: Places, place: Place) -> _Line:
    above = [stem(other.name) for other in places.line(place.id)[:-1]][:2]
    own = (place.name, stem(place.name))
    heads = ["".join(above[at:end]) for at in range(len(above)) for end in range(at + 1, 3)]
    words = list(dict.fromkeys((*own, *(head + name for head in heads for name in own))))
    return _Line(places.full_name(place.id), frozenset(_spelled(above, own)), tuple(words))


def _spelled(above: list[str], own: Iterable[str]) -> Iterator[str]:
    tops = [phrase_keys(name) for name in above]
    for name in own:
        keys = phrase_keys(name)
        yield keys.initials.upper()
        yield keys.full.upper()
        for at in range(len(tops)):
            for end in range(at + 1, len(tops) + 1):
                yield "".join(top.initials for top in tops[at:end]).upper() + keys.initials.upper()
                yield "".join(top.full for top in tops[at:end]).upper() + keys.full.upper()


def _fit(text: str, line: _Line) -> int:
    if text.isascii():
        return _fit_any(text, line.letters)
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
