"""Cell references in formulas and lists, as they are once rows have been put in."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.formula.tokenizer import Token, Tokenizer

_END = re.compile(r"(\$?[A-Za-z]{1,3})?(\$?)([0-9]{1,7})?")
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!:\[\]]+))!(.+)", re.DOTALL)
_MOST_ROWS = 1_048_576


@dataclass(frozen=True, slots=True)
class Growth:
    """So many rows put in at the end of the rows to be filled.

    Attributes:
        model: the row that the new ones are like.
        first: the first new row; what stood there and below goes down.
        count: how many.
        last: the last row to be filled before; what reaches to it reaches over the new rows.
    """

    model: int
    first: int
    count: int
    last: int

    def row(self, number: int) -> int:
        """Where a row is afterwards."""
        return min(number + self.count, _MOST_ROWS) if number >= self.first else number

    def end(self, number: int) -> int:
        """Where the last row of a range is afterwards."""
        return min(number + self.count, _MOST_ROWS) if number >= self.last else number


def moved_reference(text: str, growth: Growth) -> str:
    """A reference such as ``$A$5``, ``A5:H20``, ``A:A`` or ``5:7``; other words stay."""
    start, colon, end = text.partition(":")
    if not colon:
        return _moved(start, growth.row)
    return f"{_moved(start, growth.row)}:{_moved(end, growth.end)}"


def _moved(text: str, where: Callable[[int], int]) -> str:
    match = _END.fullmatch(text)
    if match is None or match[3] is None:
        return text
    return f"{match[1] or ''}{match[2]}{where(int(match[3]))}"


def moved_list(text: str, growth: Growth) -> str:
    """The places of a validation or a conditional format, which hold for the new rows too."""
    found: list[str] = []
    for part in text.split():
        moved = moved_reference(part, growth)
        found.append(moved)
        extra = _for_new_rows(part, moved, growth)
        if extra:
            found.append(extra)
    return " ".join(found)


def _for_new_rows(part: str, moved: str, growth: Growth) -> str:
    (left, top), (right, bottom) = _corners(part)
    if not top or not top <= growth.model <= bottom:
        return ""
    last = growth.first + growth.count - 1
    if _corners(moved)[1][1] >= last:
        return ""
    return f"{left}{growth.first}:{right}{last}"


def _corners(text: str) -> tuple[tuple[str, int], tuple[str, int]]:
    start, _, end = text.replace("$", "").partition(":")
    return _corner(start), _corner(end or start)


def _corner(text: str) -> tuple[str, int]:
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    return letters, int(digits) if digits else 0


def moved_formula(formula: str, growth: Growth, *, sheet: str, here: bool) -> str:
    """A formula with what it says of a sheet moved; ``here`` if it stands on that sheet itself."""
    parts = Tokenizer(f"={formula}")
    for item in parts.items:
        if item.type == Token.OPERAND and item.subtype == Token.RANGE:
            item.value = _operand(item.value, growth, sheet, here=here)
    return "".join(item.value for item in parts.items)


def _operand(text: str, growth: Growth, sheet: str, *, here: bool) -> str:
    match = _SHEET.fullmatch(text)
    if match is None:
        return moved_reference(text, growth) if here and "!" not in text else text
    name = match[1].replace("''", "'") if match[1] else match[2]
    if name.casefold() != sheet.casefold():
        return text
    place = text[: len(text) - len(match[3])]
    return place + moved_reference(match[3], growth)


def of_sheet(formula: str, old: str, new: str) -> str:
    """A formula that says of one sheet what it said of another."""
    parts = Tokenizer(f"={formula}")
    for item in parts.items:
        match = _SHEET.fullmatch(item.value) if item.subtype == Token.RANGE else None
        name = (match[1] or match[2]).replace("''", "'") if match else ""
        if match and name.casefold() == old.casefold():
            quoted = new.replace("'", "''")
            item.value = f"'{quoted}'!{match[3]}"
    return "".join(item.value for item in parts.items)
