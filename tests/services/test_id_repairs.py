"""Numbers damaged by spreadsheets: what they may have been is shown, and a person chooses."""

import csv

import pytest

from desktop.domain.entities import Household, Membership, Person
from desktop.domain.errors import Refused
from desktop.domain.id_number import check_digit
from desktop.domain.partial_date import PartialDate
from desktop.services import entry, id_repairs, people, undo
from tests.domain import make

WHOLE = make.id_no("1970-02-13", "男", 3)
OTHER = f"{WHOLE[:15]}35{check_digit(f'{WHOLE[:15]}35')}"
STRANGER = make.id_no("1988-11-30", "男", 7)


@pytest.fixture
def add(township):
    village = people.villages(township)[4].place.id

    def added(name, *, id_no=None, seen="", birth=None, number="1"):
        with township.ledger.act("test", "造数") as writer:
            home = writer.insert(Household(village=village, household_no=number))
            person = writer.insert(
                Person(name=name, id_no=id_no, unread={"id_no": seen} if seen else {},
                       birth=PartialDate.parse(birth) if birth else None)
            )  # fmt: skip
            writer.insert(Membership(person=person.id, household=home.id, kind="户籍"))
        return person.id

    return added


@pytest.fixture
def sheet(tmp_path):
    def made(*rows):
        file = tmp_path / "社保名单.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([["姓名", "身份证号"], *rows])
        return file

    return made


def power(number):
    """A number as Excel shows it, with its last digits lost."""
    return f"{number[0]}.{number[1:15]}E+17"


def numbers(one):
    return [candidate.number for candidate in one.candidates]


def test_what_was_seen_stands_beside_candidates_from_another_list(township, add, sheet):
    add("张伟", seen=power(WHOLE))
    (one,) = id_repairs.listed(township, files=[sheet(["张伟", WHOLE], ["张伟", STRANGER])])
    assert (one.seen, numbers(one)) == (power(WHOLE), [WHOLE])
    assert one.candidates[0].source == "社保名单.csv第2行"
    assert "前15位一致" in one.candidates[0].agrees


def test_several_that_fit_are_all_offered_and_none_is_chosen(township, add, sheet):
    person = add("张伟", seen=f"{WHOLE[:15]}000")
    (one,) = id_repairs.listed(township, files=[sheet(["张伟", WHOLE], ["张伟", OTHER])])
    assert set(numbers(one)) == {WHOLE, OTHER}
    assert township.ledger.get(Person, person).id_no is None


def test_a_namesake_of_the_ledger_is_a_candidate_and_another_name_is_not(township, add):
    add("张伟", seen=power(WHOLE))
    add("张伟", id_no=WHOLE, number="2")
    add("李梅", id_no=OTHER, number="3")
    (one,) = id_repairs.listed(township)
    assert numbers(one) == [WHOLE]
    assert "同名人" in one.candidates[0].source


def test_what_the_person_had_before_is_a_candidate(township, add):
    person = add("张伟", id_no=WHOLE)
    entry.set_cell(township, entity="person", record=person, field="id_no", text=power(WHOLE))
    (one,) = id_repairs.listed(township)
    assert [c.source for c in one.candidates] == ["台账里这个人以前的号码"]


def test_few_digits_are_enough_only_with_the_same_birth(township, add, sheet):
    add("张伟", seen="4.33E+17")
    add("李梅", seen="4.33E+17", birth="1970-02-13", number="2")
    found = id_repairs.listed(township, files=[sheet(["张伟", WHOLE], ["李梅", WHOLE])])
    assert {one.name: numbers(one) for one in found} == {"张伟": [], "李梅": [WHOLE]}


def test_a_digit_that_was_rounded_up_does_not_hide_the_number(township, add, sheet):
    add("张伟", seen="4.331302E+17")
    (one,) = id_repairs.listed(township, files=[sheet(["张伟", WHOLE])])
    assert WHOLE.startswith("43313019")
    assert numbers(one) == [WHOLE]


def test_a_number_with_a_slip_is_offered_what_differs_in_two_places_at_most(township, add, sheet):
    slip = WHOLE[:16] + str((int(WHOLE[16]) + 1) % 10) + WHOLE[17]
    add("张伟", seen=slip)
    (one,) = id_repairs.listed(township, files=[sheet(["张伟", WHOLE], ["张伟", STRANGER])])
    assert numbers(one) == [WHOLE]
    assert one.candidates[0].agrees == "只有1位不同"


def test_the_chosen_number_is_stored_and_can_be_undone(township, add):
    person = add("张伟", seen=power(WHOLE))
    since = township.ledger.position
    assert id_repairs.repair(township, person=person, number=WHOLE).id_no == WHOLE
    assert id_repairs.listed(township) == []
    undo.undo(township, since=since)
    assert township.ledger.get(Person, person).unread["id_no"] == power(WHOLE)


def test_a_wrong_number_or_a_sound_person_is_refused(township, add):
    hurt, sound = add("张伟", seen=power(WHOLE)), add("李梅", id_no=OTHER, number="2")
    with pytest.raises(Refused, match="不是正确的身份证号"):
        id_repairs.repair(township, person=hurt, number=WHOLE[:17] + "?")
    with pytest.raises(Refused, match="已经改好"):
        id_repairs.repair(township, person=sound, number=WHOLE)
    with pytest.raises(Refused, match="没有这个人"):
        id_repairs.repair(township, person="nobody", number=WHOLE)


def test_only_the_village_asked_for_is_listed(township, add):
    add("张伟", seen=power(WHOLE))
    here, elsewhere = (people.villages(township)[at].place.name for at in (4, 5))
    assert len(id_repairs.damaged(township, village=here)) == 1
    assert id_repairs.damaged(township, village=elsewhere) == []
