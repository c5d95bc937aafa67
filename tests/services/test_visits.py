"""A round starts from the last one; what is stored is what somebody said, and no more."""

from datetime import date

import pytest

from desktop.domain.entities import HouseholdVisit, Person, SurveyAnswer
from desktop.domain.errors import Cancelled, Refused
from desktop.domain.partial_date import PartialDate
from desktop.services import (
    archive,
    checks,
    entry,
    household_operations,
    household_sheets,
    people,
    person_operations,
    revisits,
    round_progress,
    rounds,
    rows,
    spells,
    undo,
    visits,
)
from tests.services.homes import home, key
from tests.services.test_undo import alive


@pytest.fixture
def last(township):
    return rounds.add(township, name="一季度", reference_date=date(2026, 3, 31))


@pytest.fixture
def village(township, last):
    """Three households of two groups, all answered in the last round."""
    homes = [
        home(township, "田大山", "彭氏"),
        home(township, "石三"),
        home(township, "向四", "向五", group="2组"),
    ]
    for household, members in homes:
        for member in members:
            visits.set_answer(township, survey=last.id, person=member.person.id,
                              field="present", text="在家")  # fmt: skip
            visits.set_answer(township, survey=last.id, person=member.person.id,
                              field="expected_wage", text="4000")  # fmt: skip
        visits.set_visit(township, survey=last.id, household=household.id, result="完成")
    return homes


@pytest.fixture
def survey(township, village):
    return rounds.add(township, name="二季度", reference_date=date(2026, 6, 30))


def answers(session, survey):
    return list(session.ledger.where(SurveyAnswer, "t.round = ?", [survey.id]))


def told(session, survey):
    return [
        (d.what, d.name, d.label, d.old, d.new)
        for d in round_progress.differences(session, survey.id)
    ]


def test_opening_a_sheet_shows_the_last_answers_and_stores_nothing(township, village, survey):
    before = alive(township)
    sheet = household_sheets.open_household(township, village[0][0].id, survey.id)
    assert sheet.visit is None
    assert [asked.answer.present for asked in sheet.members] == ["在家", "在家"]
    assert [asked.answer.id for asked in sheet.members] == ["", ""]
    assert not any(asked.is_answered or asked.differs for asked in sheet.members)
    assert alive(township) == before
    for place, of in (("nowhere", survey.id), (village[0][0].id, "never")):
        with pytest.raises(Refused):
            household_sheets.open_household(township, place, of)


def test_the_first_answer_brings_visit_and_carried_answers(township, village, survey):
    household, (head, _) = village[0]
    cell = visits.set_answer(township, survey=survey.id, person=head.person.id,
                             field="present", text="3")  # fmt: skip
    assert cell.shown == "外出半年以上"
    sheet = household_sheets.open_household(township, household.id, survey.id)
    assert sheet.visit.surveyor == "管理员"
    assert sheet.visit.visited_on == PartialDate(2026, 6, 30)
    first, second = sheet.members
    assert (first.answer.expected_wage, first.answer.changed) == (4000, True)
    assert first.differs == ("present",)
    assert first.last.present == "在家"
    assert not second.is_answered


def test_an_answer_that_cannot_be_read_is_kept(township, village, survey):
    _, (head, _) = village[0]
    cell = visits.set_answer(township, survey=survey.id, person=head.person.id,
                             field="expected_wage", text="三四千")  # fmt: skip
    assert cell.unread == "三四千"
    assert [finding.rule for finding in cell.findings] == [43]
    assert "期望薪资" in {line[2] for line in told(township, survey)}


def test_undo_takes_visit_and_answers_along(township, village, survey):
    since, before = township.ledger.position, alive(township)
    person = village[0][1][0].person.id
    visits.set_answer(township, survey=survey.id, person=person, field="present", text="3")
    visits.unchanged(township, survey=survey.id, household=village[0][0].id)
    after = alive(township)
    for _ in "ab":
        undo.undo(township, since=since)
    assert alive(township) == before
    for _ in "ab":
        undo.redo(township, since=since)
    assert alive(township) == after


