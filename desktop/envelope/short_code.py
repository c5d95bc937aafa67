"""Short codes told by telephone: they open one file once, so ten characters are enough."""

import secrets
import unicodedata

from desktop.domain.errors import AppError
from desktop.envelope.recovery_code import ALPHABET, MISREAD

_GROUP = 5
_SIZE = 2 * _GROUP


class BadShortCode(AppError):
    """The code is not of the right length, or has characters that no code has."""


def new_short_code() -> str:
    """50 random bits, in two groups: XXXXX-XXXXX."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(_SIZE))
    return f"{text[:_GROUP]}-{text[_GROUP:]}"


def read_short_code(typed: str) -> str:
    """The code as it was told, whatever the case, blanks and hyphens, O for 0 or I for 1.

    Raises:
        BadShortCode: if it cannot be one.
    """
    text = unicodedata.normalize("NFKC", typed).upper().translate(MISREAD)
    if len(text) != _SIZE or not set(text).issubset(ALPHABET):
        raise BadShortCode(f"口令应是{_SIZE}个字母或数字，请与对方核对后重新输入")
    return f"{text[:_GROUP]}-{text[_GROUP:]}"
