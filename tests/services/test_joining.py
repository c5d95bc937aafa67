"""Setting up the office below by one file."""

import pytest

from desktop.domain.entities import Person
from desktop.domain.errors import AppError, Refused
from desktop.envelope.age import NotForUs
from desktop.envelope.invitation import BadInvitation
from desktop.envelope.short_code import BadShortCode
from desktop.services import joining, ledgers, packages, partners
from tests.services.offices import COUNTY, PASSPHRASE, TOWNSHIP, around, edit, office, populate

AREA = "433130110"


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """A county that knows a township's people, and the invitation it gave that township."""
    folder = tmp_path_factory.mktemp("county")
    county = office(folder, COUNTY)
    people = populate(county, 40)
    made = joining.invite(county, area=AREA, office="石牌镇人社所", file=folder / "石牌镇.ldi")
    yield county, people, made
    county.close()


def join(folder, given, code=None, file=None):
    return joining.join(
        folder / "joined",
        file=file or given.file,
        code=code or given.code,
        passphrase=PASSPHRASE,
        around=around(folder),
    )


def test_the_file_shows_for_whom_it_is_and_nobody_inside_it(given):
    _, people, made = given
    assert joining.look(made.file) == made.offer
    assert (made.offer.office_name, made.offer.level) == ("石牌镇人社所", "township")
    raw = made.file.read_bytes()
    for person in people[:10]:
        assert person.id_no.encode() not in raw
        assert person.name.encode() not in raw
    assert made.code.replace("-", "").encode() not in raw


def test_joining_makes_the_ledger_with_the_people_and_the_parent(given, tmp_path):
    county, people, made = given
    code = made.code.lower().replace("-", " ")
    session = join(tmp_path, made, code).session
    assert {one.id for one in session.ledger.where(Person)} == {one.id for one in people}
    assert session.ledger.fact("office") == made.offer.office_id
    (parent,) = partners.partners(session)
    assert parent.fingerprint == partners.own_card(county).fingerprint
    ways = ledgers.read_slots(session.ledger.folder)
    assert any(getattr(slot, "office_id", "") == parent.office_id for slot in ways.slots)
    session.close()


def test_a_wrong_code_or_an_edited_file_makes_nothing(given, tmp_path):
    _, _, made = given
    with pytest.raises(BadShortCode, match="10个"):
        join(tmp_path, made, "123")
    with pytest.raises(NotForUs, match="口令不对"):
        join(tmp_path, made, "AAAAA-AAAAA")
    raw = made.file.read_bytes()
    edited = tmp_path / "edited.ldi"
    edited.write_bytes(raw.replace("石牌镇人社所".encode(), "石牌镇人社站".encode(), 1))
    with pytest.raises(BadInvitation, match="改动过"):
        join(tmp_path, made, file=edited)
    for size in (0, 10, 200, len(raw) // 2, len(raw) - 1):
        edited.write_bytes(raw[:size])
        with pytest.raises(AppError):
            join(tmp_path, made, file=edited)
    assert not (tmp_path / "joined").exists()


def test_without_a_snapshot_only_the_lists_go(tmp_path):
    township = office(tmp_path, TOWNSHIP)
    populate(township, 30)
    made = joining.invite(
        township, area="石牌洞社区", office="石牌洞社区", file=tmp_path / "村.ldi", snapshot=False
    )
    village = join(tmp_path, made).session
    assert list(village.ledger.where(Person)) == []
    assert village.ledger.fact("level") == "village"
    township.close()
    village.close()


def test_only_areas_one_level_below_are_offered(given, tmp_path):
    county, _, _ = given
    for area in ("433130110001", COUNTY, "430181127", "没有这个镇"):
        with pytest.raises(Refused, match="下一级"):
            joining.invite(county, area=area, office="某所", file=tmp_path / "x.ldi")
    with pytest.raises(Refused, match="名称"):
        joining.invite(county, area=AREA, office=" ", file=tmp_path / "x.ldi")


def test_what_opens_an_invitation_is_listed_nowhere(given):
    county, _, made = given
    (listed,) = joining.invited(county)
    assert listed["office"] == made.offer.office_id
    assert listed["used_at"] is None
    assert "secret" not in listed


def exchange(sender, receiver, stick):
    stick.mkdir(exist_ok=True)
    sent = packages.send(sender, to=receiver.ledger.fact("office"), folder=stick)
    received = packages.receive(receiver, files=[sent.file], receipts_to=stick)[0]
    if received.receipt:
        packages.receive(sender, files=[received.receipt])
    return sent, received


@pytest.fixture
def pair(tmp_path):
    county = office(tmp_path, COUNTY)
    populate(county, 24)
    made = joining.invite(county, area=AREA, office="石牌镇人社所", file=tmp_path / "发.ldi")
    township = join(tmp_path, made).session
    yield county, township, made, tmp_path / "stick"
    for session in (county, township):
        session.close()


def test_the_first_package_brings_the_new_keys_and_later_ones_do_not(pair):
    county, township, made, stick = pair
    sent, received = exchange(township, county, stick)
    assert received.refused is None
    assert sent.header.card
    assert [card.office_id for card in partners.partners(county)] == [made.offer.office_id]
    assert joining.invited(county)[0]["used_at"]
    person = next(township.ledger.where(Person))
    edit(township, person.id, phone="13900001111")
    sent, _ = exchange(township, county, stick)
    assert sent.header.card == ""


def test_the_parent_sends_the_new_office_only_what_came_since_the_invitation(pair):
    county, township, _, stick = pair
    exchange(township, county, stick)
    person = next(county.ledger.where(Person))
    edit(county, person.id, name="向小改")
    sent, _ = exchange(county, township, stick)
    assert sent.header.kind == "changes"
    assert township.ledger.get(Person, person.id).name == "向小改"


def test_without_the_proof_or_with_a_used_one_a_stranger_stays_a_stranger(pair, tmp_path):
    county, township, made, stick = pair
    honest = township.ledger.fact("joining")
    with township.ledger.transaction():
        township.ledger.put("joining", "0" * 64)
    _, received = exchange(township, county, stick)
    assert "还没有被信任" in received.refused
    with township.ledger.transaction():
        township.ledger.put("joining", honest)
    _, received = exchange(township, county, stick)
    assert received.refused is None
    (tmp_path / "other").mkdir()
    thief = join(tmp_path / "other", made).session
    _, received = exchange(thief, county, tmp_path / "stick2")
    assert "签名" in received.refused
    thief.close()


def test_a_pc_set_up_anew_takes_the_place_of_the_old_one(pair, tmp_path):
    county, township, made, stick = pair
    exchange(township, county, stick)
    people = list(township.ledger.where(Person))
    edit(township, people[0].id, phone="13900001111")
    late = packages.send(township, to=county.ledger.fact("office"), folder=stick)
    again = joining.invite(
        county, area=AREA, office="石牌镇人社所", file=tmp_path / "换机.ldi",
        replaces=made.offer.office_id,
    )  # fmt: skip
    (tmp_path / "new").mkdir()
    fresh = join(tmp_path / "new", again).session
    edit(fresh, people[1].id, phone="13900002222")
    _, received = exchange(fresh, county, tmp_path / "stick2")
    assert received.refused is None
    assert county.ledger.get(Person, people[1].id).phone == "13900002222"
    # What the old one had sent before it was replaced is merged as it stands.
    assert packages.receive(county, files=[late.file])[0].refused is None
    assert county.ledger.get(Person, people[0].id).phone == "13900001111"
    fresh.close()
