"""One value for many people: seen before it is done, one act, taken back by one key."""

from datetime import date

import pytest

from desktop.domain.errors import Refused
from desktop.services import batch_edits, beginning, rounds, undo, visits
from desktop.services.answering import answers_in
from tests.services.homes import home, key
from tests.services.test_undo import alive


@pytest.fixture
def people(township):
    """Three people; the first has 初中, the second something unreadable."""
    _, members = home(township, "田大山", "彭氏", "田小山")
    key(township, members[0].person, education="初中")
    key(township, members[1].person, education="读过一点")
    return tuple(member.person.id for member in members)


def seen(session, people, field, text):
    found = batch_edits.preview(session, people=people, field=field, text=text)
    return [(edit.name, edit.old, edit.new, edit.why_not) for edit in found]


def test_the_preview_shows_old_and_new_and_stores_nothing(township, people):
    before = alive(township)
    assert seen(township, people, "person.education", "chuzhong") == [
        ("田大山", "初中", "初中", "已经是这个内容"),
        ("彭氏", "读过一点", "初中", ""),
        ("田小山", "", "初中", ""),
    ]
    assert alive(township) == before


def test_it_is_one_act_that_one_undo_takes_back(township, people):
    before, since = alive(township), township.ledger.position
    done = batch_edits.set_many(township, people=people, field="person.education", text="初中")
    assert (done, township.ledger.position) == (2, since + 1)
    old = [line[1] for line in seen(township, people, "person.education", "小学")]
    assert old == ["初中"] * 3
    undo.undo(township, since=since)
    assert alive(township) == before


def test_within_a_round_the_changed_are_answered_as_changed(township, people):
    survey = rounds.add(township, name="二季度", reference_date=date(2026, 6, 30)).id
    batch_edits.set_many(township, people=people, field="person.education", text="初中")
    answers = answers_in(township.ledger, survey, people)
    assert {person for person, one in answers.items() if one.changed} == set(people[1:])


def test_jobs_and_answers_are_set_where_there_are_any(township, people):
    survey = rounds.add(township, name="二季度", reference_date=date(2026, 6, 30)).id
    beginning.begin_cell(township, entity="employment_spell", person=people[0], field="employer",
                         text="某电子厂")  # fmt: skip
    visits.set_answer(township, survey=survey, person=people[1], field="job_will", text="是")
    assert [line[3] for line in seen(township, people, "employment_spell.employer", "新厂")] == [
        "", "没有在业的就业经历", "没有在业的就业经历"
    ]  # fmt: skip
    assert [line[3] for line in seen(township, people, "survey_answer.train_will", "无意向")] == [
        "本轮还没有调查", "", "本轮还没有调查"
    ]  # fmt: skip
    assert batch_edits.set_many(
        township, people=people, field="employment_spell.employer", text="新厂"
    ) == 1  # fmt: skip


def test_an_empty_text_empties_the_field(township, people):
    batch_edits.set_many(township, people=people, field="person.education", text=" ")
    assert [line[1] for line in seen(township, people, "person.education", "初中")] == ["", "", ""]


def test_what_would_spoil_many_records_is_refused(township, people):
    for field, text, told in (
        ("person.id_no", "43313019750302001X", "不能批量"),
        ("person.name", "某人", "不能批量"),
        ("person.nothing", "1", "不能批量"),
        ("person.education", "读过一点", "不能填到文化程度"),
    ):
        with pytest.raises(Refused, match=told):
            batch_edits.set_many(township, people=people, field=field, text=text)
    with pytest.raises(Refused, match="先选中"):
        batch_edits.preview(township, people=(), field="person.education", text="初中")


def test_nothing_that_tells_one_person_from_another_is_offered(township):
    offered = {field.path for field in batch_edits.fields(township)}
    assert {"person.education", "employment_spell.employer", "survey_answer.job_will"} <= offered
    assert not offered & {"person.name", "person.id_no", "person.phone", "person.birth"}
