"""A Spring Festival: who works away, one call a state, and weekly tables whose sums are right."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from desktop.domain.entities import EmploymentSpell, Household, Membership, Person, Presence
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.services import people, presence, rounds, spells, undo, visits
from tests.services.homes import home

SEASON = "2027春节"
FRIDAYS = [date(2027, 1, 29), date(2027, 2, 5), date(2027, 2, 12)]


@pytest.fixture
def clock(township):
    """A function that sets the day on which everything then happens."""

    def at(day):
        noon = datetime.combine(day, datetime.min.time()) + timedelta(hours=12)
        township.ledger._clock = lambda: int(noon.timestamp() * 1000)

    return at


def fill(session, village, number):
    """So many people of a village who work in Shenzhen, four to a household."""
    place = people.village_of(session, village)
    with session.ledger.act("test", "填表") as writer:
        found = []
        for at in range(number):
            if at % 4 == 0:
                house = Household(village=place, household_no=f"{village}{at:04}")
                house = writer.insert(house)
            person = writer.insert(Person(name="田", status="在册"))
            writer.insert(Membership(person=person.id, household=house.id, kind="户籍"))
            writer.insert(
                EmploymentSpell(person=person.id, kind="务工", region_class="省外",
                                work_place="深圳", start=PartialDate(2024))
            )  # fmt: skip
            found.append(person.id)
    return found


def note(session, person, state, day, **more):
    return presence.set_state(session, person=person, season=SEASON, state=state,
                              on=PartialDate.of(day), **more)  # fmt: skip


def test_only_people_who_work_away_are_listed(township):
    household, (near, far, left, long_ago, farmer, said) = home(
        township, "近", "远", "去年", "从前", "务农", "外出"
    )
    for member, place, kind in ((near, "本村", "务工"), (far, "广东深圳", "务工"),
                                (left, "长沙市", "务工"), (long_ago, "长沙市", "务工"),
                                (farmer, "长沙市", "务农")):  # fmt: skip
        spells.start_job(township, person=member.person.id, kind=kind, work_place=place)
    ends = {left.person.id: PartialDate(2026, 1), long_ago.person.id: PartialDate(2025, 12)}
    for spell in list(township.ledger.where(EmploymentSpell)):
        if spell.person in ends:
            spells.end_job(township, spell=spell.id, end=ends[spell.person])
    survey = rounds.add(township, name="摸底", reference_date=date(2026, 6, 30))
    visits.set_answer(township, survey=survey.id, person=said.person.id, field="present", text="3")
    lines = presence.away(township, village=household.village, season=SEASON)
    assert [line.member.person.name for line in lines] == ["远", "去年", "外出"]
    assert [line.work_place for line in lines] == ["广东深圳", "长沙市", ""]
    note(township, near.person.id, "yfx", date(2027, 1, 20))
    lines = presence.away(township, village=household.village, season=SEASON)
    assert lines[0].presence.state == "已返乡"
    assert presence.current_season(township) == "2026春节"
    with pytest.raises(Refused):
        presence.away(township, village=household.village, season="春节")


def test_a_state_is_one_record_a_season_and_ends_no_job(township):
    _, (head,) = home(township, "田大山")
    job = spells.start_job(township, person=head.person.id, work_place="深圳")
    since = township.ledger.position
    first = note(township, head.person.id, "2", date(2027, 1, 20), needs_bus=True)
    second = note(township, head.person.id, "bzwc", date(2027, 2, 20), reason="照顾老人")
    assert first.id == second.id
    assert (second.state, second.reason, second.needs_bus) == ("不再外出", "照顾老人", True)
    assert note(township, head.person.id, "已返岗", date(2027, 2, 25)).reason is None
    assert township.ledger.get(EmploymentSpell, job.id).end is None
    for _ in "abc":
        undo.undo(township, since=since)
    assert list(township.ledger.where(Presence)) == []
    with pytest.raises(Refused):
        presence.set_state(township, person=head.person.id, season="春节", state="1")


def test_a_plan_counts_from_the_day_it_was_told(township, clock):
    (person,) = fill(township, "桃兴村", 1)
    note(township, person, "已返乡", FRIDAYS[0] - timedelta(days=1))
    clock(FRIDAYS[1] - timedelta(days=1))
    note(township, person, "计划返岗", FRIDAYS[2] + timedelta(days=9))
    rows = [row for row in presence.weekly(township, season=SEASON, until=FRIDAYS) if row.village]
    assert [dict(row.states) for row in rows] == [{"已返乡": 1}, {"计划返岗": 1}, {"计划返岗": 1}]


def test_what_was_taken_back_never_counted(township):
    (person,) = fill(township, "桃兴村", 1)
    note(township, person, "在外", FRIDAYS[0] - timedelta(days=3))
    since = township.ledger.position
    note(township, person, "已返乡", FRIDAYS[1] - timedelta(days=1))
    undo.undo(township, since=since)
    rows = presence.weekly(township, season=SEASON, until=FRIDAYS)
    assert {row.came_home for row in rows} == {0}


def test_two_hundred_people_through_three_weeks(township):
    first, second = fill(township, "桃兴村", 120), fill(township, "桃源村", 80)
    everybody = first + second
    week = timedelta(days=7)
    for person in everybody[:150]:
        note(township, person, "已返乡", FRIDAYS[0] - timedelta(days=1))
    for person in everybody[150:170]:
        note(township, person, "留厂过年", FRIDAYS[0])
    for person in everybody[:50]:
        note(township, person, "已返岗", FRIDAYS[0] + week)
    for person in everybody[50:60]:
        note(township, person, "不再外出", FRIDAYS[1] + timedelta(days=1), reason="年纪大")
    for person in everybody[170:180]:
        note(township, person, "已返乡", FRIDAYS[2])
    rows = presence.weekly(township, season=SEASON, until=FRIDAYS)
    assert [row.until for row in rows] == [day for day in FRIDAYS for _ in range(3)]
    totals = [row for row in rows if not row.village]
    assert [(row.people, row.came_home, row.went_back) for row in totals] == [
        (200, 150, 0), (200, 150, 50), (200, 160, 50),
    ]  # fmt: skip
    assert dict(totals[2].states) == {"已返岗": 50, "不再外出": 10, "已返乡": 100,
                                      "留厂过年": 20, "在外": 20}  # fmt: skip
    assert totals[2].percent_back == pytest.approx(31.25)
    for total in totals:
        parts = [row for row in rows if row.until == total.until and row.village]
        assert sorted(row.people for row in parts) == [80, 120]
        assert sum((Counter(row.states) for row in parts), Counter()) == total.states
        assert sum(row.came_home for row in parts) == total.came_home
    place = people.village_of(township, "桃源村")
    alone = presence.weekly(township, season=SEASON, until=FRIDAYS, village=place)
    assert [row.people for row in alone] == [80] * 6
