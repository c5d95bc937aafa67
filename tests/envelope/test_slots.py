import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import AppError, Refused
from desktop.envelope import age, slots
from desktop.envelope.key_file import BadKeySlots, Cost, KeySlots
from desktop.envelope.recovery_code import new_recovery_code
from desktop.envelope.strict_json import canonical

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
KEY = bytes(range(32))


def with_account(account: str, passphrase: str, held: KeySlots | None = None) -> KeySlots:
    return slots.add_passphrase_slot(held or KeySlots(), KEY, account, passphrase, CHEAP)


@pytest.fixture(scope="module")
def with_code():
    return slots.add_recovery_slot(with_account("tian", "山高水长"), KEY)


@pytest.fixture
def code(with_code):
    return with_code[1]


@pytest.fixture
def full(with_code, county):
    recipient = county.public_part.age_recipient
    return slots.add_parent_slot(with_code[0], KEY, "county", recipient)


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_only_the_right_passphrase_opens(passphrase, other):
    held = with_account("tian", passphrase)
    assert slots.open_with_passphrase(held, "tian", passphrase) == KEY
    with pytest.raises(slots.WrongPassphrase, match="登录名或密码不对"):
        slots.open_with_passphrase(held, "tian", passphrase + other + "x")
    with pytest.raises(slots.WrongPassphrase):
        slots.open_with_passphrase(held, "peng", passphrase)


def test_full_width_letters_of_an_input_method_are_forgiven():
    assert slots.open_with_passphrase(with_account("tian", "abc123"), "tian", "ａｂｃ１２３") == KEY


def test_the_default_cost_is_stored_and_works():
    held = slots.add_passphrase_slot(KeySlots(), KEY, "tian", "山高水长")
    stored = json.loads(held.to_json())["slots"][0]
    assert (stored["memory_kib"], stored["passes"], stored["lanes"]) == (65536, 3, 4)
    assert slots.open_with_passphrase(held, "tian", "山高水长") == KEY


def test_a_new_passphrase_takes_the_place_of_the_old():
    held = with_account("tian", "新密码", with_account("tian", "旧密码"))
    assert held.accounts == ("tian",)
    with pytest.raises(slots.WrongPassphrase):
        slots.open_with_passphrase(held, "tian", "旧密码")


def test_each_account_opens_the_same_ledger():
    held = with_account("peng", "二", with_account("tian", "一"))
    assert held.accounts == ("tian", "peng")
    assert slots.open_with_passphrase(held, "tian", "一") == KEY
    assert slots.open_with_passphrase(held, "peng", "二") == KEY


def test_an_empty_passphrase_is_refused():
    with pytest.raises(Refused, match="密码不能为空"):
        with_account("tian", "")


def test_the_printed_code_opens_and_a_new_one_ends_it():
    held, code = slots.add_recovery_slot(with_account("tian", "一"), KEY)
    assert slots.open_with_recovery_code(held, code.lower()) == KEY
    held, newer = slots.add_recovery_slot(held, KEY)
    assert slots.open_with_recovery_code(held, newer) == KEY
    for wrong in (code, new_recovery_code()):
        with pytest.raises(slots.WrongRecoveryCode, match="不属于本台账"):
            slots.open_with_recovery_code(held, wrong)


def test_the_parent_office_can_open_and_no_other(full, county, stranger):
    assert slots.open_parent_slot(full, county.age_identity) == KEY
    with pytest.raises(age.NotForUs, match="没有授权"):
        slots.open_parent_slot(full, stranger.age_identity)


def test_the_parent_can_be_taken_away(full, county):
    assert full.parents == ("county",)
    held = slots.remove_parent(full, "county")
    assert held.parents == ()
    assert (held.accounts, held.has_recovery_code) == (("tian",), True)
    with pytest.raises(age.NotForUs):
        slots.open_parent_slot(held, county.age_identity)


def test_an_account_can_be_taken_away_but_never_the_last(full):
    held = slots.remove_account(with_account("peng", "二", full), "tian")
    assert held.accounts == ("peng",)
    with pytest.raises(Refused, match="唯一的账户"):
        slots.remove_account(held, "peng")


def test_the_file_comes_back_as_it_was_written(full):
    assert KeySlots.from_json(full.to_json()) == full


def test_the_file_holds_neither_key_nor_secret(full):
    text = full.to_json()
    assert "山高水长" not in text
    assert KEY.hex() not in text


def test_a_slot_cannot_be_passed_off_as_another_accounts():
    held = with_account("peng", "二", with_account("tian", "一"))
    theirs = replace(held.slots[1], account="tian")
    with pytest.raises(slots.WrongPassphrase):
        slots.open_with_passphrase(KeySlots((theirs,)), "tian", "二")


def test_every_flipped_byte_and_cut_is_refused_or_does_not_open(full, code, county):
    raw = full.to_json().encode()
    assert opens_every_way(raw, code, county)
    for place in range(len(raw) - 1):
        flipped = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        assert not opens_every_way(flipped, code, county), place
        with pytest.raises(BadKeySlots):
            KeySlots.from_json(raw[:place].decode(errors="surrogateescape"))


def opens_every_way(raw: bytes, code: str, county) -> bool:
    """False if the file or one of its slots is refused with a sentence."""
    try:
        held = KeySlots.from_json(raw.decode(errors="surrogateescape"))
        keys = {
            slots.open_with_passphrase(held, "tian", "山高水长"),
            slots.open_with_recovery_code(held, code),
            slots.open_parent_slot(held, county.age_identity),
        }
    except AppError:
        return False
    return keys == {KEY}


@pytest.mark.parametrize(
    "member",
    [{"memory_kib": 2**40}, {"passes": 0}, {"lanes": 10**6}, {"salt": "AAAA"}, {"more": 1}],
)
def test_a_planted_file_cannot_ask_for_all_the_memory(member):
    members = json.loads(with_account("tian", "一").to_json())
    members["slots"][0] |= member
    with pytest.raises(BadKeySlots, match="已损坏"):
        KeySlots.from_json(canonical(members).decode())


def test_key_slots_of_a_later_format_are_refused():
    with pytest.raises(BadKeySlots):
        KeySlots.from_json('{"format":2,"slots":[]}')


def test_database_keys_differ():
    first, second = slots.new_database_key(), slots.new_database_key()
    assert len(first) == 32
    assert first != second
