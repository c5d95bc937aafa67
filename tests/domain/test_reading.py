from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.reading import (
    Unreadable,
    read_amount,
    read_flag,
    read_int,
    read_list,
    read_months,
    read_number_text,
    read_phone,
    read_phones,
)

_READERS = [read_flag, read_int, read_amount, read_months, read_phone, read_phones]
_TYPED = st.text() | st.text(alphabet="0123456789.,-~+ 万千元年半个月E，。０１", max_size=14)


@pytest.mark.parametrize("raw", ["√", "✓", "是", " 有 ", "１", "y", "对", "1.0"])
def test_yes_is_read_as_clerks_tick_it(raw):
    assert read_flag(raw) is True


@pytest.mark.parametrize("raw", ["×", "否", "无", "0", "N", "没有"])
def test_no_is_read_as_clerks_cross_it(raw):
    assert read_flag(raw) is False


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [("12", 12), ("1,200", 1200), ("12.0", 12), ("３人", 3), ("-1", -1), ("0", 0)],
)
def test_counts_are_read(raw, wanted):
    assert read_int(raw) == wanted


@pytest.mark.parametrize("raw", ["1.5", "3-4", "1,2", "十", "12,00", "1" * 20])
def test_what_is_no_count_is_refused(raw):
    with pytest.raises(Unreadable, match="整数"):
        read_int(raw)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("3500", 3500),
        ("3,500元", 3500),
        ("3500.0", 3500),
        ("0.5万", 5000),
        ("1.2万元", 12000),
        ("5千", 5000),
        ("￥3，500", 3500),
        ("3500元/月", 3500),
        ("5k", 5000),
    ],
)
def test_amounts_are_read_in_yuan(raw, wanted):
    assert read_amount(raw) == wanted


@pytest.mark.parametrize(
    "raw", ["3-4千", "3千多", "不详", "面议", "约3500", "200元/天", "3千5", "三千", "-5", "3,5"]
)
def test_an_unclear_amount_is_refused_with_what_was_seen(raw):
    with pytest.raises(Unreadable) as caught:
        read_amount(raw)
    assert f"“{raw}”" in str(caught.value)
    assert "如3500" in str(caught.value)


@pytest.mark.parametrize("raw", ["3500.5", "0.12345万"])
def test_jiao_and_fen_are_refused_rather_than_rounded(raw):
    with pytest.raises(Unreadable, match="角分"):
        read_amount(raw)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("6", 6),
        ("6个月", 6),
        ("6月", 6),
        ("半年", 6),
        ("一年", 12),
        ("2年", 24),
        ("1年3个月", 15),
        ("1年半", 18),
        ("1.5年", 18),
        ("12.0", 12),
    ],
)
def test_lengths_are_read_in_months(raw, wanted):
    assert read_months(raw) == wanted


@pytest.mark.parametrize("raw", ["5-6个月", "年", "半", "个月", "1年半3个月", "6.5"])
def test_an_unclear_length_is_refused(raw):
    with pytest.raises(Unreadable):
        read_months(raw)


def test_a_part_of_a_month_is_refused():
    with pytest.raises(Unreadable, match="整月"):
        read_months("1.3年")


def test_a_list_splits_on_every_separator_and_keeps_order():
    assert read_list("电工、焊工,保安；厨师/电工 月嫂\n茶艺师") == (
        "电工",
        "焊工",
        "保安",
        "厨师",
        "月嫂",
        "茶艺师",
    )
    assert read_list(" 、 ") == ()


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("138 1234 5678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("13812345678.0", "13812345678"),
        ("1.3812345678E+10", "13812345678"),
        ("0743-8222222", "07438222222"),
        ("（0743）8222222", "07438222222"),
        ("8222222", "8222222"),
        ("400-800-1234", "4008001234"),
    ],
)
def test_telephone_numbers_become_bare_digits(raw, wanted):
    assert read_phone(raw) == wanted
    assert read_phones(raw) == (wanted,)


@pytest.mark.parametrize("raw", ["1381234567", "12812345678", "无", "", "138123456789", "1.38E+10"])
def test_what_is_no_telephone_number_is_refused(raw):
    with pytest.raises(Unreadable, match="手机号"):
        read_phone(raw)


@pytest.mark.parametrize(
    "raw", ["13812345678/0743-8222222", "13812345678 07438222222", "13812345678或0743-8222222"]
)
def test_two_numbers_are_never_silently_one(raw):
    with pytest.raises(Unreadable, match="有2个电话"):
        read_phone(raw)
    assert read_phones(raw) == ("13812345678", "07438222222")


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("433130196103076862.0", "433130196103076862"),
        ("1.10105491231002E+14", "110105491231002"),
        ("4.33130199E+17", "4.33130199E+17"),
        ("12.5", "12.5"),
        (" A12 ", "A12"),
    ],
)
def test_numeric_cells_give_back_the_code_only_when_all_digits_are_there(raw, wanted):
    assert read_number_text(raw) == wanted


def test_a_long_text_is_shortened_in_the_message():
    with pytest.raises(Unreadable) as caught:
        read_int("这一格里写了一大段与数字毫无关系的说明文字")
    assert len(str(caught.value)) < 45


def test_an_empty_cell_is_said_to_be_empty():
    with pytest.raises(Unreadable, match="没有填写"):
        read_int("  ")


@pytest.mark.parametrize("reader", _READERS)
@settings(deadline=None)
@given(raw=_TYPED)
def test_readers_only_ever_raise_unreadable(reader, raw):
    with suppress(Unreadable):
        assert reader(raw) == reader(f"\u3000{raw}\t")


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_every_printed_amount_is_read_back(yuan):
    assert read_amount(f"{yuan:,}元") == yuan
    assert read_amount(str(yuan)) == yuan
