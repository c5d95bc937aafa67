"""Dates of which only the year, or the year and month, may be known (EDTF on the wire)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from desktop.domain.reading import Unreadable, quoted, unreadable
from desktop.domain.text import compact, halfwidth

_HOW = "请写成2024年3月5日、2024.3或2024"
_WIRE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~?)")
_CLOCK = re.compile(r"(?<=[0-9日号])[Tt\s]+[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?Z?$")
_ABOUT = re.compile(r"^(?:大约|大概|约|估计|~)|\((?:大?约|左右)\)$|(?:左右|前后|大约|约|~)$")
_SEP = r"[-./,、\\]"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"([0-9]{{4}})(?:年|{_SEP})([0-9]{{1,2}})(?:月份?|{_SEP})([0-9]{{1,2}})[日号.]?",
        rf"([0-9]{{4}})(?:年|{_SEP})([0-9]{{1,2}})(?:月份?|{_SEP})?",
        r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0)?",
        r"([0-9]{4})([0-9]{2})(?:\.0)?",
        r"([0-9]{4})年?",
    )
)
_SHORT_YEAR = re.compile(rf"'?[0-9]{{2}}(?:年.*|{_SEP}[0-9]{{1,2}}(?:{_SEP}[0-9]{{1,2}})?)")
_SERIAL = re.compile(r"([1-8][0-9]{4})(?:\.[0-9]+)?")
_SERIALS = range(10_000, 80_001)
_SERIAL_ZERO = date(1899, 12, 30)
_YEARS = range(1880, 2200)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, perhaps with month and day, perhaps only about; the unknown sorts first.

    Raises:
        Unreadable: if there is no such day.
    """

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise Unreadable("日期有日无月，请补上月份")
        month = 1 if self.month is None else self.month
        try:
            date(self.year, month, 1 if self.day is None else self.day)
        except (ValueError, OverflowError):
            raise Unreadable(f"日期不存在，{_HOW}") from None

    @classmethod
    def parse(cls, wire: str) -> "PartialDate":
        """Read what ``str`` wrote: ``2026``, ``2026-03``, ``2026-03-05``, with ``~`` for about.

        Raises:
            Unreadable: if the text is anything else.
        """
        match = _WIRE.fullmatch(wire)
        if match is None:
            raise unreadable(wire, _HOW)
        year, month, day = (None if part is None else int(part) for part in match.groups()[:3])
        return cls(year or 0, month, day, match[4] == "~")

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The partial date of a full one."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        return self._digits() + "~" * self.about

    def __lt__(self, other: "PartialDate") -> bool:
        return self._order() < other._order()

    def show(self) -> str:
        """How it reads for a clerk: ``2024-03(约)``; :func:`read_date` reads it back."""
        return self._digits() + "(约)" * self.about

    def first_day(self) -> date:
        """The earliest day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The latest day that it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def _digits(self) -> str:
        month = "" if self.month is None else f"-{self.month:02}"
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{self.year:04}{month}{day}"

    def _order(self) -> tuple[int, int, int, bool]:
        return (self.year, self.month or 0, self.day or 0, self.about)


def read_date(raw: str, *, serial_ok: bool = True) -> PartialDate:
    """Read a date as clerks and workbooks write it.

    A month or day of ``00`` is unknown, as in exports of other systems. With ``serial_ok`` a
    number of five digits is a day count of Excel (1900 system); a typed field should say no.

    Raises:
        Unreadable: if it is no date, or the day does not exist.
    """
    text = compact(_CLOCK.sub("", halfwidth(raw).strip()))
    plain = _ABOUT.sub("", text)
    about = plain != text
    for shape in _SHAPES:
        match = shape.fullmatch(plain)
        if match:
            return _dated(raw, [int(part) for part in match.groups()], about=about)
    serial = _SERIAL.fullmatch(plain)
    if serial and serial_ok and not about and int(serial[1]) in _SERIALS:
        return PartialDate.of(_SERIAL_ZERO + timedelta(days=int(serial[1])))
    raise unreadable(raw, "年份请写四位，如1990.1" if _SHORT_YEAR.fullmatch(plain) else _HOW)


def months_between(start: PartialDate | date, end: PartialDate | date) -> int:
    """Full months from start to end, each taken at its first day; negative backwards."""
    first, last = _day_of(start), _day_of(end)
    if last < first:
        return -months_between(end, start)
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _dated(raw: str, parts: list[int], *, about: bool) -> PartialDate:
    year, month, day = [*parts, 0, 0][:3]
    if year not in _YEARS:
        raise Unreadable(f"{quoted(raw)}年份不对，请写四位年份，如1990.1")
    try:
        return PartialDate(year, month or None, day or None, about)
    except Unreadable:
        raise Unreadable(f"{quoted(raw)}没有这一天，请核对后改正") from None


def _day_of(when: PartialDate | date) -> date:
    return when.first_day() if isinstance(when, PartialDate) else when
