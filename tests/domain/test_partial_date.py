from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.partial_date import PartialDate, months_between, read_date
from desktop.domain.reading import Unreadable


@st.composite
def partial_dates(draw):
    day = draw(st.dates(date(1880, 1, 1), date(2199, 12, 31)))
    parts = draw(st.integers(1, 3))
    return PartialDate(
        day.year,
        day.month if parts > 1 else None,
        day.day if parts > 2 else None,
        draw(st.booleans()),
    )


@pytest.mark.parametrize(
    ("raw", "wire"),
    [
        ("1990.1", "1990-01"),
        ("1990.01.05", "1990-01-05"),
        ("1990年1月", "1990-01"),
        ("1990年1月份", "1990-01"),
        ("1990年1月5日", "1990-01-05"),
        ("1990年 1月 5号", "1990-01-05"),
        ("1990/1/5", "1990-01-05"),
        ("1990—1—5", "1990-01-05"),
        ("1990。1。5", "1990-01-05"),
        ("19900105", "1990-01-05"),
        ("19900105.0", "1990-01-05"),
        ("199001", "1990-01"),
        ("199001.0", "1990-01"),
        ("1990", "1990"),
        ("1990年", "1990"),
        ("1990.0", "1990"),
        ("19900100", "1990-01"),
        ("1990-00-00", "1990"),
        ("2024年(约)", "2024~"),
        ("2024年（大约）", "2024~"),
        ("约2024年", "2024~"),
        ("大约2024年3月左右", "2024-03~"),
        ("2024年左右", "2024~"),
        ("2024-03~", "2024-03~"),
        ("32874", "1990-01-01"),
        ("32874.5", "1990-01-01"),
        ("2026-06-30 09:12:44", "2026-06-30"),
        ("2026-06-30T09:12:44", "2026-06-30"),
        ("2026/6/30 9:12", "2026-06-30"),
        ("１９９０．１．５", "1990-01-05"),
        ("'1990.1", "1990-01"),
    ],
)
def test_dates_are_read_as_clerks_write_them(raw, wire):
    assert str(read_date(raw)) == wire


@pytest.mark.parametrize("raw", ["90.1", "90年1月", "90.1.5", "'90.1"])
def test_a_year_of_two_digits_is_refused(raw):
    with pytest.raises(Unreadable, match="四位"):
        read_date(raw)


@pytest.mark.parametrize("raw", ["2023-02-30", "199013", "1990.1.32", "20230229", "1990年0月5日"])
def test_a_day_that_does_not_exist_is_refused(raw):
    with pytest.raises(Unreadable):
        read_date(raw)


@pytest.mark.parametrize(
    "raw",
    ["", "不详", "2020-2023", "2024~1", "1/5/1990", "1990105", "9999-12-31", "2024年底", "0.5",
     "2024.1-2024.6", "09999", "80001", "1990-01 99:99", "约", "约32874"],
)  # fmt: skip
def test_what_is_no_single_date_is_refused(raw):
    with pytest.raises(Unreadable):
        read_date(raw)


def test_a_typed_field_reads_no_serial():
    with pytest.raises(Unreadable):
        read_date("32874", serial_ok=False)


def test_the_message_shows_what_was_seen():
    with pytest.raises(Unreadable, match="“2023-02-30”没有这一天"):
        read_date("2023-02-30")


@settings(deadline=None)
@given(st.text() | st.text(alphabet="0123456789.-/年月日约左右() :~T\t，。", max_size=16))
def test_reading_never_fails_otherwise(raw):
    with suppress(Unreadable):
        read = read_date(raw)
        assert PartialDate.parse(str(read)) == read


@settings(deadline=None)
@given(partial_dates())
def test_every_date_survives_wire_and_screen(when):
    assert PartialDate.parse(str(when)) == when
    assert read_date(when.show()) == when
    assert read_date(str(when)) == when


@settings(deadline=None)
@given(st.dates(date(1927, 5, 18), date(2119, 1, 10)))
def test_every_serial_in_range_is_its_day(day):
    serial = (day - date(1899, 12, 30)).days
    assert read_date(str(serial)) == PartialDate.of(day)


@pytest.mark.parametrize("wire", ["2026-3", "2026-13", "2026-02-30", "26", "2026?", "", "0000"])
def test_a_wrong_wire_form_is_refused(wire):
    with pytest.raises(Unreadable):
        PartialDate.parse(wire)


@pytest.mark.parametrize("parts", [(2024, None, 5), (2024, 0), (2024, 1, 0), (0,), (2024, 13)])
def test_an_impossible_date_cannot_be_made(parts):
    with pytest.raises(Unreadable):
        PartialDate(*parts)


def test_the_less_known_sorts_first():
    wires = ["2023-12-31", "2024", "2024~", "2024-01", "2024-01-01", "2024-02"]
    dates = [PartialDate.parse(wire) for wire in wires]
    assert sorted(dates[3:] + dates[:3]) == dates
    assert dates[0] <= dates[1] < dates[2]


def test_a_partial_date_spans_its_first_to_its_last_day():
    assert PartialDate(2024).first_day() == date(2024, 1, 1)
    assert PartialDate(2024).last_day() == date(2024, 12, 31)
    assert PartialDate(2024, 2).last_day() == date(2024, 2, 29)
    assert PartialDate(2024, 2, 3).first_day() == PartialDate(2024, 2, 3).last_day()


@settings(deadline=None)
@given(partial_dates())
def test_the_span_is_never_empty(when):
    assert when.first_day() <= when.last_day()
    day_after = when.last_day() + timedelta(days=1)
    assert str(PartialDate.of(day_after)) != str(PartialDate.of(when.first_day()))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-03", "2026-06", 3),
        ("2026-03-15", "2026-06-14", 2),
        ("2026-03-15", "2026-06-15", 3),
        ("2025-11", "2026-02-10", 3),
        ("2026-06", "2026-03", -3),
        ("2025", "2026", 12),
    ],
)
def test_only_full_months_count(start, end, months):
    assert months_between(PartialDate.parse(start), PartialDate.parse(end)) == months


def test_months_are_counted_between_full_dates_too():
    assert months_between(date(2026, 1, 1), PartialDate(2026, 7)) == 6
