"""JSON that others sent: one exact byte form, read with every member's type and size checked."""

import base64
import binascii
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_LARGEST = 2**53 - 1
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


class Malformed(ValueError):
    """Says in English, without any value, which member is wrong; callers speak to the clerk."""


def canonical(members: Mapping[str, Any]) -> bytes:
    """The one byte form of an object: sorted, UTF-8, one line."""
    text = json.dumps(
        members, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode() + b"\n"


def parse_object(raw: bytes, limit: int) -> "Members":
    """Read one JSON object.

    Raises:
        Malformed: if it is too long, no object, or names a member twice.
    """
    if len(raw) > limit:
        raise Malformed("too long")
    try:
        value = json.loads(raw.decode(), object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    return Members(value)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("a member twice")
    return members


class Members:
    """The members of a JSON object, handed out with their types checked."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise Malformed("not an object")
        self.all: dict[str, Any] = value

    def only(self, *names: str) -> None:
        """Refuse an object that has other members than these."""
        if set(self.all) != set(names):
            raise Malformed("other members than expected")

    def text(self, name: str, longest: int = 200, *, empty: bool = False) -> str:
        value = self.all.get(name)
        if not isinstance(value, str) or len(value) > longest or not (value or empty):
            raise Malformed(name)
        # Unseen characters could make one office's name look like another's.
        if any(unicodedata.category(character) in _UNSEEN for character in value):
            raise Malformed(name)
        return value

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.text(name)
        if value not in choices:
            raise Malformed(name)
        return value

    def whole(self, name: str, least: int = 0, most: int = _LARGEST) -> int:
        value = self.all.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Malformed(name)
        return value

    def digest(self, name: str, *, empty: bool = False) -> str:
        """A SHA-256 in lower-case hex."""
        value = self.text(name, 64, empty=empty)
        if value and (len(value) != 64 or set(value) - set("0123456789abcdef")):
            raise Malformed(name)
        return value

    def moment(self, name: str) -> str:
        """A time in ISO form, kept as it was written."""
        value = self.text(name, 40)
        try:
            datetime.fromisoformat(value)
        except ValueError as error:
            raise Malformed(name) from error
        return value

    def binary(self, name: str, size: int | None = None) -> bytes:
        """Base64, of exactly ``size`` bytes where one is given."""
        raw = from_base64(self.text(name, 4096), name)
        if size is not None and len(raw) != size:
            raise Malformed(name)
        return raw

    def texts(self, name: str, most: int) -> tuple[str, ...]:
        inner = Members({str(place): item for place, item in enumerate(self._list(name, most))})
        return tuple(inner.text(place) for place in inner.all)

    def objects(self, name: str, most: int) -> "list[Members]":
        return [Members(value) for value in self._list(name, most)]

    def counts(self, name: str, most: int) -> dict[str, int]:
        """An object of whole numbers under names such as tables have."""
        inner = Members(self.all.get(name))
        if len(inner.all) > most or not all(map(_NAME.fullmatch, inner.all)):
            raise Malformed(name)
        return {key: inner.whole(key) for key in inner.all}

    def _list(self, name: str, most: int) -> list[Any]:
        value = self.all.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise Malformed(name)
        return value


def to_base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def from_base64(text: str, name: str = "base64") -> bytes:
    """Decode the one spelling that :func:`to_base64` gives.

    Raises:
        Malformed: for any other.
    """
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed(name) from error
    if to_base64(raw) != text:
        raise Malformed(name)
    return raw
