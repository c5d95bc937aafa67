"""Lists of people chosen by filters."""

from datetime import date

import pytest

from desktop.domain.ages import age_on
from desktop.domain.entities import Household, Membership, Person
from desktop.domain.partial_date import PartialDate
from desktop.services import people, person_lists
from desktop.services.person_lists import Wanted

DAY = date(2026, 6, 30)
BIRTHS = {
    "甲": "1986-06-30",
    "乙": "1986-07-01",
    "丙": "1986",
    "丁": "1986~",
    "戊": "2010-01-31",
    "己": None,
}


@pytest.fixture
def crowd(township):
    """One household of six people born at various times, and somebody in no household."""
    village = people.villages(township)[4].place.id
    with township.ledger.act("test", "造数") as writer:
        home = writer.insert(Household(village=village, household_no="1"))
        for name, birth in BIRTHS.items():
            born = PartialDate.parse(birth) if birth else None
            person = writer.insert(Person(name=name, birth=born, sex="男"))
            writer.insert(Membership(person=person.id, household=home.id, kind="户籍"))
        writer.insert(Person(name="独行", phone="13800138000", sex="女"))
    return township


def names(session, ids):
    return [listed.member.person.name for listed in person_lists.people(session, ids)]


def chosen(session, **wanted):
    return names(session, person_lists.person_ids(session, Wanted(**wanted)))


def test_everybody_is_listed_also_who_is_in_no_household(crowd):
    assert sorted(chosen(crowd)) == sorted([*BIRTHS, "独行"])


def test_the_age_is_that_of_the_day(crowd):
    assert sorted(chosen(crowd, ages=(40, 40), day=DAY)) == sorted(["甲", "丙", "丁"])
    assert chosen(crowd, ages=(None, 39), day=DAY) == ["乙", "戊"]


@pytest.mark.parametrize(("least", "most"), [(16, 59), (40, None), (None, 16), (0, 120)])
def test_ages_are_counted_as_everywhere(crowd, least, most):
    def fits(birth):
        age = age_on(PartialDate.parse(birth), DAY)
        return (least is None or age >= least) and (most is None or age <= most)

    expected = sorted(name for name, birth in BIRTHS.items() if birth and fits(birth))
    assert sorted(chosen(crowd, ages=(least, most), day=DAY)) == expected


def test_a_piece_of_name_or_number_is_found(crowd):
    assert chosen(crowd, text="独") == ["独行"]
    assert chosen(crowd, text="0013800") == ["独行"]


def test_codes_and_village_narrow(crowd):
    village = people.villages(crowd)[4].place.id
    assert len(chosen(crowd, village=village, codes=(("sex", "男"),))) == 6
    assert chosen(crowd, village=village, codes=(("sex", "女"),)) == []


def test_sorting_puts_the_empty_last_both_ways(crowd):
    up = names(crowd, person_lists.person_ids(crowd, Wanted(), order="birth"))
    down = names(crowd, person_lists.person_ids(crowd, Wanted(), order="birth", descending=True))
    assert up[0] == "丙"
    assert down[0] == "戊"
    assert set(up[-2:]) == set(down[-2:]) == {"己", "独行"}


def test_an_unknown_field_is_refused(crowd):
    with pytest.raises(KeyError):
        person_lists.person_ids(crowd, Wanted(), order="name; DROP TABLE person")


def test_rows_come_in_the_order_asked_for(crowd):
    ids = person_lists.person_ids(crowd, Wanted())
    assert names(crowd, ids[::-1]) == names(crowd, ids)[::-1]
