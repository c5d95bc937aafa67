"""What the rules are given in a ledger: areas that are doubtful, and who is up to date."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.entities import Area, Household, Membership, Person
from desktop.domain.partial_date import PartialDate
from desktop.services import archive, checks, rounds, visits

DAY = date(2026, 6, 30)


@pytest.fixture
def home(township):
    """A household of two in a village of the township."""
    village = next(iter(township.ledger.book.places.villages(township.ledger.fact("area"))))
    with township.ledger.act("test", "填表") as writer:
        household = writer.insert(
            Household(household_no="1", village=village.id, phone="13800000001", status="在册")
        )
        for name, relation in (("田大山", "户主"), ("田小山", "之子")):
            person = writer.insert(Person(name=name))
            writer.insert(
                Membership(person=person.id, household=household.id, kind="户籍", relation=relation)
            )
    return household


def stale(session):
    return [finding.message for finding in checks.listed(session, rule=41)]


def people(session):
    return {person.name: person.id for person in session.ledger.where(Person)}


def test_who_was_forgotten_on_a_visit_is_asked_for_until_marked(township, home):
    survey = rounds.add(township, name="摸底", reference_date=DAY)
    assert stale(township) == []
    visits.unchanged(township, survey=survey.id, person=people(township)["田大山"])
    assert [message.rpartition("：")[2] for message in stale(township)] == ["田小山"]
    visits.unchanged(township, survey=survey.id, household=home.id)
    assert stale(township) == []


def test_checking_everything_says_the_same_of_a_running_round(township, home):
    survey = rounds.add(township, name="摸底", reference_date=DAY)
    visits.unchanged(township, survey=survey.id, person=people(township)["田大山"])
    before = stale(township)
    checks.check_all(township)
    assert stale(township) == before != []


def test_after_the_due_date_households_nobody_came_to_are_asked_for(township, home):
    late = replace(township, today=lambda: date(2026, 8, 1))
    survey = rounds.add(township, name="摸底", reference_date=DAY, due=date(2026, 7, 20))
    other = replace(home, id="", household_no="2")
    with township.ledger.act("test", "填表") as writer:
        other = writer.insert(other)
        person = writer.insert(Person(name="向小兰"))
        writer.insert(
            Membership(person=person.id, household=other.id, kind="户籍", relation="户主")
        )
    visits.unchanged(township, survey=survey.id, household=home.id)
    assert stale(township) == []
    checks.check_all(late)
    assert [message.rpartition("：")[2] for message in stale(late)] == ["向小兰"]


def test_an_archived_round_asks_nobody(township, home):
    survey = rounds.add(township, name="摸底", reference_date=DAY)
    visits.unchanged(township, survey=survey.id, person=people(township)["田大山"])
    archive.archive(township, survey=survey.id)
    checks.refresh(township)
    assert stale(township) == []


def village_of(session, home):
    return session.ledger.get(Area, home.village)


def test_open_villages_with_a_code_system_are_fine_and_others_are_named(township, home):
    assert [f.rule for f in checks.listed(township, rule=40)] == []
    with township.ledger.act("test", "改地区") as writer:
        writer.update(village_of(township, home), {"code_system": None})
    checks.refresh(township)
    (finding,) = checks.listed(township, rule=40)
    assert "代码体系" in finding.message


def test_a_closed_village_is_named(township, home):
    with township.ledger.act("test", "停用村") as writer:
        closed = PartialDate.parse("2025-12-31")
        writer.update(village_of(township, home), {"valid_to": closed})
    checks.refresh(township)
    (finding,) = checks.listed(township, rule=40)
    assert "2025-12-31" in finding.message
