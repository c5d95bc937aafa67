"""Looking people up: the tree, a household, a card, the search box and the history."""

import pytest

from desktop.domain.entities import Household, Membership, Person
from desktop.domain.errors import Refused
from desktop.services import areas, people


@pytest.fixture
def village(township):
    """A village of the office by name."""
    return people.village_of(township, "桃兴村")


@pytest.fixture
def home(township, village):
    """A household of two in the tenth group, and an empty one in the second."""
    with township.ledger.act("test", "录入") as writer:
        home = writer.insert(
            Household(household_no="12", village=village, group_name="10组", phone="13800000001")
        )
        writer.insert(Household(household_no="7", village=village, group_name="2组"))
        for name, relation in (("田大山", "户主"), ("田小山", "之子")):
            person = writer.insert(Person(name=name, phone="13911111111"))
            writer.insert(Membership(person=person.id, household=home.id, kind="户籍",
                                     relation=relation))  # fmt: skip
    return home


def test_the_tree_counts_households_and_people_by_group(township, village, home):
    (found,) = people.villages(township, empty=False)
    assert (found.place.id, found.households, found.persons) == (village, 2, 2)
    assert [(group.name, group.households, group.persons) for group in found.groups] == [
        ("2组", 1, 0), ("10组", 1, 2)
    ]  # fmt: skip
    assert len(people.villages(township)) > 1


def test_a_closed_village_is_shown_no_more(township, village, home):
    other = next(v for v in people.villages(township) if v.place.id != village)
    areas.close_village(township, village=other.place.code)
    assert other.place.id not in {v.place.id for v in people.villages(township)}
    with pytest.raises(Refused, match="还有户在册"):
        areas.close_village(township, village="桃兴村")


@pytest.mark.parametrize("typed", ["桃兴村", "433130110210", None, ""])
def test_a_village_is_named_by_name_or_code(township, typed):
    found = people.village_of(township, typed)
    assert (found is None) == (not typed)


@pytest.mark.parametrize("typed", ["没有这个村", "433130110", "石牌镇"])
def test_what_is_no_village_is_refused_with_those_there_are(township, typed):
    with pytest.raises(Refused, match="桃兴村"):
        people.village_of(township, typed)


def test_a_household_is_listed_in_its_village_and_group(township, village, home):
    assert people.household_ids(township, village, "10组") == [home.id]
    assert len(people.household_ids(township, village)) == 2
    assert people.household_ids(township, village, "9组") == []
    (family,) = people.in_order(township, [home.id])
    assert [member.person.name for member in family.members] == ["田大山", "田小山"]
    assert family.head.person.name == "田大山"


def test_a_person_is_found_with_the_household(township, home):
    (line,) = people.find(township, "田大")
    assert (line.name, line.household, line.household_no) == ("田大山", home.id, "12")
    assert "桃兴村" in line.village
    family, member = people.member(township, line.person)
    assert (family.household.id, member.person.name) == (home.id, "田大山")


def test_a_household_is_found_by_its_own_phone(township, home):
    (line,) = people.find(township, "13800000001")
    assert (line.name, line.person, line.household) == ("田大山户", "", home.id)


def test_somebody_in_no_household_is_found_all_the_same(township):
    with township.ledger.act("test", "录入") as writer:
        person = writer.insert(Person(name="田三", unread={"id_no": "43313O"}))
    (line,) = people.find(township, "田三")
    assert (line.person, line.household, line.id_no) == (person.id, "", "43313O")
    assert people.member(township, person.id) is None
    assert people.household_of(township, person.id) is None


def test_changes_are_told_newest_first_in_words(township, home):
    person = next(township.ledger.where(Person))
    for name in ("田大川", "田大江"):
        with township.ledger.act("test", "改名") as writer:
            writer.update(township.ledger.get(Person, person.id), {"name": name})
    events = people.events(township, "person", person.id)
    assert [(event.field, event.old, event.new) for event in events] == [
        ("姓名", "田大川", "田大江"), ("姓名", "田大山", "田大川")
    ]  # fmt: skip
    assert {(event.who, event.label) for event in events} == {("管理员", "改名")}


def test_an_unread_text_and_a_deletion_are_told_in_words(township, home):
    person = next(township.ledger.where(Person))
    with township.ledger.act("test", "修改") as writer:
        writer.update(person, {}, unread={"phone": "1380"})
        writer.delete(person)
    told = {(event.field, event.new) for event in people.events(township, "person", person.id)}
    assert told == {("联系电话", ""), ("联系电话（没有认出）", "1380"), ("删除", "是")}
