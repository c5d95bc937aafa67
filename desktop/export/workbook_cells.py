"""What a cell of a workbook can hold, and how much room its text takes."""

import math
from typing import Any

from desktop.domain.tables import Column

MOST_TEXT = 32_767
"""Characters that one cell may hold; a longer text would be left out without a word."""

_EXACT = 10**15
"""Spreadsheets keep 15 digits; a longer number is written as text."""

ROW_PT = 20
_LINE_PT = 14.5
_MOST_PT = 409
_FIRST_WIDE = 0x2E80


def is_number(value: object) -> bool:
    """Whether a value can stand as a number without losing a digit."""
    if type(value) is int:
        return -_EXACT < value < _EXACT
    return type(value) is float and math.isfinite(value)


def width_of(column: Column[Any]) -> float:
    """The width of a column in digits, as workbooks count it: of 7 pixels, with 5 around them."""
    return max((column.width_mm / 25.4 * 96 - 5) / 7, 3.0)


def height_of(lines: int) -> float:
    """The height in points of a row with so many lines."""
    return min(max(lines * _LINE_PT + 4, ROW_PT), _MOST_PT)


def digits(text: str) -> int:
    """The width of a text, a Chinese character counting two digits."""
    return sum(2 if ord(character) > _FIRST_WIDE else 1 for character in text)


def shortened(text: str) -> str:
    """A text that fits a cell; the mark at its end says that it was longer."""
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
