"""A household is accepted, or returned with remarks at its cells."""

from datetime import date

import pytest

from desktop.domain.entities import HouseholdVisit
from desktop.domain.errors import Refused
from desktop.services import entry, reviewing, rounds, undo, visits
from tests.services.homes import home, key


@pytest.fixture
def survey(township):
    return rounds.add(township, name="二季度", reference_date=date(2026, 6, 30)).id


@pytest.fixture
def visited(township, survey):
    household, members = home(township, "田大山", "彭氏")
    visits.set_visit(township, survey=survey, household=household.id, result="完成")
    return household, members


def visit(session):
    (found,) = session.ledger.where(HouseholdVisit)
    return found


def remark(session, survey, household, record, field="education", text="请核实"):
    return reviewing.comment(
        session, survey=survey, household=household.id, entity=record.entity_name,
        record=record.id, field=field, text=text,
    )  # fmt: skip


def test_a_returned_household_says_why_and_is_listed(township, survey, visited):
    household, (head, _) = visited
    remark(township, survey, household, head.person)
    reviewing.send_back(township, survey=survey, household=household.id)
    assert (visit(township).state, visit(township).returned) == ("退回", "请核实")
    assert reviewing.returned(township, survey) == {household.id: "请核实"}


def test_a_return_without_a_reason_is_refused(township, survey, visited):
    with pytest.raises(Refused, match="原因"):
        reviewing.send_back(township, survey=survey, household=visited[0].id)


def test_a_remark_keeps_what_the_cell_showed(township, survey, visited):
    household, (head, _) = visited
    key(township, head.person, education="初中")
    made = remark(township, survey, household, head.person)
    key(township, head.person, education="高中")
    assert (made.said, made.comment) == ("初中", "请核实")


def test_a_remark_is_replaced_and_taken_back(township, survey, visited):
    household, (head, _) = visited
    remark(township, survey, household, head.person)
    remark(township, survey, household, head.person, text="再问一次")
    (one,) = reviewing.comments(township, survey, household.id)
    assert one.comment == "再问一次"
    assert remark(township, survey, household, head.person, text=" ") is None
    assert reviewing.comments(township, survey, household.id) == []


def test_a_cell_of_another_household_is_refused(township, survey, visited):
    _, members = home(township, "石三")
    with pytest.raises(Refused):
        remark(township, survey, visited[0], members[0].person)


def test_accepting_settles_the_remarks_and_clears_the_return(township, survey, visited):
    household, (head, _) = visited
    remark(township, survey, household, head.person)
    reviewing.send_back(township, survey=survey, household=household.id)
    reviewing.accept(township, survey=survey, household=household.id)
    assert (visit(township).state, visit(township).returned) == ("乡审", None)
    assert reviewing.comments(township, survey, household.id) == []
    assert reviewing.returned(township, survey) == {}


def test_what_was_mended_is_looked_through_again(township, survey, visited):
    household = visited[0].id
    with pytest.raises(Refused, match="没有被退回"):
        reviewing.mended(township, survey=survey, household=household)
    reviewing.send_back(township, survey=survey, household=household, reason="电话打不通")
    reviewing.mended(township, survey=survey, household=household)
    assert (visit(township).state, visit(township).returned) == ("草稿", None)


def test_a_household_that_nobody_visited_cannot_be_looked_through(township, survey):
    household = entry.add_household(township, village="桃兴村", group="1组")
    with pytest.raises(Refused, match="还没有访问"):
        reviewing.accept(township, survey=survey, household=household.id)


def test_undo_takes_a_return_back(township, survey, visited):
    since = township.ledger.position
    reviewing.send_back(township, survey=survey, household=visited[0].id, reason="少一个人")
    assert undo.undo(township, since=since).label == "退回"
    assert reviewing.returned(township, survey) == {}
