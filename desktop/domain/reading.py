"""Values as clerks type them: flags, counts, yuan, months, lists and telephone numbers."""

import re
from decimal import Decimal

from desktop.domain.errors import AppError
from desktop.domain.text import clean, compact, halfwidth

_YES = frozenset({"√", "✓", "✔", "☑", "是", "有", "对", "1", "1.0", "Y", "YES", "T", "TRUE"})
_NO = frozenset(
    {"×", "✗", "✘", "✕", "X", "否", "无", "没有", "不是", "0", "0.0", "N", "NO", "F", "FALSE"}
)
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,13}"
_INT = re.compile(rf"(-?(?:{_NUMBER}))(?:\.0+)?[人个名次天年岁户]?")
_AMOUNT = re.compile(
    rf"[¥]?((?:{_NUMBER})(?:\.[0-9]{{1,6}})?)([万千wWkK]?)(?:元|块|块钱)?(?:/月|每月)?"
)
_SCALES = {"": 1, "万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}
_MONTHS = re.compile(r"(?:([0-9]{1,2}(?:\.[0-9]+)?)年)?(半)?(?:([0-9]{1,4}(?:\.0+)?)(?:个月|月)?)?")
_MONTH_WORDS = {"半年": "6", "一年": "12", "全年": "12", "整年": "12", "一年半": "18"}
_ITEMS = re.compile(r"[、,;/|\s]+")
_PHONE_NOISE = re.compile(r"[-()\s'\"]")
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}[2-9][0-9]{6,7}|[2-9][0-9]{6,7}|[48]00[0-9]{7}")
_PHONE_BREAKS = re.compile(r"[、,;/\\|或和\s]+")
_FLOAT = re.compile(r"(-?[0-9]+)\.0+")
_EXPONENT = re.compile(r"([0-9])\.([0-9]+)[eE]\+?([0-9]{1,2})")
_SHOWN = 20


class Unreadable(AppError):
    """The text cannot be read as its field; it is kept as seen, and the field stays empty."""


def unreadable(raw: str, wanted: str) -> Unreadable:
    """The refusal that says what was seen and what was wanted."""
    return Unreadable(f"看不懂{quoted(raw)}，{wanted}" if clean(raw) else f"没有填写，{wanted}")


def quoted(raw: str) -> str:
    """What was seen, in quotation marks and short enough for a message."""
    seen = clean(raw)
    return f"“{seen if len(seen) <= _SHOWN else seen[:_SHOWN] + '…'}”"


def read_flag(raw: str) -> bool:
    """Read 是, 有, √, 1 or Y as true and 否, 无, ×, 0 or N as false.

    Raises:
        Unreadable: if it is neither.
    """
    text = compact(raw).upper()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise unreadable(raw, "请填“是”或“否”")


def read_int(raw: str) -> int:
    """Read a whole number such as ``12``, ``1,200``, ``12.0`` or ``3人``.

    Raises:
        Unreadable: if it is no whole number.
    """
    match = _INT.fullmatch(compact(raw))
    if match is None:
        raise unreadable(raw, "请填整数，如12")
    return int(match[1].replace(",", ""))


def read_amount(raw: str) -> int:
    """Read whole yuan such as ``3500``, ``3,500元``, ``1.2万`` or ``5千``.

    A range, an about and jiao or fen are refused rather than rounded: what was typed stays.

    Raises:
        Unreadable: if it is not one amount in whole yuan.
    """
    match = _AMOUNT.fullmatch(compact(raw))
    if match is None:
        raise unreadable(raw, "请填一个金额数字（元），如3500")
    amount = Decimal(match[1].replace(",", "")) * _SCALES[match[2].lower()]
    if amount != int(amount):
        raise Unreadable(f"{quoted(raw)}带角分，请填整数元")
    return int(amount)


def read_months(raw: str) -> int:
    """Read a length in months such as ``6``, ``6个月``, ``半年``, ``1年3个月`` or ``1.5年``.

    Raises:
        Unreadable: if it is no whole number of months.
    """
    text = compact(raw)
    text = _MONTH_WORDS.get(text, text)
    match = _MONTHS.fullmatch(text)
    if match is None or not any((match[1], match[3])) or (match[2] and match[3]):
        raise unreadable(raw, "请填月数，如6")
    months = Decimal(match[1] or 0) * 12 + (6 if match[2] else 0) + Decimal(match[3] or 0)
    if months != int(months):
        raise Unreadable(f"{quoted(raw)}不是整月，请填整数月，如6")
    return int(months)


def read_list(raw: str) -> tuple[str, ...]:
    """Split on 、, commas, semicolons, slashes and blanks; each item once, in order."""
    items = _ITEMS.split(halfwidth(clean(raw)))
    return tuple(dict.fromkeys(item for item in items if item))


def read_phone(raw: str) -> str:
    """Read one mobile or fixed-line number as bare digits.

    Raises:
        Unreadable: if it is no telephone number, or more than one.
    """
    number = _one_phone(raw)
    if number is not None:
        return number
    parts = _phone_parts(raw)
    if len(parts) > 1 and all(_one_phone(part) for part in parts):
        raise Unreadable(f"这里有{len(parts)}个电话，只能留一个，其余请写到备注")
    raise unreadable(raw, "请填11位手机号，或带区号的座机号")


def read_phones(raw: str) -> tuple[str, ...]:
    """Read every telephone number of a cell, in order.

    Raises:
        Unreadable: if any piece is no telephone number.
    """
    number = _one_phone(raw)
    if number is not None:
        return (number,)
    return tuple(dict.fromkeys(read_phone(part) for part in _phone_parts(raw) or [raw]))


def read_number_text(raw: str) -> str:
    """Undo what a numeric cell does to a code: ``433130196103076862.0`` loses its ``.0``.

    An exponent is written out only when all its digits are there; other text is only cleaned.
    """
    text = clean(raw)
    whole = _FLOAT.fullmatch(halfwidth(text))
    if whole:
        return whole[1]
    power = _EXPONENT.fullmatch(halfwidth(text))
    if power and len(power[2]) == int(power[3]):
        return power[1] + power[2]
    return text


def _one_phone(raw: str) -> str | None:
    digits = _PHONE_NOISE.sub("", halfwidth(read_number_text(raw)))
    if digits.startswith("+86"):
        digits = digits[3:]
    elif digits.startswith("86") and len(digits) == 13:
        digits = digits[2:]
    return digits if _PHONE.fullmatch(digits) else None


def _phone_parts(raw: str) -> list[str]:
    return [part for part in _PHONE_BREAKS.split(halfwidth(clean(raw))) if part]
