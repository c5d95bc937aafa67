"""Rules on households: heads, spouses, relations, ages, counts, villages, telephones."""

import pytest

from desktop.domain.entities import Area
from tests.domain import make
from tests.domain.rules.cases import Case, E, W, case, found, kin, one, verify

CLOSED = Area(
    id=make.VILLAGE,
    name="坪头村",
    valid_to=make.day("2025-12-31"),
    merged_into=make.OTHER_VILLAGE,
    code="433130110201",
    code_system="NBS2023",
)


def house(*others, birth="1980-01-01", sex="男", **fields):
    return make.family(kin("户主", birth, sex), *others, **fields)


CASES = [
    case(
        5,
        E,
        "two heads",
        lambda: house(kin("户主", "1982-01-01", "女")),
        lambda: house(kin("配偶", "1982-01-01", "女")),
        "relation",
        "2个户主",
    ),
    case(
        5,
        E,
        "no head",
        lambda: make.family(kin("之子", "2001-01-01")),
        lambda: make.family(kin("户主", "2001-01-01")),
        "household_no",
        "没有户主",
    ),
    case(
        5,
        E,
        "dead head",
        lambda: make.family(
            kin("户主", "1950-01-01", status="死亡"), kin("配偶", "1952-01-01", "女")
        ),
        lambda: make.family(kin("户主", "1950-01-01"), kin("配偶", "1952-01-01", "女")),
        "household_no",
    ),
    case(
        6,
        W,
        "two spouses",
        lambda: house(kin("配偶", "1981-01-01", "女"), kin("配偶", "1990-01-01", "女")),
        lambda: house(kin("配偶", "1981-01-01", "女"), kin("之儿媳", "1999-01-01", "女")),
        "relation",
        "2个配偶",
    ),
    case(
        6,
        W,
        "same sex",
        lambda: house(kin("配偶", "1981-01-01", "男")),
        lambda: house(kin("配偶", "1981-01-01", "女")),
        "relation",
        "都登记为男",
    ),
    case(
        7,
        E,
        "daughter",
        lambda: house(kin("之女", "2001-01-01", "男")),
        lambda: house(kin("之子", "2001-01-01", "男")),
        "relation",
        "之女",
    ),
    case(
        8,
        W,
        "child",
        lambda: house(kin("之子", "1994-06-01")),
        lambda: house(kin("之子", "1995-06-01")),
        "relation",
        "只大14岁",
    ),
    case(
        8,
        W,
        "parent",
        lambda: house(kin("之母", "1970-01-01", "女")),
        lambda: house(kin("之母", "1960-01-01", "女")),
        "relation",
        "只大10岁",
    ),
    case(
        8,
        W,
        "grandchild",
        lambda: house(kin("之孙子", "2008-01-01")),
        lambda: house(kin("之孙子", "2011-01-01")),
        "relation",
        "应大30岁",
    ),
    case(
        8,
        W,
        "younger father",
        lambda: house(kin("之父", "1985-01-01")),
        lambda: house(kin("之叔伯", "1985-01-01")),
        "relation",
        "反而年纪小",
    ),
    case(
        8,
        W,
        "only the year is known",
        lambda: house(kin("之子", "1993")),
        lambda: house(kin("之子", "1995")),
        "relation",
    ),
    case(
        25,
        W,
        "head without",
        lambda: one(phone=None),
        lambda: make.family(make.member(who=make.person(phone=None)), phone="13812345678"),
        "phone",
        "没有联系电话",
    ),
    case(
        27,
        W,
        "declared",
        lambda: house(member_count_declared=3),
        lambda: house(member_count_declared=1),
        "member_count_declared",
        "申报3人，登记了1人",
    ),
    case(
        27,
        W,
        "too big",
        lambda: house(*(kin("其他", "1990-01-01") for _ in range(10))),
        lambda: house(*(kin("其他", "1990-01-01") for _ in range(9))),
        "household_no",
        "11人",
    ),
    case(
        40,
        W,
        "unknown village",
        lambda: make.family(village="v-nowhere"),
        make.family,
        "village",
        "不在地区表中",
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_rule_is_broken_and_kept(case: Case):
    verify(case)


def test_the_later_head_is_the_one_named():
    first, second = kin("户主", "1980-01-01"), kin("户主", "1960-01-01", "女")
    (finding,) = found(make.family(first, second), 5)
    assert finding.record == second.membership.id


def test_an_unreadable_relation_is_not_called_a_missing_head():
    who = make.member(None, joined={"unread": {"relation": "当家的"}})
    assert not found(make.family(who), 5)
    assert found(make.family(who), 9)


def test_a_household_that_left_is_asked_for_no_head():
    gone = make.family(kin("之子", "2001-01-01"), status="整户迁出")
    assert not found(gone, 5)


def test_a_wrong_sex_is_one_finding():
    wrong = house(kin("之女", "2001-01-01", "男", id_no=make.id_no("2001-01-01", "女")))
    assert found(wrong, 4)
    assert not found(wrong, 7)


def test_a_village_closed_before_the_day_is_named_with_its_successor():
    (finding,) = found(make.family(), 40, areas={make.VILLAGE: CLOSED})
    assert finding.severity is W
    assert "2025-12-31" in finding.message
    assert "桃兴村" in finding.message


def test_a_village_closed_after_the_day_still_counts():
    later = Area(id=make.VILLAGE, valid_to=make.day("2026-12"), merged_into=make.OTHER_VILLAGE)
    assert not found(make.family(), 40, areas={make.VILLAGE: later})


def test_a_code_without_its_system_is_named():
    nameless = Area(id=make.VILLAGE, name="坪头村", code="433130110201")
    (finding,) = found(make.family(), 40, areas={make.VILLAGE: nameless})
    assert "代码体系" in finding.message


def test_somebody_who_left_the_household_no_longer_counts():
    left = make.member("户主", joined={"end": make.day("2025-03")})
    assert not found(make.family(left, kin("户主", "1980-01-01")), 5)


def test_without_a_round_nobody_is_called_stale():
    assert not found(make.family(), 41)
    assert not found(make.family(), 41, overdue=True)


def answered(relation, birth, sex, survey="round", visit="visit"):
    who = make.person(birth, sex)
    return make.member(relation, who, answer=make.answer(round=survey, visit=visit))


RUNNING = {"rounds": frozenset({"round"})}


def test_in_a_visited_household_those_not_updated_are_named():
    seen = answered("户主", "1980-01-01", "男")
    unseen = kin("配偶", "1982-01-01", "女", name="向小兰")
    (finding,) = found(make.family(seen, unseen), 41, **RUNNING)
    assert finding.severity is W
    assert "1人" in finding.message
    assert finding.message.endswith("向小兰")


def test_an_answer_of_an_earlier_round_is_stale_and_one_of_this_round_is_not():
    seen = answered("户主", "1980-01-01", "男")
    earlier = answered("配偶", "1982-01-01", "女", "last-round")
    now = answered("配偶", "1982-01-01", "女")
    assert found(make.family(seen, earlier), 41, **RUNNING)
    assert not found(make.family(seen, now), 41, **RUNNING)


def test_nobody_is_called_stale_before_somebody_came_or_the_round_is_overdue():
    family = house(kin("配偶", "1982-01-01", "女"))
    assert not found(family, 41, **RUNNING)
    (finding,) = found(family, 41, **RUNNING, overdue=True)
    assert "2人" in finding.message
    imported = answered("户主", "1980-01-01", "男", visit=None)
    assert not found(make.family(imported, kin("配偶", "1982-01-01", "女")), 41, **RUNNING)


def test_who_has_left_is_not_called_stale():
    gone = kin("之父", "1950-01-01", status="死亡")
    assert not found(make.family(answered("户主", "1980-01-01", "男"), gone), 41, **RUNNING)


def test_limits_are_the_countys():
    family = house(kin("之子", "1995-06-01"))
    assert not found(family, 8)
    assert found(family, 8, book=make.book(age_gap_child="18"))
