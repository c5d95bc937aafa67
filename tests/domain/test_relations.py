"""A relation to a new head is told only where it is certain."""

import pytest

from desktop.domain.relations import Kin, seen_from

FATHER, MOTHER = Kin("户主", "男"), Kin("配偶", "女")
SON, DAUGHTER, IN_LAW = Kin("之子", "男"), Kin("之女", "女"), Kin("之儿媳", "女")
GRANDSON, GRANDMOTHER = Kin("之孙子", "男"), Kin("之母", "女")
ALL = [FATHER, MOTHER, SON, DAUGHTER, IN_LAW, GRANDSON, GRANDMOTHER]


@pytest.mark.parametrize(
    ("new", "other", "relation"),
    [
        (MOTHER, FATHER, "配偶"),
        (MOTHER, SON, "之子"),
        (MOTHER, GRANDMOTHER, "之婆婆"),
        (MOTHER, Kin("之岳父", "男"), "之父"),
        (MOTHER, Kin("其他", "男"), None),
        (SON, FATHER, "之父"),
        (SON, MOTHER, "之母"),
        (SON, DAUGHTER, "之兄弟姐妹"),
        (SON, IN_LAW, "配偶"),
        (SON, GRANDSON, "之子"),
        (SON, GRANDMOTHER, "之祖母"),
        (SON, Kin("之兄弟姐妹", "男"), None),
        (DAUGHTER, GRANDSON, None),
        (DAUGHTER, Kin("之外孙女", "女"), "之女"),
        (GRANDMOTHER, FATHER, "之子"),
        (GRANDMOTHER, MOTHER, "之儿媳"),
        (GRANDMOTHER, SON, "之孙子"),
        (GRANDMOTHER, Kin("之父", "男"), "配偶"),
        (Kin("之侄儿", "男"), FATHER, None),
    ],
)
def test_relations_to_a_new_head(new, other, relation):
    assert seen_from(new, other, FATHER, ALL) == relation


def test_with_two_sons_nobody_guesses_whose_wife_she_is():
    assert seen_from(SON, IN_LAW, FATHER, [*ALL, Kin("之子", "男")]) is None
    assert seen_from(SON, GRANDSON, FATHER, [*ALL, Kin("之子", "男")]) is None


def test_a_parent_of_unknown_sex_is_asked():
    assert seen_from(SON, Kin("户主", None), FATHER, ALL) is None
