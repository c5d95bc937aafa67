"""After a merge both sides see whether they hold the same of each household."""

import pytest

from desktop.domain.entities import Membership, Person
from desktop.services import packages, reconciling
from tests.services.offices import (
    COUNTY,
    TOWNSHIP,
    carry,
    edit,
    introduce,
    office,
    populate,
)


@pytest.fixture
def two(tmp_path):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    people = populate(township, 40)
    yield township, county, people, tmp_path / "stick"
    township.close()
    county.close()


def lines(received):
    return [line for line in received.report if line.startswith("核对")]


def damage(session, person):
    """What only a fault of the program or the disk could do: no change tells of it."""
    with session.ledger.data.transaction():
        session.ledger.data.run("UPDATE person SET remark = 'x' WHERE id = ?", [person])


def test_what_is_alike_is_not_spoken_of(two):
    township, county, people, stick = two
    assert lines(carry(township, county, stick)) == []
    edit(township, people[0].id, phone="13900001111")
    edit(county, people[1].id, phone="13900002222")
    assert lines(carry(township, county, stick)) == []
    assert lines(carry(county, township, stick)) == []


def test_a_household_that_differs_is_named_with_its_village(two):
    township, county, people, stick = two
    carry(township, county, stick)
    damage(county, people[0].id)
    (membership,) = county.ledger.where(Membership, "t.person = ?", [people[0].id])
    sent = packages.send(township, to="龙山县", folder=stick, full=True)
    (line,) = lines(packages.receive(county, files=[sent.file])[0])
    assert "有1户" in line
    (found,) = reconciling.differences(county, package=sent.header.package_id)
    assert found.household == membership.household
    assert found.village
    assert found.village in line
    assert found.theirs == found.here


def test_an_increment_speaks_of_what_it_is_about(two):
    township, county, people, stick = two
    carry(township, county, stick)
    damage(county, people[0].id)
    edit(township, people[0].id, phone="13900001111")
    assert len(lines(carry(township, county, stick))) == 1


def test_what_was_changed_here_and_is_not_known_there_is_no_difference(two):
    township, county, people, stick = two
    carry(township, county, stick)
    edit(county, people[0].id, phone="13900002222")
    edit(township, people[0].id, remark="在家")
    assert lines(carry(township, county, stick)) == []


def test_once_they_know_it_a_difference_counts_again(two):
    township, county, people, stick = two
    carry(township, county, stick)
    edit(county, people[0].id, phone="13900002222")
    carry(county, township, stick)
    damage(county, people[0].id)
    edit(township, people[0].id, skill_text="厨师")
    assert len(lines(carry(township, county, stick))) == 1


def test_an_old_package_says_how_it_was_then(two):
    township, county, people, stick = two
    first = packages.send(township, to="龙山县", folder=stick)
    edit(township, people[0].id, phone="13900001111")
    second = packages.send(township, to="龙山县", folder=stick)
    packages.receive(county, files=[second.file])
    assert lines(packages.receive(county, files=[first.file])[0]) == []


def test_a_text_that_could_not_be_read_counts_whatever_the_order_of_typing(two):
    township, county, people, stick = two
    carry(township, county, stick)
    with county.ledger.act("test.edit", "修改") as writer:
        writer.update(county.ledger.get(Person, people[1].id), {}, unread={"id_no": "缺"})
    edit(township, people[1].id, remark="在家")
    carry(county, township, stick)
    with township.ledger.act("test.edit", "修改") as writer:
        held = township.ledger.get(Person, people[1].id)
        writer.update(held, {"phone": None}, unread={"phone": "空号"})
    assert lines(carry(township, county, stick)) == []
