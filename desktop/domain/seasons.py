"""Going home and back to work around one Spring Festival, counted week by week (domain F4)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate, read_date

AWAY, PLANNED, BACK = "在外", "计划返岗", "已返岗"
_CAME_HOME = frozenset({"已返乡", PLANNED, BACK, "不再外出"})
_SEASON = re.compile(r"([0-9]{4})春节")
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?")
_NEXT_FROM = 7
_FRIDAY = 4


def season_of(day: date) -> str:
    """The season that a day belongs to: from July on, that of the next year."""
    return f"{day.year + (day.month >= _NEXT_FROM)}春节"


def year_of(season: str) -> int:
    """The year of a season.

    Raises:
        Refused: if the text is no season.
    """
    match = _SEASON.fullmatch(season)
    if match is None:
        raise Refused(f"“{season}”不是返乡返岗季，请写成“2026春节”")
    return int(match[1])


def day_in(season: str, text: str) -> PartialDate:
    """A day as typed; one without a year, as ``2.18``, is the one in the season.

    Raises:
        Refused: if the first text is no season.
        Unreadable: if the second is no day.
    """
    short = _MONTH_DAY.fullmatch(text.strip())
    if short is None:
        return read_date(text, serial_ok=False)
    month, day = int(short[1]), int(short[2])
    return PartialDate(year_of(season) - (month >= _NEXT_FROM), month, day)


class Event(NamedTuple):
    """From which day a person was in a state."""

    day: date
    state: str | None


def timeline(noted: Iterable[Event]) -> list[Event]:
    """What was noted, in the order of noting, as it is now known to have happened.

    What is noted for a day puts right all that was noted for that day or a later one.
    """
    known: list[Event] = []
    for event in noted:
        known = [before for before in known if before.day < event.day] + [event]
    return known


@dataclass(frozen=True, slots=True)
class Tally:
    """How the people who work away from a village stand at the end of a day.

    Attributes:
        village: the village; empty for all together.
        until: the last day that counts.
        people: how many work away this year or last.
        states: how many of them are in each state; nothing noted counts as 在外.
        came_home: how many have come home so far this season, back at work or not.
        went_back: how many have gone back to work so far.
    """

    village: str
    until: date
    people: int
    states: Mapping[str, int]
    came_home: int
    went_back: int

    @property
    def percent_back(self) -> float | None:
        """返岗率: of those who came home, how many went back; None if nobody came home."""
        return 100 * self.went_back / self.came_home if self.came_home else None


def tally(village: str, until: date, people: Sequence[Sequence[Event]]) -> Tally:
    """Count people, each given by a timeline, as of the end of a day."""
    states: Counter[str] = Counter()
    came_home = went_back = 0
    for events in people:
        passed = [event.state for event in events if event.day <= until]
        states[(passed[-1] if passed else None) or AWAY] += 1
        came_home += not _CAME_HOME.isdisjoint(passed)
        went_back += BACK in passed
    return Tally(village, until, len(people), states, came_home, went_back)


FIGURES: Mapping[str, Callable[[Tally], int]] = {
    "外出务工": lambda found: found.people,
    "累计返乡": lambda found: found.came_home,
    "留厂过年": lambda found: found.states.get("留厂过年", 0),
    "计划返岗": lambda found: found.states.get(PLANNED, 0),
    "累计返岗": lambda found: found.went_back,
    "不再外出": lambda found: found.states.get("不再外出", 0),
    "未定": lambda found: found.states.get("未定", 0),
}
"""The figures of the weekly report, by their key in the code set ``season_figure``."""


def fridays(first: date, last: date) -> list[date]:
    """The last days of the report weeks, which end on Friday, that touch a span of days."""
    friday = first + timedelta(days=(_FRIDAY - first.weekday()) % 7)
    found = []
    while friday - timedelta(days=6) <= last:
        found.append(friday)
        friday += timedelta(days=7)
    return found
