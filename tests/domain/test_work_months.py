"""The months of a year in which somebody worked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.entities import EmploymentSpell
from desktop.domain.partial_date import PartialDate
from desktop.domain.work_months import months_worked

JUNE = date(2026, 6, 30)


def spell(start=None, end=None, months=None, kind="务工"):
    return EmploymentSpell(
        kind=kind,
        months_in_year=months,
        start=PartialDate.parse(start) if start else None,
        end=PartialDate.parse(end) if end else None,
    )


@pytest.mark.parametrize(
    ("spells", "months"),
    [
        ([], None),
        ([spell("2024-03")], 6),
        ([spell("2026-04")], 3),
        ([spell("2026-02", "2026-03")], 2),
        ([spell("2026-01", "2026-02"), spell("2026-05")], 4),
        ([spell("2026-01", "2026-03"), spell("2026-02", "2026-04")], 4),
        ([spell("2025-01", "2025-11")], 0),
        ([spell("2026-09")], 0),
        ([spell(months=5)], 5),
        ([spell(months=11)], 6),
        ([spell("2026-05", months=6)], 2),
        ([spell()], None),
        ([spell("2026-01", kind="务农")], None),
    ],
)
def test_each_month_counts_once_and_none_after_the_day(spells, months):
    assert months_worked(spells, JUNE) == months


dates = st.dates(date(2024, 1, 1), date(2027, 12, 31)).map(str)
spells = st.builds(spell, st.none() | dates, st.none() | dates, st.none() | st.integers(0, 12))


@given(st.lists(spells, max_size=4), st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_there_are_never_more_months_than_have_passed(found, day):
    assert (months_worked(found, day) or 0) in range(day.month + 1)


@given(st.lists(spells, max_size=4), spells)
def test_one_spell_more_never_takes_a_month_away(found, more):
    before, after = months_worked(found, JUNE), months_worked([*found, more], JUNE)
    assert (after or 0) >= (before or 0)
