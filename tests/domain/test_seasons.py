"""A week's table says what is known to have happened by its last day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Refused
from desktop.domain.seasons import Event, season_of, tally, timeline, year_of

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
