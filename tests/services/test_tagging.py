"""The groups of a person, keyed in as one cell."""

import pytest

from desktop.domain.entities import Tag
from desktop.services import tagging, undo
from tests.services.homes import home


@pytest.fixture
def person(township):
    return home(township, "田大山")[1][0].person.id


def keys(session, person):
    return sorted(tag.tag for tag in tagging.holding(session, person) if tag.tag)


def test_groups_are_read_by_name_number_and_initials(township, person):
    assert tagging.list_tags(township, person=person, text="低保、cj") == ("低保", "残疾")
    assert keys(township, person) == ["低保", "残疾"]


def test_what_names_no_group_is_kept_as_typed_until_it_is_mended(township, person):
    tagging.list_tags(township, person=person, text="低保、不知道")
    unread = [tag.unread for tag in tagging.holding(township, person) if tag.unread]
    assert unread == [{"tag": "不知道"}]
    tagging.list_tags(township, person=person, text="低保、残疾")
    assert not [tag for tag in tagging.holding(township, person) if tag.unread]


def test_a_group_left_out_has_ended_and_is_kept_in_the_history(township, person):
    tagging.list_tags(township, person=person, text="低保、残疾")
    tagging.list_tags(township, person=person, text="残疾")
    assert keys(township, person) == ["残疾"]
    ended = [tag for tag in township.ledger.where(Tag) if tag.end]
    assert [(tag.tag, tag.end_reason) for tag in ended] == [("低保", "本轮核实不再是")]


def test_one_undo_gives_all_back(township, person):
    since = township.ledger.position
    tagging.list_tags(township, person=person, text="低保、残疾")
    tagging.list_tags(township, person=person, text="")
    undo.undo(township, since=since)
    assert keys(township, person) == ["低保", "残疾"]


def test_the_same_text_again_changes_nothing(township, person):
    tagging.list_tags(township, person=person, text="低保、不知道")
    before = township.ledger.position
    tagging.list_tags(township, person=person, text="低保、不知道")
    assert township.ledger.position == before
