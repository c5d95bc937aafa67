"""What a county sets: parameters keep their kind, and bounds of ages do not cross."""

import pytest

from desktop.domain.errors import Refused
from desktop.domain.reading import Unreadable
from desktop.services import lists


def value(session, key):
    return next(one.value for one in lists.parameters(session) if one.key == key)


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("wage_least", "800", "八百"),
        ("rural_by_committee", "否", "不"),
        ("follow_up_months", "1,2,3", "每月"),
        ("notice_id_mask", "6+4", ""),
    ],
)
def test_a_parameter_keeps_its_kind(township, key, good, bad):
    before = value(township, key)
    assert lists.default_values()[key] == before
    with pytest.raises(Refused):
        lists.set_parameter(township, key=key, value=bad)
    assert value(township, key) == before
    lists.set_parameter(township, key=key, value=good)
    assert value(township, key) == good


def test_a_bound_of_a_policy_is_set_and_counts(township):
    lists.set_age_policy(township, key="statistics", field="female_max", value="55")
    assert township.ledger.book.policy().female_max == 55
    lists.set_age_policy(township, key="statistics", field="exclude_student", value="否")
    assert township.ledger.book.policy().exclude_student is False


def test_crossing_bounds_and_wrong_words_change_nothing(township):
    for field, text, error in (
        ("male_min", "70", Refused), ("male_min", "十六", Unreadable), ("key", "x", Refused),
    ):  # fmt: skip
        with pytest.raises(error):
            lists.set_age_policy(township, key="statistics", field=field, value=text)
    assert township.ledger.book.policy().male_min == 16


def test_the_default_policy_stands_first(township):
    lists.choose_age_policy(township, key="under_60")
    assert lists.age_policies(township)[0].key == "under_60"
