"""Cards, trust, and the office's own keys."""

import json
import stat

import pytest

from desktop.domain.errors import Refused
from desktop.envelope import slots
from desktop.services import ledgers, partners
from desktop.storage import history
from tests.services.offices import COUNTY, SECOND, TOWNSHIP, introduce, office


@pytest.fixture
def township(tmp_path):
    with_session = office(tmp_path, TOWNSHIP)
    yield with_session
    with_session.close()


@pytest.fixture
def county(tmp_path):
    with_session = office(tmp_path, COUNTY)
    yield with_session
    with_session.close()


def test_a_partner_is_found_by_id_name_or_part_of_it(tmp_path, township, county):
    introduce(tmp_path, township, county)
    card = partners.own_card(county)
    for text in (card.office_id, "龙山县人社局", " 龙山 "):
        assert partners.find(township, text).office_id == card.office_id


def test_an_unknown_or_ambiguous_partner_is_refused(tmp_path, township, county):
    with pytest.raises(partners.UnknownPartner, match="建立信任"):
        partners.find(township, "龙山县人社局")
    introduce(tmp_path, township, county)
    with pytest.raises(partners.UnknownPartner, match="已信任的有：龙山县人社局"):
        partners.find(township, "永顺县")
    other = office(tmp_path, SECOND)
    introduce(tmp_path, other, county)
    with pytest.raises(partners.UnknownPartner, match="不止一个"):
        partners.find(county, "人社所")
    other.close()


def test_the_parent_gets_a_key_slot_and_the_clerk_is_told(tmp_path, township, county):
    partners.write_card(county, file=tmp_path / "county.ldk")
    trusted = partners.trust(township, file=tmp_path / "county.ldk")
    assert "忘记密码" in trusted.sentence
    assert partners.lines(trusted) == [trusted.sentence]
    ways = ledgers.read_slots(township.ledger.folder)
    identity = partners.own_keys(county.ledger).age_identity
    assert slots.open_parent_slot(ways, identity) == township.ledger.data.key


def test_a_lower_office_gets_no_key_slot(tmp_path, township, county):
    partners.write_card(township, file=tmp_path / "township.ldk")
    assert "忘记密码" not in partners.trust(county, file=tmp_path / "township.ldk").sentence
    assert ledgers.read_slots(county.ledger.folder).parents == ()


def test_our_own_card_is_not_a_partner(tmp_path, township):
    partners.write_card(township, file=tmp_path / "own.ldk")
    with pytest.raises(Refused, match="本单位自己"):
        partners.trust(township, file=tmp_path / "own.ldk")


def test_other_keys_under_a_known_office_need_a_word(tmp_path, township, county):
    introduce(tmp_path, township, county)
    own = partners.own_card(county)
    impostor = office(tmp_path, COUNTY, "冒名单位")
    with impostor.ledger.data.transaction():
        impostor.ledger.put("office", own.office_id)
        impostor.ledger.put("office_name", own.name)
    partners.write_card(impostor, file=tmp_path / "false.ldk")
    with pytest.raises(Refused, match="核对指纹"):
        partners.trust(township, file=tmp_path / "false.ldk")
    assert partners.find(township, own.name).fingerprint == own.fingerprint
    partners.trust(township, file=tmp_path / "false.ldk", replace=True)
    assert partners.find(township, own.name).fingerprint != own.fingerprint
    impostor.close()


def test_the_identity_is_written_for_its_owner_only_and_logged(tmp_path, township):
    file = tmp_path / "identity.txt"
    recipient = partners.export_identity(township, file=file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[1] == f"# public key: {recipient}"
    assert lines[2] == partners.own_keys(township.ledger).age_identity
    acts = [act for _, act in history.recent_acts(township.ledger.data, 1)]
    assert acts[0].verb == "keys.export"
    assert lines[2] not in json.dumps([act.label for act in acts])
