"""A printed list stays as it was printed, and what is keyed in from it lands on the right line."""

from datetime import date

import pytest

from desktop.domain.errors import Refused
from desktop.services import (
    check_entry,
    check_lists,
    entry,
    people,
    person_operations,
    rounds,
    undo,
    visits,
)
from tests.services.homes import VILLAGE, home


@pytest.fixture
def survey(township):
    return rounds.add(township, name="二季度", reference_date=date(2026, 6, 30)).id


@pytest.fixture
def village(township):
    return people.village_of(township, VILLAGE)


@pytest.fixture
def printed(township, survey, village):
    """Two households of group 1 and one of group 2, on a printed list."""
    homes = [
        home(township, "田大山", "彭氏"),
        home(township, "石三"),
        home(township, "向四", "向五", group="2组"),
    ]
    check_lists.freeze(township, survey=survey, village=VILLAGE)
    return homes


def names(session, survey, village, page=1):
    found = check_lists.page(session, survey=survey, village=village, number=page)
    return {row.number: row.member.person.name for row in found.rows if row.member}


def blank(session, survey, village, number, page=1):
    found = check_lists.page(session, survey=survey, village=village, number=page)
    return found.row(number)


def test_a_group_begins_a_page_and_each_household_has_two_blank_lines(
    township, survey, village, printed
):
    assert names(township, survey, village) == {1: "田大山", 2: "彭氏", 5: "石三"}
    assert names(township, survey, village, 2) == {1: "向四", 2: "向五"}
    first = check_lists.page(township, survey=survey, village=village, number=1)
    assert [row.number for row in first.rows if row.is_blank] == [3, 4, 6, 7]
    assert [row.number for row in first.rows if row.is_first] == [1, 5]


def test_newcomers_shift_nobody(township, survey, village, printed):
    before = names(township, survey, village)
    entry.add_member(township, household=printed[0][0].id, name="田小山")
    home(township, "吴七")
    assert names(township, survey, village) == before
    pages = check_lists.freeze(township, survey=survey, village=VILLAGE)
    assert names(township, survey, village) == before | {3: "田小山"}
    assert names(township, survey, village, 3) == {1: "吴七"}
    assert [one.households for one in pages] == [2, 1, 1]
    position = township.ledger.position
    assert check_lists.freeze(township, survey=survey, village=VILLAGE) == pages
    assert township.ledger.position == position


def test_more_newcomers_than_blank_lines_stand_on_a_later_page(township, survey, village, printed):
    for name in ("甲", "乙", "丙"):
        entry.add_member(township, household=printed[1][0].id, name=name)
    check_lists.freeze(township, survey=survey, village=VILLAGE)
    assert names(township, survey, village) == {
        1: "田大山", 2: "彭氏", 5: "石三", 6: "甲", 7: "乙"
    }  # fmt: skip
    assert names(township, survey, village, 3) == {1: "丙"}


def test_who_has_died_keeps_the_line_and_is_not_asked(township, survey, village, printed):
    wife = printed[0][1][1]
    person_operations.die(township, person=wife.person.id, reason="病故")
    row = blank(township, survey, village, 2)
    assert (row.member.person.name, row.note, row.is_blank) == ("彭氏", "死亡", False)


def test_who_has_moved_leaves_the_line_empty_but_not_blank(township, survey, village, printed):
    wife = printed[0][1][1]
    person_operations.move(township, person=wife.person.id, into=printed[1][0].id, reason="投靠")
    row = blank(township, survey, village, 2)
    assert (row.member, row.note, row.is_blank) == (None, "已不在本户", False)


def test_one_call_marks_the_rest_of_a_page(township, survey, village, printed):
    first = printed[0][1][0].person.id
    visits.set_answer(township, survey=survey, person=first, field="job_will", text="是")
    marked = check_entry.rest_unchanged(township, survey=survey, village=village, page=1)
    assert (marked.people, marked.households, marked.skipped) == (2, 2, 0)
    found = check_lists.page(township, survey=survey, village=village, number=1)
    assert [row.state for row in found.rows if row.member] == ["有变化", "无变化", "无变化"]
    assert [one.done for one in check_lists.pages(township, survey=survey, village=village)] == [
        2,
        0,
    ]


def test_a_household_that_was_not_met_is_not_marked(township, survey, village, printed):
    visits.set_visit(township, survey=survey, household=printed[1][0].id, result="无人")
    marked = check_entry.rest_unchanged(township, survey=survey, village=village, page=1)
    assert (marked.people, marked.skipped) == (2, 1)
    assert blank(township, survey, village, 5).state == ""
    again = check_entry.rest_unchanged(township, survey=survey, village=village, page=1)
    assert again.people == 0


def test_a_name_on_a_blank_line_is_a_member_there_until_undone(township, survey, village, printed):
    since = township.ledger.position
    row = blank(township, survey, village, 4)
    made = check_entry.add_member(
        township, survey=survey, slot=row.slot.id, line=row.at, name="田小妹"
    )
    assert names(township, survey, village)[4] == "田小妹"
    assert made.id in {one.person.id for one in people.family(township, row.household.id).members}
    found = check_entry.differences(township, survey=survey, village=village)
    assert ("新增", "田小妹") in {(one.what, one.name) for one in found}
    elsewhere = people.village_of(township, "卧龙村")
    assert not check_entry.differences(township, survey=survey, village=elsewhere)
    for wrong in ({"line": row.at}, {"line": 0}, {"line": 9}, {"line": 2, "name": " "}):
        with pytest.raises(Refused):
            check_entry.add_member(
                township, **{"survey": survey, "slot": row.slot.id, "name": "某人"} | wrong
            )
    undo.undo(township, since=since)
    assert 4 not in names(township, survey, village)
    assert blank(township, survey, village, 4).is_blank


def test_what_is_not_there_is_refused_in_words(township, survey, village, printed):
    with pytest.raises(Refused, match="一共 2 页"):
        check_lists.page(township, survey=survey, village=village, number=9)
    other = people.village_of(township, "卧龙村")
    with pytest.raises(Refused, match="还没有打印"):
        check_lists.page(township, survey=survey, village=other, number=1)
    with pytest.raises(Refused, match="还没有在册的户"):
        check_lists.freeze(township, survey=survey, village="卧龙村")
    with pytest.raises(Refused):
        check_lists.freeze(township, survey=survey, village="")


def test_the_list_of_another_round_is_laid_out_anew(township, survey, village, printed):
    later = rounds.add(township, name="三季度", reference_date=date(2026, 9, 30)).id
    assert check_lists.pages(township, survey=later, village=village) == []
    entry.add_member(township, household=printed[0][0].id, name="田小山")
    check_lists.freeze(township, survey=later, village=VILLAGE)
    assert names(township, later, village)[3] == "田小山"
    assert 3 not in names(township, survey, village)
