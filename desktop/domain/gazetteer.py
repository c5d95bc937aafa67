"""Finding a place by a few letters or characters: ``gdsz`` is 广东省深圳市, ``szlh`` its 龙华区."""

from collections.abc import Iterable, Iterator
from itertools import chain

from desktop.domain.names import phrase_keys
from desktop.domain.places import LEVELS, Place, Places, stem
from desktop.domain.word_finding import SHOWN, Line, found


class Gazetteer:
    """The villages of an office, then all provinces, cities and counties."""

    def __init__(self, places: Places, home: str) -> None:
        self._lines = [
            _line(places, place) for place in chain(places.villages(home), _wide(places))
        ]

    def find(self, typed: str, limit: int = SHOWN) -> list[str]:
        """The full names that a typed text can mean, the best first; none for an empty text."""
        return found(self._lines, typed, limit)


def _wide(places: Places) -> Iterator[Place]:
    row = places.children("")
    for _ in LEVELS[:3]:
        yield from row
        row = [child for place in row for child in places.children(place.id)]


def _line(places: Places, place: Place) -> Line:
    above = [stem(other.name) for other in places.line(place.id)[:-1]][:2]
    own = (place.name, stem(place.name))
    heads = ["".join(above[at:end]) for at in range(len(above)) for end in range(at + 1, 3)]
    words = list(dict.fromkeys((*own, *(head + name for head in heads for name in own))))
    return Line(places.full_name(place.id), frozenset(_spelled(above, own)), tuple(words))


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
