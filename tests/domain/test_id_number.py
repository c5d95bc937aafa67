from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.id_number import (
    BadIdNumber,
    birth_of,
    check_digit,
    disability_part,
    is_residence_permit,
    looks_truncated,
    mask,
    parse_id_number,
    sex_of,
)

KNOWN = "11010519491231002X"


@st.composite
def id_numbers(draw):
    area = draw(st.integers(100000, 999999))
    birth = draw(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
    body = f"{area}{birth:%Y%m%d}{draw(st.integers(1, 999)):03}"
    return body + check_digit(body)


@pytest.mark.parametrize(
    "raw",
    [
        KNOWN,
        "11010519491231002x",
        " 110105 19491231 002X\t",
        "１１０１０５１９４９１２３１００２Ｘ",
        f'="{KNOWN}"',
        f"'{KNOWN}",
        f"`{KNOWN}",
        f"“{KNOWN}”",
        "11010519491231002×",
        "11010519491231002Х",
        "110105491231002",
        "110105491231002.0",
        "1.10105491231002E+14",
        f"{KNOWN}31",
        f"{KNOWN}31B1",
    ],
)
def test_the_same_number_is_read_however_it_was_typed(raw):
    assert parse_id_number(raw) == KNOWN


@pytest.mark.parametrize(
    ("raw", "defect"),
    [
        ("", "没有填写"),
        ("11010519491231002", "应为18位，现在是17位"),
        ("1101051949123100222", "现在是19位"),
        (f"{KNOWN}91", "残疾证号"),
        ("1101O519491231002X", "第5位不是数字"),
        ("11010519491231002A", "第18位"),
        ("110105194902300028", "出生日期不存在"),
        ("110105094912310028", "出生日期不存在"),
        ("110105194912310021", "校验码不符"),
        ("433130199001011000", "Excel"),
        ("1.1E+17", "Excel"),
    ],
)
def test_the_first_defect_is_named(raw, defect):
    with pytest.raises(BadIdNumber, match=defect):
        parse_id_number(raw)


def test_the_message_does_not_give_the_number_away():
    with pytest.raises(BadIdNumber) as caught:
        parse_id_number("110105194912310021")
    assert "1949" not in str(caught.value)


def test_a_birth_after_today_is_refused_only_when_today_is_given():
    body = "43313020300101001"
    number = body + check_digit(body)
    assert parse_id_number(number) == number
    with pytest.raises(BadIdNumber, match="今天以后"):
        parse_id_number(number, date(2026, 6, 30))


def test_birth_and_sex_are_read():
    number = parse_id_number(KNOWN)
    assert birth_of(number) == date(1949, 12, 31)
    assert sex_of(number) == "女"
    male = "43313019900101001"
    assert sex_of(parse_id_number(male + check_digit(male))) == "男"


@pytest.mark.parametrize("area", ["810000", "820000", "830000"])
def test_residence_permits_are_numbers_like_others(area):
    body = f"{area}19900101001"
    number = parse_id_number(body + check_digit(body))
    assert is_residence_permit(number)
    assert not is_residence_permit(KNOWN)


def test_an_unknown_area_is_never_refused():
    body = "99999919900101001"
    assert parse_id_number(body + check_digit(body))


@pytest.mark.parametrize(
    "raw",
    ["1.1E+17", "4.33130199E+17", "4.33130199001011e+17", "433130199001011000",
     "433130199001011000.0", "'433130199001011000", "4.33130199001011000E+17"],
)  # fmt: skip
def test_numbers_cut_by_a_spreadsheet_are_noticed(raw):
    assert looks_truncated(raw)


@pytest.mark.parametrize(
    "raw", [KNOWN, f"{KNOWN[:17]}1", "", "110105491231002.0", "1.10105491231002E+14", "12345000"]
)
def test_whole_or_merely_wrong_numbers_are_not_called_cut(raw):
    assert not looks_truncated(raw)


def test_a_true_number_may_end_in_zeros():
    body = next(
        body
        for day in range(1, 29)
        for body in [f"433130199001{day:02}100"[:15] + "00"]
        if check_digit(body) == "0"
    )
    assert not looks_truncated(body + "0")
    assert looks_truncated(f"{body}0.0")


def test_a_disability_card_tells_type_and_grade():
    assert disability_part(f"{KNOWN}42") == ("4", "2")
    assert disability_part(f"{KNOWN}42B1") == ("4", "2")
    assert disability_part(KNOWN) is None
    assert disability_part(f"{KNOWN}92") is None


def test_masks_keep_what_was_asked_for():
    assert mask(KNOWN) == "110105********002X"
    assert mask(KNOWN, 6, 0) == "110105************"
    assert mask("12345") == "*****"


@settings(deadline=None)
@given(id_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_is_noticed(number, place, char):
    wrong = number[:place] + char + number[place + 1 :]
    if wrong == number:
        assert parse_id_number(wrong) == number
    else:
        with pytest.raises(BadIdNumber):
            parse_id_number(wrong)


@settings(deadline=None)
@given(id_numbers())
def test_an_old_number_becomes_the_new_one(number):
    if number[6:8] == "19":
        assert parse_id_number(number[:6] + number[8:17]) == number


@settings(deadline=None)
@given(st.text() | st.text(alphabet="0123456789X.E+ '\"=", max_size=24))
def test_parsing_never_fails_otherwise(raw):
    looks_truncated(raw)
    with suppress(BadIdNumber):
        number = parse_id_number(raw)
        assert parse_id_number(number) == number
