"""Which ledgers of an office were heard, which were replaced, which are believed no more."""

import pytest

from desktop.domain.entities import Person
from desktop.services import devices, joining, packages, partners
from desktop.services.devices import Standing
from tests.services.offices import COUNTY, PASSPHRASE, around, edit, office, populate

AREA = "433130110"


def join(folder, given):
    folder.mkdir()
    return joining.join(
        folder / "joined", file=given.file, code=given.code, passphrase=PASSPHRASE,
        around=around(folder),
    ).session  # fmt: skip


def send(sender, receiver, stick):
    sent = packages.send(sender, to=receiver.ledger.fact("office"), folder=stick)
    return packages.receive(receiver, files=list(sent.files), receipts_to=stick)[0]


@pytest.fixture
def replaced(tmp_path):
    """A township whose PC was lost and set up anew by a second invitation."""
    county = office(tmp_path, COUNTY)
    populate(county, 12)
    given = joining.invite(county, area=AREA, office="石牌镇人社所", file=tmp_path / "一.ldi")
    old = join(tmp_path / "old", given)
    assert send(old, county, tmp_path / "s1").refused is None
    again = joining.invite(
        county, area=AREA, office="石牌镇人社所", file=tmp_path / "二.ldi",
        replaces=given.offer.office_id,
    )  # fmt: skip
    new = join(tmp_path / "new", again)
    assert send(new, county, tmp_path / "s2").refused is None
    yield county, old, new, tmp_path
    for session in (county, old, new):
        session.close()


def standings(session):
    return {one.device: one.standing for one in devices.listed(session)}


def test_the_old_device_is_shown_as_replaced_and_the_new_one_in_use(replaced):
    county, old, new, _ = replaced
    assert standings(county) == {
        county.ledger.device: Standing.HERE,
        old.ledger.device: Standing.REPLACED,
        new.ledger.device: Standing.IN_USE,
    }
    assert {one.office_name for one in devices.listed(county)} == {"龙山县人社局", "石牌镇人社所"}


def test_what_the_lost_device_knew_comes_back_and_both_go_on_alike(replaced):
    county, _, new, folder = replaced
    person = next(new.ledger.where(Person)).id
    edit(new, person, phone="13900001111")
    assert send(new, county, folder / "s3").refused is None
    edit(county, person, phone="13900002222")
    received = send(county, new, folder / "s4")
    assert received.refused is None
    assert received.parked is None
    assert new.ledger.get(Person, person).phone == "13900002222"
    assert county.ledger.get(Person, person).phone == "13900002222"


def test_nothing_new_can_be_read_by_the_device_that_was_replaced(replaced):
    county, old, _, folder = replaced
    edit(county, next(county.ledger.where(Person)).id, phone="13900003333")
    assert send(county, old, folder / "s5").refused is not None


def test_a_revoked_office_is_shown_and_what_it_sends_refused(replaced):
    county, old, new, folder = replaced
    partners.revoke(county, office="石牌镇人社所")
    assert {standings(county)[one.ledger.device] for one in (old, new)} == {Standing.REVOKED}
    edit(new, next(new.ledger.where(Person)).id, phone="13900004444")
    assert "没有被信任" in send(new, county, folder / "s6").refused
    assert any("不再信任" in line for line in devices.lines(devices.listed(county)))


def test_one_office_can_be_asked_for(replaced):
    county, *_ = replaced
    own = county.ledger.fact("office")
    assert [one.device for one in devices.listed(county, office=own)] == [county.ledger.device]
