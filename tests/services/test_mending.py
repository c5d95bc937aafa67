"""Numbers used twice and records that lead nowhere are told, and mended by acts."""

import pytest

from desktop.domain.entities import (
    EmploymentSpell,
    ExternalId,
    Household,
    Membership,
    Person,
    Presence,
    SurveyAnswer,
    Tag,
)
from desktop.domain.ids import uuid7
from desktop.services import entry, ledgers, mending, people, person_merging, spells, undo
from tests.services.homes import VILLAGE, home
from tests.services.offices import dump


def test_a_sound_ledger_has_nothing_to_tell_or_mend(township):
    _, (head,) = home(township, "田大山")
    spells.start_job(township, person=head.person.id)
    spells.set_tag(township, tag="低保", person=head.person.id)
    before = dump(township)
    assert ledgers.verify(township) == []
    assert mending.renumber_households(township) == []
    assert mending.mend_records(township) == mending.Mended(0, 0, 0)
    assert dump(township) == before


@pytest.fixture
def twins(township):
    """Three households of one number, as offices apart give them, and one of another."""
    homes = [entry.add_household(township, village=VILLAGE, group="1组") for _ in range(4)]
    with township.ledger.act("test", "合并") as writer:
        for twin in homes[1:3]:
            writer.update(twin, {"household_no": homes[0].household_no})
    return homes


def numbers(session):
    return [home.household_no for home in session.ledger.where(Household)]


def test_a_number_used_twice_in_a_village_is_told_and_given_anew(township, twins):
    (problem,) = ledgers.verify(township)
    assert f"{VILLAGE}有3户都编为{twins[0].household_no}" in problem
    before, since = numbers(township), township.ledger.position
    done = mending.renumber_households(township)
    assert [one.household for one in done] == [twin.id for twin in twins[1:3]]
    assert {one.old for one in done} == {twins[0].household_no}
    assert len(set(numbers(township))) == 4
    assert numbers(township)[0] == before[0]
    assert ledgers.verify(township) == []
    undo.undo(township, since=since)
    assert numbers(township) == before


def test_the_same_number_in_two_villages_is_no_matter_of_ours(township, twins):
    with township.ledger.act("test", "改") as writer:
        others = people.villages(township, empty=True)
        for twin, place in zip(twins[1:3], others[:2], strict=True):
            writer.update(twin, {"village": place.place.id})
    assert ledgers.verify(township) == []


def test_a_village_without_a_code_of_its_own_numbers_on_behind(township):
    with township.ledger.act("test", "录入") as writer:
        for number in ("7", "7", "7-2"):
            writer.insert(Household(household_no=number))
    (done,) = mending.renumber_households(township)
    assert (done.old, done.new) == ("7", "7-3")


def test_a_village_that_is_no_area_is_told(township):
    household, _ = home(township, "田大山")
    with township.ledger.act("test", "改") as writer:
        writer.update(household, {"village": uuid7()})
    assert ledgers.verify(township) == ["有1户的村不在地区表里，请在住户页重新选择村"]


LOOSE = [
    Membership(household="HOME"), Membership(person="HEAD"), EmploymentSpell(), Presence(),
    SurveyAnswer(), Tag(tag="低保"), ExternalId(value="1"),
]  # fmt: skip


@pytest.mark.parametrize("record", LOOSE, ids=lambda record: record.entity_name)
def test_a_record_of_nobody_is_told_and_taken_away_by_an_act(township, record):
    with township.ledger.act("test", "录入") as writer:
        made = writer.insert(record)
    assert all("断开" in problem for problem in ledgers.verify(township))
    before, since = dump(township), township.ledger.position
    mending.mend_records(township, missing=True)
    assert township.ledger.get(type(record), made.id).deleted
    assert ledgers.verify(township) == []
    while undo.ready(township, since=since)[0]:
        undo.undo(township, since=since)
    assert dump(township) == before


def test_what_was_keyed_for_somebody_who_was_deleted_elsewhere_is_taken_away(township):
    _, (head,) = home(township, "田大山")
    job = spells.start_job(township, person=head.person.id)
    with township.ledger.act("test", "删除") as writer:
        writer.delete(head.person)
    told = ledgers.verify(township)
    assert any("就业经历断开：人员所指的已删除" in problem for problem in told)
    assert mending.mend_records(township).removed == 2
    assert township.ledger.get(EmploymentSpell, job.id).deleted
    assert ledgers.verify(township) == []


def test_what_was_keyed_for_somebody_who_was_merged_follows(township):
    _, (one, two) = home(township, "田大山", "田大三")
    stays = person_merging.merge_people(
        township, person=one.person.id, other=two.person.id, reason="同一人"
    )
    goes = {one.person.id, two.person.id} - {stays.id}
    with township.ledger.act("test", "收包") as writer:
        late = writer.insert(EmploymentSpell(person=goes.pop()))
    assert mending.mend_records(township).joined == 1
    assert township.ledger.get(EmploymentSpell, late.id).person == stays.id
    assert ledgers.verify(township) == []


def test_what_was_never_received_may_still_come(township):
    with township.ledger.act("test", "收包") as writer:
        early = writer.insert(EmploymentSpell(person=uuid7()))
    (problem,) = ledgers.verify(township)
    assert "收齐" in problem
    assert mending.mend_records(township) == mending.Mended(0, 0, 1)
    with township.ledger.act("test", "收包") as writer:
        writer.insert(Person(id=early.person))
    assert ledgers.verify(township) == []


def test_a_monitored_households_number_is_not_loose(township):
    household, _ = home(township, "田大山")
    with township.ledger.act("test", "录入") as writer:
        writer.insert(ExternalId(subject=household.id, kind="户编号", value="1"))
    assert ledgers.verify(township) == []
