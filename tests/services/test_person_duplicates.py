"""People keyed in twice, and making them one after one yes."""

import pytest

from desktop.domain.entities import Person
from desktop.domain.errors import Refused
from desktop.domain.id_number import check_digit
from desktop.services import person_duplicates
from tests.services.homes import home, key
from tests.services.offices import TOWNSHIP, office


@pytest.fixture
def township(tmp_path):
    session = office(tmp_path, TOWNSHIP)
    yield session
    session.close()


def member(session, name, number, village="桃兴村"):
    _, members = home(session, name, village=village)
    key(session, members[0].person, id_no=number)


def number(n):
    head = f"43313019900101{n:03d}"
    return head + check_digit(head)


def test_the_same_number_name_and_village_is_plain_and_others_are_not(township):
    member(township, "田生花", number(2))
    member(township, "田生花", number(2))
    member(township, "向水生", number(3))
    member(township, "向水声", number(3))
    first, second = (village.name for village in _villages(township)[:2])
    member(township, "彭开山", number(5), first)
    member(township, "彭开山", number(5), second)
    member(township, "只一回", number(7))
    found = person_duplicates.listed(township)
    assert [(one.names[0], one.plain) for one in found] == [
        ("田生花", True), ("向水生", False), ("彭开山", False)]  # fmt: skip


def test_one_yes_merges_the_plain_ones_in_one_act(township):
    for n, name in ((2, "田生花"), (3, "向水生")):
        member(township, name, number(n))
        member(township, name, number(n))
    before = township.ledger.position
    assert person_duplicates.merge_all(township, confirmed=2) == 2
    assert township.ledger.position == before + 1
    assert person_duplicates.listed(township) == []
    assert sorted(one.name for one in township.ledger.where(Person)) == ["向水生", "田生花"]


def test_another_number_than_was_shown_merges_nothing(township):
    member(township, "田生花", number(2))
    member(township, "田生花", number(2))
    with pytest.raises(Refused, match="现在可直接合并的是1人"):
        person_duplicates.merge_all(township, confirmed=2)
    assert len(person_duplicates.listed(township)) == 1


def _villages(session):
    return session.ledger.book.places.villages(session.ledger.fact("area"))
