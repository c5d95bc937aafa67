"""Ages: full years on a day, labour age under a policy, and statutory retirement (2025)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.partial_date import PartialDate

_REFORM = 2025 * 12


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimits:
    """Labour age under one policy: both ends count, and whom it leaves out."""

    male_min: int = 16
    male_max: int = 59
    female_min: int = 16
    female_max: int = 54
    exclude_student: bool = False
    exclude_soldier: bool = False
    exclude_no_ability: bool = False


class StatutoryCategory(StrEnum):
    """By which old age (60, 55, 50) a person's retirement is counted."""

    M = "M"
    F55 = "F55"
    F50 = "F50"


@dataclass(frozen=True, slots=True)
class _Schedule:
    old_age: int
    step: int
    cap: int


_SCHEDULES = {
    StatutoryCategory.M: _Schedule(60, 4, 36),
    StatutoryCategory.F55: _Schedule(55, 4, 36),
    StatutoryCategory.F50: _Schedule(50, 2, 60),
}


def age_on(birth: PartialDate | date, day: date) -> int:
    """Full years on a day; less than 0 before birth.

    Of a birth known to the month or year its first day counts, as personnel offices do: who was
    born in 1990 is 36 all through 2026.
    """
    born = _first_day(birth)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def turns(age: int, birth: PartialDate | date) -> tuple[int, int]:
    """Year and month in which the age is reached; an unknown month of birth counts as January."""
    born = _first_day(birth)
    return born.year + age, born.month


def in_labour_age(
    sex: str,
    age: int,
    limits: AgeLimits,
    *,
    student: bool = False,
    soldier: bool = False,
    no_ability: bool = False,
) -> bool:
    """Whether a person counts under the policy; of unknown sex, only if both ranges agree."""
    left_out = (
        (student and limits.exclude_student)
        or (soldier and limits.exclude_soldier)
        or (no_ability and limits.exclude_no_ability)
    )
    if left_out:
        return False
    as_man = limits.male_min <= age <= limits.male_max
    as_woman = limits.female_min <= age <= limits.female_max
    return {"男": as_man, "女": as_woman}.get(sex, as_man and as_woman)


def statutory_retirement(
    birth_year: int, birth_month: int, category: StatutoryCategory
) -> tuple[int, int]:
    """Year and month of the statutory retirement age as it rises step by step from 2025."""
    schedule = _SCHEDULES[category]
    old = (birth_year + schedule.old_age) * 12 + birth_month - 1
    months_in = old - _REFORM + 1
    delay = 0 if months_in <= 0 else min(schedule.cap, -(-months_in // schedule.step))
    year, month = divmod(old + delay, 12)
    return year, month + 1


def _first_day(birth: PartialDate | date) -> date:
    return birth.first_day() if isinstance(birth, PartialDate) else birth
