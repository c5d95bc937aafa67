"""Setting up the office below by one file."""

import pytest

from desktop.domain.entities import Person
from desktop.domain.errors import AppError, Refused
from desktop.envelope.age import NotForUs
from desktop.envelope.invitation import BadInvitation
from desktop.envelope.short_code import BadShortCode
from desktop.services import joining, ledgers, partners
from tests.services.offices import COUNTY, PASSPHRASE, TOWNSHIP, around, office, populate

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
