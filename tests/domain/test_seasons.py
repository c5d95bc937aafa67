"""A week's table says what is known to have happened by its last day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Refused
from desktop.domain.reading import Unreadable
from desktop.domain.seasons import Event, day_in, fridays, season_of, tally, timeline, year_of

DAY = date(2026, 1, 20)
STATES = ["在外", "已返乡", "留厂过年", "计划返岗", "已返岗", "不再外出", "未定"]
notes = st.lists(
    st.builds(
        Event, st.integers(0, 40).map(lambda n: DAY + timedelta(days=n)), st.sampled_from(STATES)
    ),
    max_size=5,
)


def test_a_season_is_named_by_the_year_of_its_festival():
    assert season_of(date(2026, 6, 30)) == "2026春节"
    assert season_of(date(2026, 7, 1)) == "2027春节"
    assert year_of("2026春节") == 2026
    for text in ("春节", "2026", "2026春节前"):
        with pytest.raises(Refused):
            year_of(text)


def test_a_correction_takes_back_what_never_was():
    wrong = [Event(DAY, "在外"), Event(DAY + timedelta(days=9), "已返乡"), Event(DAY, "在外")]
    assert timeline(wrong) == [Event(DAY, "在外")]
    counted = tally("", DAY + timedelta(days=30), [timeline(wrong)])
    assert (counted.came_home, counted.percent_back) == (0, None)


def test_who_went_back_counts_as_having_come_home():
    line = [Event(DAY, "已返乡"), Event(DAY + timedelta(days=20), "已返岗")]
    before = tally("", DAY + timedelta(days=19), [line, []])
    after = tally("", DAY + timedelta(days=20), [line, []])
    assert (before.came_home, before.went_back, dict(before.states)) == (
        1, 0, {"已返乡": 1, "在外": 1},
    )  # fmt: skip
    assert (after.came_home, after.went_back, after.percent_back) == (1, 1, 100)


@given(st.lists(notes, max_size=6), st.integers(0, 40))
def test_states_add_up_and_totals_only_grow(people, days):
    lines = [timeline(noted) for noted in people]
    assert all(line == sorted(line, key=lambda event: event.day) for line in lines)
    now, later = (tally("", DAY + timedelta(days=days + more), lines) for more in (0, 7))
    assert sum(now.states.values()) == now.people == len(people)
    assert now.came_home <= later.came_home
    assert now.went_back <= min(later.went_back, now.came_home)


def test_a_day_without_a_year_is_the_one_in_the_season():
    assert str(day_in("2027春节", "2.18")) == "2027-02-18"
    assert str(day_in("2027春节", " 12月5日")) == "2026-12-05"
    assert str(day_in("2027春节", "2027-02")) == "2027-02"
    for wrong in ("2.30", "很快"):
        with pytest.raises(Unreadable):
            day_in("2027春节", wrong)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 200))
def test_report_weeks_touch_the_span_and_end_on_fridays(first, days):
    last = first + timedelta(days=days)
    weeks = fridays(first, last)
    assert all(friday.weekday() == 4 for friday in weeks)
    assert weeks[0] - timedelta(days=6) <= first <= weeks[0]
    assert weeks[-1] - timedelta(days=6) <= last <= weeks[-1]
    assert {later - earlier for earlier, later in pairwise(weeks)} <= {timedelta(days=7)}
