"""本年累计务工月数: the months of a year in which somebody worked, from the spells (domain F21)."""

from collections.abc import Iterable
from datetime import date

from desktop.domain.entities import EmploymentSpell

_FARMING = "务农"


def months_worked(spells: Iterable[EmploymentSpell], day: date) -> int | None:
    """The months from January to a day that spells of work touch; None if nothing is known.

    A spell whose start is not known says only what was counted for it by hand; where all spells
    have a start, they alone decide, each month once however many of them touch it.
    """
    work = [spell for spell in spells if spell.kind != _FARMING]
    dated = [spell for spell in work if spell.start is not None]
    counted = [
        spell.months_in_year
        for spell in work
        if spell.start is None and spell.months_in_year is not None
    ]
    if not dated and not counted:
        return None
    touched = {month for spell in dated for month in _months_of(spell, day)}
    return min(len(touched) + sum(counted), day.month)


def _months_of(spell: EmploymentSpell, day: date) -> range:
    january = day.replace(month=1, day=1)
    begin = max(spell.start.first_day(), january) if spell.start else january
    end = min(spell.end.last_day(), day) if spell.end else day
    return range(begin.month, end.month + 1) if begin <= end else range(0)
