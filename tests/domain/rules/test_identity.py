"""Rules on identity: numbers, birth, sex, names, and cells that could not be read."""

import pytest

from tests.domain import make
from tests.domain.rules.cases import Case, E, W, case, found, one, verify, working

GOOD_ID = make.id_no("1990-05-04", "男", 7)
BAD_ID = GOOD_ID[:17] + ("0" if GOOD_ID[17] != "0" else "1")
TRUNCATED = "4.33130199005041e+17"
OTHER_BIRTH = make.id_no("1990-05-14")


def unread(field, text, **fields):
    return one(**{field: None, "unread": {field: text}} | fields)


def born(known, id_no):
    return one(known, id_no=id_no)


CASES = [
    case(1, E, "checksum", lambda: unread("id_no", BAD_ID), one, "id_no", BAD_ID),
    case(1, E, "length", lambda: unread("id_no", "4331301990"), one, "id_no", "应为18位"),
    case(
        1,
        W,
        "passport",
        lambda: unread("id_no", "E12345678", id_type="护照"),
        lambda: one(id_no=None, id_type="护照", other_id_no="E12345678"),
        "id_no",
        "E12345678",
    ),
    case(38, E, "float", lambda: unread("id_no", TRUNCATED), one, "id_no", TRUNCATED),
    case(
        38,
        E,
        "zeroes",
        lambda: unread("id_no", "433130199005040000"),
        lambda: unread("id_no", BAD_ID),
        "id_no",
        "433130199005040000",
    ),
    case(
        3,
        E,
        "day",
        lambda: born("1990-05-04", OTHER_BIRTH),
        lambda: born("1990-05", OTHER_BIRTH),
        "birth",
        "1990-05-04",
    ),
    case(
        3,
        E,
        "year",
        lambda: born("1991", OTHER_BIRTH),
        lambda: born("1991~", OTHER_BIRTH),
        "birth",
        "1991",
    ),
    case(
        4,
        E,
        "sex",
        lambda: one(id_no=make.id_no(sex="女")),
        lambda: one(id_no=make.id_no(sex="女"), sex=None),
        "sex",
        "男",
    ),
    case(
        9,
        E,
        "education",
        lambda: unread("education", "初小"),
        lambda: one(education=None),
        "education",
        "初小",
    ),
    case(
        9,
        E,
        "household",
        lambda: make.family(unread={"house_type": "茅屋"}),
        make.family,
        "house_type",
        "茅屋",
    ),
    case(
        25,
        E,
        "phone",
        lambda: unread("phone", "1553925665"),
        lambda: one(phone="07436222333"),
        "phone",
        "1553925665",
    ),
    case(
        25,
        E,
        "household phone",
        lambda: make.family(unread={"phone": "1553925665"}),
        lambda: make.family(phone="07436222333"),
        "phone",
        "1553925665",
    ),
    case(
        43,
        E,
        "wage",
        lambda: working(wage=None, unread={"wage": "3-4千"}),
        lambda: working(wage=3500),
        "wage",
        "3-4千",
    ),
    case(
        43,
        E,
        "household",
        lambda: make.family(unread={"member_count_declared": "四五人"}),
        make.family,
        "member_count_declared",
        "四五人",
    ),
    case(39, W, "pinyin", lambda: one(name="田xiao山"), lambda: one(name="田小山"), "name", "拼音"),
    case(39, W, "box", lambda: one(name="田□山"), lambda: one(name="田㛃山"), "name", "田□山"),
    case(
        39,
        W,
        "dot",
        lambda: one(name="买买提•艾力"),
        lambda: one(name="买买提·艾力"),
        "name",
        "买买提",
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_rule_is_broken_and_kept(case: Case):
    verify(case)


def test_a_cut_number_is_named_once():
    cut = unread("id_no", TRUNCATED)
    assert found(cut, 38)
    assert not found(cut, 1)
    assert not found(cut, 43)


def test_an_unreadable_value_says_how_to_write_it():
    (finding,) = found(working(wage=None, unread={"wage": "3-4千"}), 43)
    assert "如3500" in finding.advice


def test_a_field_of_a_newer_program_that_cannot_be_read_is_named():
    (finding,) = found(one(unread={"shoe_size": "大"}), 43)
    assert "大" in finding.message


def test_what_was_typed_of_the_dead_is_still_read():
    assert found(unread("id_no", BAD_ID, status="死亡"), 1)
    assert not found(one(id_no=make.id_no(sex="女"), status="死亡"), 4)
