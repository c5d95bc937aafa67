"""The hybrid logical clock: sortable, never back, not to be dragged away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.hlc import START, BadStamp, Hlc, observe, tick

_YEAR_MS = 365 * 24 * 3600 * 1000
_NOW = 1_790_000_000_000

moments = st.integers(0, 2**47)
stamps = st.builds(Hlc, moments, st.integers(0, 0xFFFF))


@given(stamps, stamps)
def test_texts_sort_as_stamps_do(one, other):
    assert (str(one) < str(other)) == (one < other)


@given(stamps)
def test_a_stamp_reads_back(stamp):
    assert Hlc.parse(str(stamp)) == stamp


@pytest.mark.parametrize(
    "text",
    ["", "0" * 15, "0" * 17, "0" * 15 + "G", "0" * 11 + " 0001", "+" + "0" * 15, "0" * 15 + "A"],
)
def test_a_foreign_text_is_refused(text):
    with pytest.raises(BadStamp):
        Hlc.parse(text)


@given(st.lists(st.integers(-10, 2**47), min_size=2, max_size=30))
def test_ticks_of_one_device_only_rise_whatever_its_clock_does(clock):
    last = START
    for now in clock:
        following = tick(last, now)
        assert following > last
        last = following


def test_the_counter_carries_into_the_milliseconds():
    assert tick(Hlc(_NOW, 0xFFFF), _NOW) == Hlc(_NOW + 1, 0)


def test_a_right_clock_is_taken_as_it_stands():
    assert tick(Hlc(_NOW - 5, 7), _NOW) == Hlc(_NOW, 0)


@given(stamps, st.integers(0, 3_600_000))
def test_an_answer_sorts_after_its_question(last, ahead):
    question = Hlc(_NOW + ahead, 3)
    assert tick(observe(last, question, _NOW, max_ahead=3_600_000), _NOW) > question


def test_a_partner_in_the_far_future_does_not_drag_us_along():
    ours = tick(START, _NOW)
    theirs = Hlc(_NOW + 70 * _YEAR_MS, 0)
    for day in range(1, 400):
        now = _NOW + day * 86_400_000
        ours = tick(observe(ours, theirs, now), now)
        assert ours == Hlc(now, 0)


@given(stamps, stamps, moments)
def test_observing_never_goes_back_and_twice_is_once(last, other, now):
    once = observe(last, other, now)
    assert once >= last
    assert observe(once, other, now) == once
