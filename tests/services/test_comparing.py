"""What the cells of a household said before a round."""

from datetime import date

import pytest

from desktop.domain.partial_date import PartialDate
from desktop.services import comparing, people, rounds, spells, tagging, visits
from tests.services.homes import home, key


@pytest.fixture
def family(township):
    """A household as the last round left it."""
    last = rounds.add(township, name="一季度", reference_date=date(2026, 3, 31))
    household, (head, wife) = home(township, "田大山", "彭氏")
    key(township, head.person, education="初中", phone="13912345678")
    spells.start_job(township, person=head.person.id, start=PartialDate(2024), employer="某电子厂")
    tagging.list_tags(township, person=wife.person.id, text="低保")
    visits.set_answer(township, survey=last.id, person=head.person.id, field="present", text="在家")
    return household.id, head, wife


@pytest.fixture
def survey(township, family):
    return rounds.add(township, name="二季度", reference_date=date(2026, 6, 30)).id


def told(session, survey, household):
    return comparing.before_round(session, survey, people.family(session, household))


def test_nothing_is_told_before_anything_changes(township, family, survey):
    assert told(township, survey, family[0]) == {}


def test_a_changed_cell_tells_what_it_said(township, family, survey):
    household, head, wife = family
    key(township, head.person, education="高中", phone="139")
    key(township, wife.person, name="彭小妹")
    assert told(township, survey, household) == {
        (head.person.id, "education"): "初中",
        (head.person.id, "phone"): "13912345678",
        (wife.person.id, "name"): "彭氏",
    }


def test_what_is_set_back_is_no_difference(township, family, survey):
    household, head, _ = family
    key(township, head.person, education="高中")
    key(township, head.person, education="初中")
    assert told(township, survey, household) == {}


def test_an_unread_text_that_was_mended_is_what_was_said(township, family):
    household, head, _ = family
    key(township, head.person, education="初小")
    survey = rounds.add(township, name="三季度", reference_date=date(2026, 6, 30)).id
    key(township, head.person, education="小学")
    assert told(township, survey, household) == {(head.person.id, "education"): "初小"}


def test_an_unread_text_in_an_empty_cell_is_a_difference(township, family, survey):
    household, _, wife = family
    key(township, wife.person, education="初小")
    assert told(township, survey, household) == {(wife.person.id, "education"): ""}


def test_a_new_job_stands_beside_the_one_it_ended(township, family, survey):
    household, head, _ = family
    made = spells.start_job(township, person=head.person.id, start=PartialDate(2026, 5),
                            employer="某鞋厂")  # fmt: skip
    found = told(township, survey, household)
    assert found[made.id, "employer"] == "某电子厂"
    assert found[made.id, "start"] == "2024"


def test_a_group_that_ended_or_came_is_told_at_the_person(township, family, survey):
    household, head, wife = family
    tagging.list_tags(township, person=wife.person.id, text="")
    tagging.list_tags(township, person=head.person.id, text="残疾")
    found = told(township, survey, household)
    assert (found[wife.person.id, "tag"], found[head.person.id, "tag"]) == ("低保", "")


def test_an_answer_unlike_the_last_is_told(township, family, survey):
    household, head, _ = family
    visits.set_answer(township, survey=survey, person=head.person.id, field="present", text="2")
    answer = people.family(township, household).members[0].answer
    assert told(township, survey, household) == {(answer.id, "present"): "在家"}