def test_one_call_marks_a_person_a_household_or_the_rest_unchanged(township, village, survey):
    (first, (head, _)), (second, _), (third, _) = village
    assert visits.unchanged(township, survey=survey.id, person=head.person.id) == 1
    assert household_sheets.open_household(township, first.id, survey.id).visit.result is None
    visits.set_answer(township, survey=survey.id, person=village[2][1][0].person.id,
                      field="job_will", text="是")  # fmt: skip
    page = (first.id, second.id, third.id)
    assert visits.unchanged(township, survey=survey.id, households=page) == 3
    assert visits.unchanged(township, survey=survey.id, households=page) == 0
    assert len(answers(township, survey)) == 5
    assert [one.changed for one in answers(township, survey)].count(True) == 1
    made = list(township.ledger.where(HouseholdVisit, "t.round = ?", [survey.id]))
    assert [one.result for one in made] == ["完成"] * 3
    for wrong in ({}, {"person": head.person.id, "household": first.id}):
        with pytest.raises(Refused):
            visits.unchanged(township, survey=survey.id, **wrong)


def test_who_has_died_is_not_asked(township, village, survey):
    household, (_, wife) = village[0]
    person_operations.die(township, person=wife.person.id, reason="病故")
    assert visits.unchanged(township, survey=survey.id, household=household.id) == 1
    assert household_sheets.open_household(township, household.id, survey.id).visit.result == "完成"


def test_what_came_of_a_visit(township, village, survey):
    household = village[0][0].id
    made = visits.set_visit(township, survey=survey.id, household=household, result="wr",
                            method="电话", respondent="彭氏", respondent_relation="2",
                            note="晚上再来")  # fmt: skip
    assert (made.result, made.method, made.respondent_relation) == ("无人", "电话", "配偶")
    again = visits.set_visit(township, survey=survey.id, household=household, result="完成")
    assert (again.id, again.result, again.method) == (made.id, "完成", "电话")
    with pytest.raises(Refused):
        visits.set_visit(township, survey=survey.id, household="nowhere", result="完成")


def test_progress_is_told_by_village_and_group(township, village, survey):
    def counts():
        found = round_progress.progress(township, survey.id)
        return {c.group: (c.households, c.visited, c.done, c.persons, c.answered, c.changed)
                for c in found}  # fmt: skip

    assert counts() == {"1组": (2, 0, 0, 3, 0, 0), "2组": (1, 0, 0, 2, 0, 0)}
    visits.unchanged(township, survey=survey.id, household=village[1][0].id)
    visits.set_answer(township, survey=survey.id, person=village[2][1][0].person.id,
                      field="job_will", text="是")  # fmt: skip
    assert counts() == {"1组": (2, 1, 1, 3, 1, 0), "2组": (1, 1, 0, 2, 1, 1)}
    household_operations.set_status(
        township, household=village[1][0].id, status="销户", reason="全家迁走"
    )
    assert counts()["1组"][0] == 1


def test_keying_within_a_round_marks_the_person_changed(township, village, survey):
    _, (head, _) = village[0]
    entry.set_cell(township, entity="person", record=head.person.id, field="employment_status",
                   text="转移就业", survey=survey.id)  # fmt: skip
    (made,) = answers(township, survey)
    assert (made.changed, made.employment_status, made.present) == (True, "转移就业", "在家")
    spell = spells.start_job(township, person=head.person.id, work_place="深圳", survey=survey.id)
    (made,) = answers(township, survey)
    assert made.spell == spell.id
    entry.set_cell(township, entity="household", record=village[1][0].id, field="phone",
                   text="13800000009", survey=survey.id)  # fmt: skip
    assert household_sheets.open_household(township, village[1][0].id, survey.id).visit


