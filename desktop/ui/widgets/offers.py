"""What a drop-down offers for a field while something is typed into it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from desktop.domain.choosing import choices
from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Field
from desktop.domain.kinds import Area, Code, Codes, Flag, Kind, Words
from desktop.domain.text import compact

Offer = tuple[str, str]
"""A choice, and the number that also means it; empty for none."""
Offers = Callable[[str], Sequence[Offer]]
_SHOWN = 12
Names = Callable[[str], Sequence[str]]
"""The names that a typed text can mean."""
PLACES, EMPLOYERS = "places", "employers"
_FREE = {
    "employment_spell.work_place": PLACES,
    "employment_spell.employer": EMPLOYERS,
}
"""Words that most often are one of a kind of names; any others are taken as typed."""
_FLAGS = {
    ("是", "1"): ("1", "Y", "YES", "S", "SHI", "有", "√"),
    ("否", "2"): ("2", "0", "N", "NO", "F", "FOU", "无", "×"),
}


def offers_for(kind: Kind, book: CodeBook) -> Offers | None:
    """The offers for a kind of field; None if anything may be typed."""
    if isinstance(kind, Flag):
        return _flags
    if isinstance(kind, Code) and not isinstance(kind, Words):
        return partial(_choices, book, kind.code_set)
    return None


def offers_of(field: Field, book: CodeBook, known: Mapping[str, Names]) -> Offers | None:
    """The offers for a field: as for its kind, and the names known of what it names."""
    named = PLACES if isinstance(field.kind, Area) else _FREE.get(field.path)
    if named:
        names = known[named]
        return lambda typed: [(name, "") for name in names(typed)]
    return offers_for(field.kind, book)


def is_free(field: Field) -> bool:
    """Whether a field takes any words, so that offers only stand in for typed letters."""
    return field.path in _FREE


def takes_several(kind: Kind) -> bool:
    """Whether a cell of this kind holds several choices."""
    return isinstance(kind, Codes)


def _choices(book: CodeBook, code_set: str, typed: str) -> list[Offer]:
    shown = (item.key for item in book.items(code_set, short=True))
    numbers = {key: str(at) for at, key in enumerate(shown, start=1)}
    found = choices(book, code_set, typed)[:_SHOWN]
    return [(item.label or item.key or "", numbers.get(item.key, "")) for item in found]


def _flags(typed: str) -> list[Offer]:
    text = compact(typed).upper()
    exact = [offer for offer, signs in _FLAGS.items() if text in {offer[0], *signs}]
    return exact or [
        offer for offer, signs in _FLAGS.items() if any(sign.startswith(text) for sign in signs)
    ]
