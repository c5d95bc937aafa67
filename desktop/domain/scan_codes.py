"""The code on a household's paper: digits only, for a scanner types under any input method."""

from uuid import UUID

_FAMILY = "31"
_DIGITS = 39
_MOST = 1 << 128


def household_mark(household: str) -> str:
    """The code of a household; empty for an id that is none."""
    try:
        return f"{_FAMILY}{UUID(household).int:0{_DIGITS}}"
    except ValueError:
        return ""


def read_household_mark(text: str) -> str | None:
    """The id of the household that a scanned code means; None if it is no such code."""
    digits = text.strip()
    if len(digits) != len(_FAMILY) + _DIGITS or not digits.startswith(_FAMILY):
        return None
    if not (digits.isascii() and digits.isdecimal()) or int(digits[len(_FAMILY) :]) >= _MOST:
        return None
    return str(UUID(int=int(digits[len(_FAMILY) :])))