def test_the_differences_are_just_those_that_were_made(township, village, survey):
    (first, (head, wife)), (second, (stone,)), (third, (four, five)) = village
    entry.set_cell(township, entity="person", record=head.person.id, field="education",
                   text="cz", survey=survey.id)  # fmt: skip
    visits.set_answer(township, survey=survey.id, person=wife.person.id, field="present", text="3")
    entry.set_cell(township, entity="person", record=stone.person.id, field="phone", text="138",
                   survey=survey.id)  # fmt: skip
    born = entry.add_member(township, household=second.id, name="石小", relation="ez")
    key(township, born.person, education="小学")
    spells.set_tag(township, tag="低保", person=four.person.id)
    rows.remove_member(township, membership=five.membership.id, reason="录错")
    entry.set_cell(township, entity="person", record=four.person.id, field="phone",
                   text="13800000001", survey=survey.id)  # fmt: skip
    key(township, four.person, phone="")
    visits.unchanged(township, survey=survey.id, households=(first.id, second.id, third.id))
    assert sorted(told(township, survey)) == sorted([
        ("修改", "田大山", "文化程度", "", "初中"),
        ("修改", "彭氏", "在家/外出", "在家", "外出半年以上"),
        ("修改", "石三", "联系电话", "", "138"),
        ("新增", "石小", "人员", "", ""),
        ("新增", "向四", "特殊人群标识", "", ""),
        ("删除", "向五", "人员", "", ""),
        ("删除", "向五", "户关系", "", ""),
    ])  # fmt: skip
    homes = {d.name: d.household for d in round_progress.differences(township, survey.id)}
    assert homes["田大山"] == first.id


def test_whoever_was_asked_twice_is_told_of_once_by_the_latest_answer(township, village, survey):
    household, (head, other) = village[0]
    for person, text in ((head, "3"), (other, "3")):
        visits.set_answer(township, survey=survey.id, person=person.person.id, field="present",
                          text=text)  # fmt: skip
    revisits.visit_again(township, survey=survey.id, household=household.id)
    assert len(told(township, survey)) == 2
    visits.set_answer(
        township, survey=survey.id, person=head.person.id, field="present", text="在家"
    )
    assert told(township, survey) == [
        ("修改", other.person.name, "在家/外出", "在家", "外出半年以上")
    ]


def test_giving_up_while_many_are_marked_marks_nobody(township, village, survey):
    def give_up(done, _total):
        if done == 2:
            raise Cancelled

    homes = tuple(household.id for household, _ in village)
    with pytest.raises(Cancelled):
        visits.unchanged(township, survey=survey.id, households=homes, progress=give_up)
    assert answers(township, survey) == []


def test_an_archived_round_changes_only_by_a_correction_with_its_reason(township, village, survey):
    household, (head, _) = village[0]
    visits.unchanged(township, survey=survey.id, household=household.id)
    made = next(one for one in answers(township, survey) if one.person == head.person.id)
    cell = {"entity": "survey_answer", "record": made.id, "field": "present", "text": "3"}
    with pytest.raises(Refused, match="已归档轮次"):
        archive.correct(township, **cell, reason="当时记错")
    archive.archive(township, survey=survey.id)
    before = alive(township)
    person = head.person.id
    for refused in (
        lambda: entry.set_cell(township, **cell),
        lambda: visits.set_answer(township, survey=survey.id, person=person, field="present",
                                  text="3"),
        lambda: visits.unchanged(township, survey=survey.id, person=person),
        lambda: visits.set_visit(township, survey=survey.id, household=household.id,
                                 result="无人"),
        lambda: entry.set_cell(township, entity="person", record=person, field="phone",
                               text="13800000001", survey=survey.id),
        lambda: archive.archive(township, survey=survey.id),
        lambda: archive.correct(township, **cell, reason=" "),
    ):  # fmt: skip
        with pytest.raises(Refused):
            refused()
    assert alive(township) == before
    assert archive.correct(township, **cell, reason="当时记错").shown == "外出半年以上"
    key(township, head.person, education="cz")
    assert township.ledger.get(Person, person).education == "初中"
    assert "文化程度" not in {line[2] for line in told(township, survey)}


def test_an_answer_is_checked_as_soon_as_it_is_keyed(township, village, survey):
    visits.unchanged(township, survey=survey.id, households=tuple(h.id for h, _ in village))
    found = set(checks.listed(township))
    checks.check_all(township)
    assert set(checks.listed(township)) == found
    assert people.family(township, village[0][0].id).members[0].answer.round == survey.id
