"""The first word about a job or an answer makes it, in the same act."""

from datetime import date

import pytest

from desktop.domain.entities import EmploymentSpell, SurveyAnswer
from desktop.domain.errors import Refused
from desktop.services import beginning, rounds, undo
from tests.services.homes import home, key


@pytest.fixture
def person(township):
    _, members = home(township, "田大山")
    return members[0].person.id


def about(session, cls, person):
    return list(session.ledger.where(cls, "t.person = ?", [person]))


def test_a_job_begins_with_any_of_its_cells_and_goes_with_one_undo(township, person):
    since = township.ledger.position
    cell = beginning.begin_cell(
        township, entity="employment_spell", person=person, field="wage", text="4500元"
    )
    (job,) = about(township, EmploymentSpell, person)
    assert (job.kind, job.wage, cell.record) == ("务工", 4500, job.id)
    undo.undo(township, since=since)
    assert about(township, EmploymentSpell, person) == []


def test_what_cannot_be_read_begins_it_all_the_same(township, person):
    beginning.begin_cell(
        township, entity="employment_spell", person=person, field="start", text="前阵子"
    )
    (job,) = about(township, EmploymentSpell, person)
    assert job.unread["start"] == "前阵子"


def test_an_answer_begins_in_its_round(township, person):
    survey = rounds.add(township, name="六月摸排", reference_date=date(2026, 6, 30))
    beginning.begin_cell(
        township, entity="survey_answer", person=person, field="job_will", text="是",
        survey=survey.id,
    )  # fmt: skip
    (answer,) = about(township, SurveyAnswer, person)
    assert (answer.round, answer.job_will, answer.changed) == (survey.id, True, True)


def test_other_records_do_not_begin_by_a_cell(township, person):
    with pytest.raises(Refused):
        beginning.begin_cell(township, entity="tag", person=person, field="source", text="县局")


def test_the_job_of_who_has_a_business_is_one(township):
    _, members = home(township, "田大山")
    who = members[0].person
    key(township, who, employment_status="自主创业")
    beginning.begin_cell(
        township, entity="employment_spell", person=who.id, field="business_name", text="小卖部"
    )
    (job,) = about(township, EmploymentSpell, who.id)
    assert (job.kind, job.business_name) == ("自主创业", "小卖部")
