"""What a clerk means while typing: a choice by key, label, alias, number or pinyin; a place."""

from collections.abc import Iterator
from enum import IntEnum
from itertools import chain
from typing import Any

from desktop.domain.codebook import CodeBook, NotAChoice
from desktop.domain.entities import CodeItem
from desktop.domain.kinds import Area, Code, Codes, Date, Kind, Words
from desktop.domain.names import phrase_keys
from desktop.domain.partial_date import read_date
from desktop.domain.places import LEVELS, Place, Places, stem
from desktop.domain.reading import Unreadable, quoted, read_list
from desktop.domain.text import compact

_SHOWN = 12


class _Fit(IntEnum):
    """How well a typed text fits a choice; up to ``PINYIN`` it may be taken without asking."""

    EXACT = 0
    NUMBER = 1
    PINYIN = 2
    ALIAS_PINYIN = 3
    BEGINS = 4
    PINYIN_BEGINS = 5
    ALIAS_BEGINS = 6
    INSIDE = 7
    NONE = 8


_SURE = _Fit.ALIAS_PINYIN


def choices(book: CodeBook, code_set: str, typed: str) -> list[CodeItem]:
    """The open items that a typed text can mean, the best first; all that are shown for none.

    A number is that of the list shown while keying, counted from 1.
    """
    if not compact(typed):
        return book.items(code_set, short=True)
    return [item for _, item in _ranked(book, code_set, typed)]


def chosen(book: CodeBook, code_set: str, typed: str) -> str:
    """The key of the one item that a typed text surely means.

    Raises:
        Unreadable: if it is none of them, or may be several.
    """
    key = book.means(code_set, typed)
    if key is not None and not _is_letters(compact(typed)):
        return key
    ranked = _ranked(book, code_set, typed)
    best = [item for fit, item in ranked if fit == ranked[0][0] <= _SURE]
    shown = [item for item in best if item.short] or best
    if len(shown) > 1:
        some = "、".join(item.label or "" for item in shown[:4])
        raise Unreadable(f"{quoted(typed)}可以是{some}，请写全")
    if not shown:
        raise NotAChoice(code_set, typed)
    return shown[0].key or ""


def _ranked(book: CodeBook, code_set: str, typed: str) -> list[tuple[_Fit, CodeItem]]:
    text = compact(typed).upper()
    shown = {item.key: at for at, item in enumerate(book.items(code_set, short=True), start=1)}
    means = book.means(code_set, typed)
    found: list[tuple[_Fit, int, CodeItem]] = []
    for at, item in enumerate(book.items(code_set)):
        number = shown.get(item.key, 0)
        fit = _fit(text, item, number)
        if item.key == means:
            # The letters of a code list may be the initials of something more common.
            fit = min(fit, _Fit.PINYIN) if _is_letters(text) else _Fit.EXACT
        if fit is not _Fit.NONE:
            found.append((fit, at if number else at + 1_000, item))
    found.sort(key=lambda entry: entry[:2])
    return [(fit, item) for fit, _, item in found]


def _fit(text: str, item: CodeItem, number: int) -> _Fit:
    if number and text == str(number):
        return _Fit.NUMBER
    label = item.label or item.key or ""
    fit = _fit_words(text, label)
    others = [_fit_words(text, alias) for alias in item.aliases or () if len(alias) > 1]
    alias = min(others, default=_Fit.NONE)
    if alias is _Fit.PINYIN:
        alias = _Fit.ALIAS_PINYIN
    elif alias is not _Fit.NONE:
        alias = _Fit.ALIAS_BEGINS
    return min(fit, alias)


def _fit_words(text: str, words: str) -> _Fit:
    """How a typed text fits one name of a choice, by its characters or by its pinyin."""
    plain = compact(words).upper()
    if not text.isascii():
        return _begins(text, plain, _Fit.BEGINS)
    if not _is_letters(text) or any(letter.isdigit() for letter in plain):
        return _Fit.NONE
    keys = phrase_keys(words)
    spelled = {keys.initials.upper(), keys.full.upper()}
    if text in spelled:
        return _Fit.PINYIN
    return min(_begins(text, word, _Fit.PINYIN_BEGINS) for word in spelled)


def _is_letters(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _begins(text: str, words: str, fit: _Fit) -> _Fit:
    if words.startswith(text):
        return fit
    return _Fit.INSIDE if text in words and not text.isascii() else _Fit.NONE


def place_choices(places: Places, home: str, typed: str, limit: int = _SHOWN) -> list[Place]:
    """The villages of the office, then the provinces, cities and counties that a text can mean."""
    text = compact(typed).upper()
    if not text:
        return places.villages(home)[:limit]
    found = [
        (_place_fit(text, place), at, place)
        for at, place in enumerate(chain(places.villages(home), *_wide(places)))
    ]
    found = sorted((entry for entry in found if entry[0] is not _Fit.NONE), key=lambda e: e[:2])
    return [place for _, _, place in found[:limit]]


def place_chosen(places: Places, home: str, typed: str) -> str:
    """The id of the one place that a typed text surely means: a village of the office goes first.

    Raises:
        Unreadable: if no place, or more than one, fits.
    """
    if typed in places:
        return typed
    village = places.village_named(typed, home)
    if village is not None:
        return village.id
    text = compact(typed).upper()
    if _is_letters(text):
        for group in (places.villages(home), *_wide(places)):
            fits = [place for place in group if _place_fit(text, place) is _Fit.PINYIN]
            if len(fits) == 1:
                return fits[0].id
    return places.read(typed)


def _place_fit(text: str, place: Place) -> _Fit:
    return min(_fit_words(text, place.name), _fit_words(text, stem(place.name)))


def _wide(places: Places) -> Iterator[list[Place]]:
    """The provinces, the cities, the counties."""
    row = places.children("")
    for _ in LEVELS[:3]:
        yield row
        row = [child for place in row for child in places.children(place.id)]


def read_typed(kind: Kind, text: str, book: CodeBook, home: str) -> Any:
    """Read what was typed into a field of this kind; ``home`` is the area of the office.

    Raises:
        Unreadable: if it cannot be read.
    """
    match kind:
        case Words():
            return kind.read(text, book)
        case Codes():
            keys = (chosen(book, kind.code_set, part) for part in read_list(text))
            return tuple(dict.fromkeys(keys))
        case Code():
            return chosen(book, kind.code_set, text)
        case Date():
            return read_date(text, serial_ok=False)
        case Area():
            return place_chosen(book.places, home, text)
    return kind.read(text, book)
