"""The lines under the search box say who it is and where they live."""

from collections import namedtuple

import pytest

from desktop.domain.entities import Household, Membership, Person
from desktop.domain.partial_date import PartialDate
from desktop.storage.search_lines import find

VILLAGE = "village"
Line = namedtuple("Line", "record household person name id_no phone village household_no")


@pytest.fixture
def writing(ledger):
    def write(*records):
        with ledger.act("test", "录入") as writer:
            return [writer.insert(record) for record in records]

    return write


@pytest.fixture
def home(writing):
    (house,) = writing(Household(household_no="0102", village=VILLAGE, phone="07436220000"))
    return house


@pytest.fixture
def belong(writing, home):
    def enter(person, household=None, **more):
        household = household or home.id
        return writing(Membership(person=person.id, household=household, kind="户籍", **more))[0]

    return enter


@pytest.fixture
def found(ledger):
    def search(text):
        return [Line._make(line) for line in find(ledger.data, ledger.dictionary, text)]

    return search


def test_a_person_is_shown_in_the_household(writing, home, belong, found):
    (person,) = writing(Person(name="田大山", id_no="433130199005041234", phone="13807431111"))
    belong(person)
    (line,) = found("tds")
    assert line == (person.id, home.id, person.id, "田大山", "433130199005041234", "13807431111",
                    VILLAGE, "0102")  # fmt: skip


def test_a_person_in_no_household_is_shown_alone(writing, belong, found):
    ended = PartialDate(2026, 3)
    alone, gone = writing(Person(name="田大山"), Person(name="田二"))
    belong(gone, end=ended)
    assert {(line.record, line.household) for line in found("田")} == {
        (alone.id, ""),
        (gone.id, ""),
    }


def test_a_person_in_two_households_is_shown_in_the_first(writing, home, belong, found):
    (person,) = writing(Person(name="田大山"))
    (other,) = writing(Household(household_no="9999"))
    belong(person)
    belong(person, other.id)
    assert [line.household for line in found("田大山")] == [home.id]


def test_an_unreadable_id_number_is_shown_as_it_was_seen(writing, found):
    writing(Person(name="田大山", unread={"id_no": "4.33E+17"}))
    assert found("tds")[0].id_no == "4.33E+17"


def test_a_household_is_shown_under_its_head(writing, home, belong, found):
    head, child = writing(Person(name="田大山"), Person(name="田小山"))
    belong(child, relation="子")
    belong(head, relation="户主")
    (line,) = found("0102")
    assert (line.record, line.name, line.phone) == (home.id, "田大山", "07436220000")


def test_a_household_without_people_is_shown_too(home, found):
    (line,) = found("0102")
    assert (line.record, line.name) == (home.id, "")


def test_records_that_are_gone_have_no_line(ledger, writing, belong, home, found):
    (person,) = writing(Person(name="田大山", phone="13807431111"))
    belong(person, relation="户主")
    with ledger.act("test", "删除") as writer:
        writer.delete(person)
    assert found("tds") == found("138074") == found("074311") == []
    (line,) = found("0102")
    assert (line.record, line.name) == (home.id, "")
    with ledger.act("test", "删除") as writer:
        writer.delete(home)
    assert found("0102") == []


def test_a_number_that_begins_with_the_text_comes_before_one_that_contains_it(writing, found):
    inside, begins = writing(
        Person(name="田大山", id_no="433130199005041234"), Person(name="陈晓", phone="19900504777")
    )
    assert [line.record for line in found("19900504")] == [begins.id, inside.id]
    assert [line.record for line in found("199005041")] == [inside.id]
    assert found("299005041") == found("19900504123x") == []
