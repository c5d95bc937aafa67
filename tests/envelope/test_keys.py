import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.envelope import age, seal
from desktop.envelope.keys import BadCard, new_office_keys, read_card, write_card
from desktop.envelope.safe_file import CannotRead
from desktop.envelope.strict_json import canonical, from_base64


@pytest.fixture
def card_file(tmp_path, card, township):
    path = tmp_path / "名片.ldk"
    write_card(card, path, township)
    return path


def test_a_card_comes_back_as_it_was_written(card_file, card):
    assert read_card(card_file) == card


def test_a_card_holds_no_secret(card_file, township):
    text = card_file.read_text("utf-8")
    assert "AGE-SECRET-KEY" not in text
    assert township.sign_key not in text


@pytest.mark.parametrize("member", ["name", "area_code", "age_recipient", "level", "made_at"])
def test_an_edited_card_is_refused(card_file, member, county):
    members = json.loads(card_file.read_text("utf-8"))
    others = {
        "age_recipient": county.public_part.age_recipient,
        "level": "county",
        "made_at": "2027-01-01",
    }
    members[member] = others.get(member, "别的")
    card_file.write_bytes(canonical(members))
    with pytest.raises(BadCard, match="被改动过"):
        read_card(card_file)


def test_a_card_signed_by_another_office_is_refused(tmp_path, card, county, card_file):
    members = json.loads(card_file.read_text("utf-8"))
    members["verify_key"] = county.public_part.verify_key
    card_file.write_bytes(canonical(members))
    with pytest.raises(BadCard):
        read_card(card_file)


def test_every_flipped_byte_and_every_cut_of_a_card_is_refused(card_file):
    raw = card_file.read_bytes()
    # The line end after the object means nothing, and neither does its loss.
    for place in range(len(raw) - 1):
        for damaged in (raw[:place], raw[:place] + bytes([raw[place] ^ 4]) + raw[place + 1 :]):
            card_file.write_bytes(damaged)
            with pytest.raises(BadCard):
                read_card(card_file)


def test_a_card_of_the_wrong_shape_is_refused_even_if_signed(tmp_path, card, township):
    path = tmp_path / "名片.ldk"
    for wrong in (
        replace(card, level="province"),
        replace(card, name="石牌镇\u202e人社所"),
        replace(card, age_recipient="age1nobody"),
        replace(card, made_at="yesterday"),
        replace(card, office_id=""),
    ):
        with pytest.raises(Exception, match="核对不一致"):
            write_card(wrong, path, township)
        assert not path.exists()


def test_a_missing_card_is_a_sentence(tmp_path):
    with pytest.raises(CannotRead, match="读不了文件"):
        read_card(tmp_path / "没有.ldk")


def test_a_file_much_too_long_is_no_card(tmp_path):
    path = tmp_path / "名片.ldk"
    path.write_bytes(b"[" * 1_000_000)
    with pytest.raises(BadCard):
        read_card(path)


def test_the_fingerprint_can_be_read_out_and_follows_the_keys(card, county):
    assert re.fullmatch(r"\d{4}( \d{4}){5}", card.fingerprint)
    assert replace(card, name="改名").fingerprint == card.fingerprint
    for member in ("age_recipient", "verify_key"):
        other = replace(card, **{member: getattr(county.public_part, member)})
        assert other.fingerprint != card.fingerprint


def test_secret_keys_do_not_show_when_printed():
    keys = new_office_keys()
    assert keys.age_identity.startswith("AGE-SECRET-KEY-1")
    assert len(from_base64(keys.sign_key)) == 32
    assert keys.age_identity not in repr(keys)
    assert keys.sign_key not in repr(keys)


def test_what_is_sealed_opens_for_its_recipients_only(township, county, stranger):
    sealed = age.seal("秘密".encode(), [county.public_part.age_recipient])
    assert age.unseal(sealed, county.age_identity) == "秘密".encode()
    with pytest.raises(age.NotForUs):
        age.unseal(sealed, stranger.age_identity)
    with pytest.raises(age.Undecipherable):
        age.unseal(sealed[:-1], county.age_identity)


def test_a_text_that_is_no_key_is_noticed(township):
    assert age.is_recipient(township.public_part.age_recipient)
    assert not age.is_recipient(township.age_identity)
    with pytest.raises(ValueError, match="recipient"):
        age.seal(b"", ["age1nobody"])
    with pytest.raises(ValueError, match="identity"):
        age.unseal(b"", "AGE-SECRET-KEY-1NOBODY")


@given(message=st.binary(max_size=50), other=st.binary(max_size=50))
def test_a_signature_holds_for_one_message_of_one_kind(message, other):
    keys = new_office_keys()
    verify_key = keys.public_part.verify_key
    signature = seal.sign(keys.sign_key, seal.CARD_PREFIX, message)
    assert seal.is_signed(verify_key, seal.CARD_PREFIX, message, signature)
    assert not seal.is_signed(verify_key, seal.PACKAGE_PREFIX, message, signature)
    assert seal.is_signed(verify_key, seal.CARD_PREFIX, other, signature) == (other == message)
    assert not seal.is_signed("no key", seal.CARD_PREFIX, message, signature)
