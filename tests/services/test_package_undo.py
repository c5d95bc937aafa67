"""Taking back what packages brought, all of it or nothing of what changed since."""

import pytest

from desktop.domain.entities import Person
from desktop.domain.errors import Refused
from desktop.services import package_undo, packages
from desktop.storage import mail
from desktop.storage.mail import IN, State
from tests.services.offices import (
    COUNTY,
    TOWNSHIP,
    carry,
    dump,
    edit,
    introduce,
    office,
    populate,
)


@pytest.fixture
def two(tmp_path):
    """A township with people that has sent twice, and its county."""
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    people = populate(township, 30)
    stick = tmp_path / "stick"
    carry(township, county, stick)
    edit(township, people[0].id, phone="13900001111")
    with township.ledger.act("test.add", "新增") as writer:
        born = writer.insert(Person(name="彭水生"))
    carry(township, county, stick)
    yield township, county, people, born, stick
    township.close()
    county.close()


def received(session):
    return mail.parcels(session.ledger.data, "direction = ? AND kind <> 'receipt'", [IN])


def phone(session, person):
    return session.ledger.get(Person, person).phone


def test_the_last_package_is_taken_back_and_counted(two):
    _, county, people, born, _ = two
    before = phone(two[0], people[1].id)
    done = package_undo.undo_package(county)
    assert (done.before.persons, done.after.persons) == (31, 30)
    assert done.before.households == done.after.households
    assert phone(county, people[0].id) == people[0].phone
    assert phone(county, people[1].id) == before
    assert county.ledger.get(Person, born.id).deleted
    assert [parcel.state for parcel in received(county)] == [State.MERGED, State.UNDONE]


def test_several_packages_are_taken_back_in_one_act(two):
    _, county, _, _, _ = two
    position = county.ledger.position
    names = tuple(parcel.id for parcel in received(county))
    done = package_undo.undo_package(county, package=names)
    assert done.after.persons == 0
    assert county.ledger.position == position + 1


def test_what_was_changed_since_stays_and_is_listed(two):
    _, county, people, _, _ = two
    edit(county, people[0].id, phone="13900002222")
    done = package_undo.undo_package(county)
    assert phone(county, people[0].id) == "13900002222"
    assert done.left == (("person", people[0].id, "phone"),)


def test_the_same_file_does_not_bring_it_back_but_restoring_does(two):
    township, county, _, born, stick = two
    full = dump(county)
    package_undo.undo_package(county)
    again = packages.send(township, to="龙山县", folder=stick, full=True)
    assert packages.receive(county, files=[again.file])[0].applied == {}
    assert county.ledger.get(Person, born.id).deleted
    package_undo.restore_package(county)
    assert dump(county) == full
    assert [parcel.state for parcel in received(county)][:2] == [State.MERGED] * 2


def test_the_sender_hears_of_it(two):
    township, county, people, born, stick = two
    package_undo.undo_package(county)
    carry(county, township, stick)
    assert phone(township, people[0].id) == people[0].phone
    assert township.ledger.get(Person, born.id) is not None


def test_nothing_to_take_back_is_refused(two):
    township, county, _, _, _ = two
    with pytest.raises(Refused, match="没有可撤销"):
        package_undo.undo_package(township)
    with pytest.raises(Refused, match="没有可恢复"):
        package_undo.restore_package(county)
    with pytest.raises(Refused, match="编号"):
        package_undo.undo_package(county, package=("nowhere",))
