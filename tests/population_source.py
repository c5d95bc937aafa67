"""What an invented person is given: ids, numbers and dates, unique and alike for each seed."""

import csv
import gzip
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from desktop.domain.ages import age_on
from desktop.domain.partial_date import PartialDate
from desktop.services.seeds import resources

DAY = date(2026, 6, 30)
"""The reference date: ages and open spells are as of it."""
_FIRST = date(1925, 1, 1)
TODAY = (DAY - _FIRST).days
YEAR = 366
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_EPOCH_MS = 1_767_225_600_000


def weigh(digits: str, first: int) -> int:
    """What digits from place ``first`` on add to the sum of an ID number's check digit."""
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS[first:], strict=False))


class Place(NamedTuple):
    """A row of the area list."""

    code: str
    name: str


@cache
def area_list() -> dict[str, str]:
    """Code to name, Hunan down to its villages."""
    path = resources() / "areas" / "hunan.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file, delimiter="\t")}


def inside(code: str) -> list[Place]:
    """The areas one level below a county or township."""
    length = len(code) + 3
    return [
        Place(known, name)
        for known, name in area_list().items()
        if len(known) == length and known.startswith(code)
    ]


class Calendar(NamedTuple):
    """All days on which somebody may be born, by number."""

    digits: list[str]
    sums: list[int]
    ages: list[int]


@cache
def calendar() -> Calendar:
    """The days up to :data:`DAY`."""
    days = [_FIRST + timedelta(number) for number in range(TODAY + 1)]
    digits = [f"{day:%Y%m%d}" for day in days]
    return Calendar(digits, [weigh(text, 6) for text in digits], [age_on(day, DAY) for day in days])


@cache
def day_of(number: int) -> PartialDate:
    """A day by its number."""
    return PartialDate.of(_FIRST + timedelta(number))


@cache
def month_of(year: int, month: int) -> PartialDate:
    """A month; one object for all who share it."""
    return PartialDate(year, month)


@cache
def serials() -> tuple[list[str], list[int]]:
    """The 1,000 serial parts of an ID number and what each adds to its check sum."""
    texts = [f"{serial:03}" for serial in range(1000)]
    return texts, [weigh(text, 14) for text in texts]


@cache
def _prefix_sum(prefix: str) -> int:
    return weigh(prefix, 0)


def id_number(prefix: str, born: int, serial: int) -> str:
    """The valid number of a county prefix, a day's number and a serial part."""
    days = calendar()
    texts, sums = serials()
    total = _prefix_sum(prefix) + days.sums[born] + sums[serial]
    return f"{prefix}{days.digits[born]}{texts[serial]}{_CHECKS[total % 11]}"


class Source:
    """Random choices, ids and unique numbers of one township, all from one seed.

    Each township of a county has its own share of the serial parts, as its police station has,
    so that people of one county never share an ID number.
    """

    def __init__(self, code: str, seed: int, slot: int, slots: int) -> None:
        self.random = Random(f"{code}/{seed}")
        self.chance = self.random.random
        self._made = 0
        # Each township keys its people in at an hour of its own.
        self._began = _EPOCH_MS + slot * 3_600_000
        self._pairs = max(1, 500 // slots)
        self._first = slot * self._pairs * 2 % 1000
        self._used: dict[int, int] = {}
        self._called = self.random.randrange(10**8)

    def pick(self, things):
        """One of a sequence."""
        return things[int(self.chance() * len(things))]

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.chance() * (most - least + 1))

    def id(self) -> str:
        """A record id in the shape of UUID version 7, rising."""
        self._made += 1
        stamp = self._began + (self._made >> 12)
        head = stamp << 80 | 7 << 76 | (self._made & 0xFFF) << 64 | 2 << 62
        text = f"{head | self.random.getrandbits(62):032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def identity(self, prefix: str, born: int, sex: str) -> tuple[str, int]:
        """An ID number nobody has yet, and the day in it: a full day gives the one before."""
        male = sex == "男"
        used = self._used.get(born * 2 + male, 0)
        while used >= self._pairs:
            born -= 1
            used = self._used.get(born * 2 + male, 0)
        self._used[born * 2 + male] = used + 1
        return id_number(prefix, born, self._first + used * 2 + male), born

    def phone(self, prefixes: tuple[str, ...]) -> str:
        """A mobile number nobody has yet."""
        self._called = (self._called + 61_803_399) % 10**8
        return f"{self.pick(prefixes)}{self._called:08}"
