"""Resident identity numbers (GB 11643): normalise, check, and read birth date and sex."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NewType

from desktop.domain.errors import AppError
from desktop.domain.masking import keep_ends
from desktop.domain.reading import read_number_text
from desktop.domain.text import compact

IdNumber = NewType("IdNumber", str)

# Quotes, blanks and the = of Excel's ="4301…"; dashes as some people group the digits.
_NOISE = re.compile(r"""[\s'"`=_-]""")
# × and the Cyrillic Х are what input methods offer for the check digit X.
_LOOKS_LIKE_X = str.maketrans("×Хх✕", "XXXX")
_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_DISABILITY = re.compile(r"([0-9]{17}[0-9X])([1-7])([1-4])(?:[0-9A-Z]{2})?")
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?E\+?0*1[0-9]")
_FLOAT_OF_18 = re.compile(r"[0-9]{18}\.0+")
_RESIDENCE_PERMITS = ("810000", "820000", "830000")
_FIRST_YEAR = 1880


class BadIdNumber(AppError):
    """The text is no identity number; the message names the first defect."""


def parse_id_number(raw: str, today: date | None = None) -> IdNumber:
    """Read a number as clerks type it: full-width, spaced, quoted, lower-case x or 15 digits.

    A disability card number gives the identity number that it begins with. Given ``today``, a
    birth date after it is refused. An unknown address prefix never is.

    Raises:
        BadIdNumber: if no valid number can be read.
    """
    if _NUMBER.fullmatch(raw) and check_digit(raw[:17]) == raw[17]:
        # Nearly all come so: nothing to mend, and no digit lost.
        _check_birth(raw, today)
        return IdNumber(raw)
    if looks_truncated(raw):
        raise BadIdNumber("身份证号后几位已被Excel改成0，请对照证件重新填写")
    text = _eighteen(_normal(raw))
    _check_shape(text)
    _check_birth(text, today)
    if check_digit(text[:17]) != text[17]:
        raise BadIdNumber("身份证号校验码不符，至少有一位写错，请对照证件核对")
    return IdNumber(text)


def check_digit(first17: str) -> str:
    """The 18th character that belongs to the first 17 digits."""
    return _check_digit_of()(first17)


@cache
def _check_digit_of() -> Callable[[str], str]:
    # It brings the whole of pydoc and ssl along, which no window needs to open.
    from stdnum.iso7064 import mod_11_2

    return lambda digits: str(mod_11_2.calc_check_digit(digits))


def birth_of(id_no: IdNumber) -> date:
    return date(int(id_no[6:10]), int(id_no[10:12]), int(id_no[12:14]))


def sex_of(id_no: IdNumber) -> str:
    """男 or 女, as the 17th digit is odd or even."""
    return "男" if int(id_no[16]) % 2 else "女"


def is_residence_permit(id_no: str) -> bool:
    """Whether it belongs to a 港澳台居民居住证."""
    return id_no.startswith(_RESIDENCE_PERMITS)


def looks_truncated(raw: str) -> bool:
    """Whether Excel took the number for a quantity, so that its last digits are lost."""
    if _NUMBER.fullmatch(raw) and not raw.endswith("000"):
        return False
    text = _NOISE.sub("", compact(raw)).upper()
    if _EXPONENT.fullmatch(text):
        # The 15 digits of an old number survive in a numeric cell, 18 never do.
        return not re.fullmatch(r"[0-9]{15}", _normal(text))
    if _FLOAT_OF_18.fullmatch(text):
        return text[15:18] == "000" or not _agrees(text)
    return bool(_NUMBER.fullmatch(text)) and text.endswith("000") and not _agrees(text)


def disability_part(raw: str) -> tuple[str, str] | None:
    """The digits for type and grade that a disability card number adds to the identity number."""
    match = _DISABILITY.fullmatch(_normal(raw))
    return (match[2], match[3]) if match else None


def mask(id_no: str, head: int = 6, tail: int = 4) -> str:
    """Star the middle of the number."""
    return keep_ends(id_no, head, tail)


def _normal(raw: str) -> str:
    text = _NOISE.sub("", compact(raw)).translate(_LOOKS_LIKE_X).upper()
    return read_number_text(text)


def _eighteen(text: str) -> str:
    card = _DISABILITY.fullmatch(text)
    if card:
        return card[1]
    if len(text) == 15 and _is_digits(text):
        body = f"{text[:6]}19{text[6:]}"
        return body + check_digit(body)
    return text


def _check_shape(text: str) -> None:
    if not text:
        raise BadIdNumber("没有填写身份证号，请对照证件填写18位")
    if len(text) in (20, 22):
        raise BadIdNumber("残疾证号应为身份证18位加类别、等级各1位，请对照证件核对")
    if len(text) != 18:
        raise BadIdNumber(f"身份证号应为18位，现在是{len(text)}位，请对照证件核对")
    for place, char in enumerate(text[:17], start=1):
        if not _is_digits(char):
            raise BadIdNumber(f"身份证号第{place}位不是数字，请对照证件改正")
    if not _NUMBER.fullmatch(text):
        raise BadIdNumber("身份证号第18位应为数字或X，请对照证件改正")


def _check_birth(text: str, today: date | None) -> None:
    try:
        birth = birth_of(IdNumber(text))
    except ValueError:
        birth = date.min
    if birth.year < _FIRST_YEAR:
        raise BadIdNumber("身份证号第7至14位的出生日期不存在，请对照证件改正")
    if today is not None and birth > today:
        raise BadIdNumber("身份证号第7至14位的出生日期在今天以后，请对照证件改正")


def _agrees(text: str) -> bool:
    return check_digit(text[:17]) == text[17]


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()
