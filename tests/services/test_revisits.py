"""Two visits to one household in a round are both kept, and compared."""

from datetime import date

import pytest

from desktop.domain.errors import Refused
from desktop.services import revisits, rounds, visits
from tests.services.homes import home


@pytest.fixture
def survey(township):
    return rounds.add(township, name="二季度", reference_date=date(2026, 6, 30)).id


@pytest.fixture
def visited(township, survey):
    household, members = home(township, "田大山", "彭氏")
    for member in members:
        visits.set_answer(township, survey=survey, person=member.person.id,
                          field="present", text="在家")  # fmt: skip
    visits.say(township, survey=survey, household=household.id, field="result", text="完成")
    return household.id, members


def told(session, survey, household):
    found = revisits.compare(session, survey, household)
    return {(line.who, line.label): line.texts for line in found.lines if line.differs}


def test_the_second_visit_starts_from_the_first_which_stays(township, survey, visited):
    household, (head, _) = visited
    revisits.visit_again(township, survey=survey, household=household)
    visits.set_answer(township, survey=survey, person=head.person.id, field="present",
                      text="外出半年以上")  # fmt: skip
    visits.say(township, survey=survey, household=household, field="method", text="电话")
    assert told(township, survey, household) == {
        ("", "调查方式"): ("", "电话"),
        ("", "入户结果"): ("完成", ""),
        ("田大山", "在家/外出"): ("在家", "外出半年以上"),
    }


def test_what_both_visits_say_alike_is_listed_too(township, survey, visited):
    household, _ = visited
    revisits.visit_again(township, survey=survey, household=household)
    lines = {(line.who, line.label): line.texts
             for line in revisits.compare(township, survey, household).lines}  # fmt: skip
    assert lines["彭氏", "在家/外出"] == ("在家", "在家")


def test_there_is_no_second_visit_without_a_first(township, survey):
    household, _ = home(township, "石三")
    with pytest.raises(Refused, match="还没有访问"):
        revisits.visit_again(township, survey=survey, household=household.id)


def test_what_cannot_be_read_about_a_visit_is_kept(township, survey, visited):
    cell = visits.say(township, survey=survey, household=visited[0], field="result", text="乱写")
    assert (cell.value, cell.unread) == (None, "乱写")
