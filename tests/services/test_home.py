"""What stands on the first page and around all pages."""

from datetime import date

from desktop.domain.entities import Household, Membership, Person, SurveyRound, Waiver
from desktop.domain.partial_date import PartialDate
from desktop.services import checks, home, ledgers, people, surroundings, whereabouts


def settle(session, *births):
    """A household in the fifth village with men born at these times."""
    village = people.villages(session)[4].place.id
    with session.ledger.act("test", "造一户") as writer:
        household = writer.insert(Household(village=village, household_no="433130110001"))
        for at, birth in enumerate(births):
            person = writer.insert(
                Person(name=f"人{at}", sex="男", birth=PartialDate.parse(birth), status="在册")
            )
            relation = "户主" if at == 0 else "之子"
            writer.insert(
                Membership(person=person.id, household=household.id, kind="户籍", relation=relation)
            )
    return household


def test_an_empty_ledger_counts_nothing(township):
    glance = home.glance(township)
    assert (glance.households, glance.persons, glance.labour) == (0, 0, 0)
    assert {line.persons for line in glance.villages} == {0}


def test_who_is_of_labour_age_is_counted_by_the_policy(township):
    settle(township, "1967-06-30", "1966-06-30", "2010-06-30", "2010-07-01")
    assert home.glance(township).labour == 2


def test_villages_with_people_stand_first(township):
    settle(township, "1980-01-01")
    lines = home.glance(township).villages
    assert [line.households for line in lines[:2]] == [1, 0]


def test_the_last_acts_are_named(township):
    settle(township, "1980-01-01")
    assert home.glance(township).recent[0][1] == "造一户"


def test_the_latest_round_gives_the_day(township):
    assert surroundings.look(township).day == date(2026, 6, 30)
    with township.ledger.act("test", "轮次") as writer:
        writer.insert(SurveyRound(name="上半年", reference_date=PartialDate.parse("2026-03")))
        writer.insert(SurveyRound(name="去年", reference_date=PartialDate.parse("2025-12-31")))
    around = surroundings.look(township)
    assert (around.round, around.day) == ("上半年", date(2026, 3, 31))


def test_the_last_backup_is_known(township):
    assert surroundings.last_backup(township) is None
    ledgers.save_backup(township)
    assert surroundings.last_backup(township) is not None


def test_nothing_is_unsent_where_nothing_was_ever_sent(township):
    settle(township, "1980-01-01")
    assert surroundings.unsent(township) is None


def test_a_finding_names_person_head_and_household(township):
    household = settle(township, "1980-01-01", "1979-01-01")
    checks.check_all(township)
    located = whereabouts.locate(township, checks.listed(township))
    assert located
    assert {line.head for line in located} == {"人0"}
    assert {line.household.id for line in located} == {household.id}
    assert {line.name for line in located} <= {"人0", "人1", ""}
    assert all(line.name for line in located if line.finding.entity == "person")
    assert not list(township.ledger.where(Waiver))
