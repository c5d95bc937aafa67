"""A clerk types as little as needed, and nothing is guessed that could be two things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.choosing import choices, chosen, place_choices, place_chosen, read_typed
from desktop.domain.entities import STANDARD
from desktop.domain.partial_date import PartialDate
from desktop.domain.reading import Unreadable
from tests.domain import make

BOOK = make.book()
SETS = sorted(BOOK.code_sets)


@pytest.mark.parametrize(
    ("code_set", "typed", "key"),
    [
        ("education", "初中", "初中"),
        ("education", "3", "初中"),
        ("education", " cz ", "初中"),
        ("education", "XX", "小学"),
        ("education", "chuzhong", "初中"),
        ("relation", "儿子", "之子"),
        ("relation", "zex", "之儿媳"),
        ("relation", "wsz", "之外孙子"),
        ("relation", "２", "配偶"),
        ("ethnic", "tj", "土家族"),
        ("presence_state", "yfg", "已返岗"),
        ("disability_grade", "2", "二级"),
    ],
)
def test_key_label_alias_number_and_pinyin_are_understood(code_set, typed, key):
    assert chosen(BOOK, code_set, typed) == key


@pytest.mark.parametrize(
    ("code_set", "typed"),
    [("ethnic", "hz"), ("education", "99"), ("education", "0"), ("education", "学"),
     ("education", "大"), ("sex", "n"), ("present", "y"), ("education", "初中?")],
)  # fmt: skip
def test_what_may_be_two_things_is_not_guessed(code_set, typed):
    with pytest.raises(Unreadable):
        chosen(BOOK, code_set, typed)


def test_while_typing_the_likeliest_stands_first():
    labels = [item.label for item in choices(BOOK, "education", "dx")]
    assert labels[0] == "大学本科"
    assert choices(BOOK, "education", "高")[0].key == "高中"
    assert [item.key for item in choices(BOOK, "ethnic", "hz")][:2] == ["汉族", "回族"]


def test_nothing_typed_shows_the_short_list():
    assert choices(BOOK, "education", "") == BOOK.items("education", short=True)


@given(st.sampled_from(SETS), st.integers(0, 30))
def test_every_number_of_the_shown_list_is_its_item(code_set, at):
    shown = BOOK.items(code_set, short=True)
    item = shown[at % len(shown)]
    assert choices(BOOK, code_set, str(at % len(shown) + 1))[0] == item
    assert chosen(BOOK, code_set, str(at % len(shown) + 1)) == item.key


@given(st.sampled_from(SETS), st.text(max_size=6))
def test_what_is_taken_is_the_first_choice(code_set, typed):
    try:
        key = chosen(BOOK, code_set, typed)
    except Unreadable:
        return
    assert key == choices(BOOK, code_set, typed)[0].key


def test_villages_by_pinyin_before_the_wide_world():
    assert place_chosen(BOOK.places, "t-shipai", "ptc") == make.VILLAGE
    assert place_chosen(BOOK.places, "t-shipai", "桃兴") == make.OTHER_VILLAGE
    assert place_chosen(BOOK.places, "t-shipai", "sz") == "c-shenzhen"
    assert place_chosen(BOOK.places, "t-shipai", "changsha") == "c-changsha"
    assert place_chosen(BOOK.places, "t-shipai", "广东深圳") == "c-shenzhen"
    assert place_chosen(BOOK.places, "t-shipai", make.VILLAGE) == make.VILLAGE
    with pytest.raises(Unreadable):
        place_chosen(BOOK.places, "t-shipai", "qqq")
    assert [p.name for p in place_choices(BOOK.places, "t-shipai", "l")] == ["浏阳市", "龙山县"]
    assert place_choices(BOOK.places, "t-shipai", "")[0].id == make.VILLAGE


def test_a_typed_number_is_no_day_count():
    kind = STANDARD.field("person.birth").kind
    assert read_typed(kind, "2024年(约)", BOOK, "") == PartialDate(2024, about=True)
    with pytest.raises(Unreadable):
        read_typed(kind, "45000", BOOK, "")


def test_several_choices_are_read_one_by_one():
    kind = STANDARD.field("survey_answer.unemployed_reason").kind
    shown = BOOK.items("unemployed_reason", short=True)
    assert read_typed(kind, "1、2 1", BOOK, "") == (shown[0].key, shown[1].key)
    assert read_typed(STANDARD.field("survey_answer.will_trade").kind, "电工,焊工", BOOK, "") == (
        "电工",
        "焊工",
    )
