from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.ages import (
    AgeLimits,
    StatutoryCategory,
    age_on,
    in_labour_age,
    statutory_retirement,
    turns,
)
from desktop.domain.partial_date import PartialDate

_MONTHS = st.tuples(st.integers(1940, 2010), st.integers(1, 12))


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1990, 6, 30), date(2026, 6, 29), 35),
        (date(1990, 6, 30), date(2026, 6, 30), 36),
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (PartialDate(1990, 6), date(2026, 6, 1), 36),
        (PartialDate(1990, 6), date(2026, 5, 31), 35),
        (PartialDate(1990), date(2026, 1, 1), 36),
        (date(2027, 1, 1), date(2026, 12, 31), -1),
    ],
)
def test_age_is_full_years_on_the_day(birth, day, age):
    assert age_on(birth, day) == age


@settings(deadline=None)
@given(st.dates(date(1930, 1, 1), date(2020, 12, 1)), st.integers(0, 70))
def test_an_age_is_reached_in_the_month_that_was_said(birth, age):
    year, month = turns(age, birth)
    before = date(year - (month == 1), (month - 2) % 12 + 1, 28)
    after = date(year + (month == 12), month % 12 + 1, 1)
    assert age_on(birth, before) == age - 1
    assert age_on(birth, after) == age


@pytest.mark.parametrize(
    ("sex", "age", "inside"),
    [
        ("男", 15, False),
        ("男", 16, True),
        ("男", 59, True),
        ("男", 60, False),
        ("女", 54, True),
        ("女", 55, False),
        ("", 50, True),
        ("", 57, False),
    ],
)
def test_both_ends_of_labour_age_count(sex, age, inside):
    assert in_labour_age(sex, age, AgeLimits()) is inside


@pytest.mark.parametrize("who", ["student", "soldier", "no_ability"])
def test_a_policy_leaves_out_only_whom_it_names(who):
    assert in_labour_age("男", 30, AgeLimits(), **{who: True})
    assert not in_labour_age("男", 30, AgeLimits(**{f"exclude_{who}": True}), **{who: True})


@pytest.mark.parametrize(
    ("birth", "category", "retires"),
    [
        ((1971, 4), StatutoryCategory.F55, (2026, 8)),
        ((1965, 1), StatutoryCategory.M, (2025, 2)),
        ((1976, 9), StatutoryCategory.M, (2039, 9)),
        ((1984, 11), StatutoryCategory.F50, (2039, 11)),
        ((1964, 12), StatutoryCategory.M, (2024, 12)),
        ((1974, 12), StatutoryCategory.F50, (2024, 12)),
    ],
)
def test_statutory_retirement_follows_the_published_table(birth, category, retires):
    assert statutory_retirement(*birth, category) == retires


@settings(deadline=None)
@given(_MONTHS, st.sampled_from(StatutoryCategory))
def test_the_delay_stays_between_none_and_the_cap(birth, category):
    old, cap = {"M": (60, 36), "F55": (55, 36), "F50": (50, 60)}[category]
    year, month = statutory_retirement(*birth, category)
    assert 0 <= (year - birth[0] - old) * 12 + month - birth[1] <= cap


@settings(deadline=None)
@given(_MONTHS, st.sampled_from(StatutoryCategory))
def test_who_is_born_later_never_retires_earlier(birth, category):
    year, month = birth
    following = (year + month // 12, month % 12 + 1)
    assert statutory_retirement(*following, category) >= statutory_retirement(*birth, category)
