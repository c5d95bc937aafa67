import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.envelope.header import KINDS, BadPackage, Header, NeedsNewerProgram
from desktop.envelope.strict_json import canonical

SHA = "0" * 63 + "f"


@pytest.fixture
def whole(header):
    return header.with_body(10, SHA)


def test_it_comes_back_as_it_was_written(whole):
    assert Header.from_bytes(whole.to_bytes()) == whole


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_package_has_a_header(whole, kind):
    header = replace(whole, kind=kind, previous=SHA, part=2, parts=3)
    assert Header.from_bytes(header.to_bytes()) == header


def test_the_digest_follows_every_member(whole):
    assert whole.digest == replace(whole).digest
    assert replace(whole, upto=8).digest != whole.digest
    assert whole.with_body(11, SHA).digest != whole.digest


def test_every_flipped_byte_and_cut_is_refused_or_another_header(whole):
    raw = whole.to_bytes()
    for place in range(len(raw)):
        with pytest.raises(BadPackage):
            Header.from_bytes(raw[:place])
        flipped = raw[:place] + bytes([raw[place] ^ 2]) + raw[place + 1 :]
        assert read_or_none(flipped) != whole


def read_or_none(raw: bytes) -> Header | None:
    try:
        return Header.from_bytes(raw)
    except BadPackage:
        return None


@given(st.binary(max_size=60))
def test_any_bytes_are_a_sentence(raw):
    with pytest.raises(BadPackage, match="上报包的说明部分"):
        Header.from_bytes(raw)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gossip"},
        {"level": "province"},
        {"after": 8},
        {"after": -1},
        {"upto": True},
        {"upto": 2**60},
        {"upto": 7.0},
        {"part": 2},
        {"parts": 0},
        {"previous": "abc"},
        {"previous": SHA.upper()},
        {"body_sha256": ""},
        {"body_size": 0},
        {"scope": "433130104"},
        {"scope": [433130104]},
        {"counts": {"person": -1}},
        {"counts": {"彭水生": 1}},
        {"counts": []},
        {"made_at": "昨天"},
        {"sender_name": ""},
        {"sender_name": "石牌镇\u200b人社所"},
        {"sender_name": None},
        {"package_id": "x" * 1000},
        {"format_version": 0},
        {"more": 1},
    ],
)
def test_what_is_not_as_it_must_be_is_refused(whole, wrong):
    members = json.loads(whole.to_bytes()) | wrong
    with pytest.raises(BadPackage, match="不完整或被改动过"):
        Header.from_bytes(canonical(members))


def test_a_missing_member_is_refused(whole):
    members = json.loads(whole.to_bytes())
    for name in members:
        with pytest.raises(BadPackage):
            Header.from_bytes(canonical({key: members[key] for key in members if key != name}))


def test_the_same_members_in_other_bytes_are_refused(whole):
    members = json.loads(whole.to_bytes())
    with pytest.raises(BadPackage, match="被改动过"):
        Header.from_bytes(json.dumps(members).encode())


def test_a_member_named_twice_is_refused(whole):
    raw = whole.to_bytes().replace(b'"after":0', b'"after":0,"after":0')
    with pytest.raises(BadPackage):
        Header.from_bytes(raw)


def test_endless_nesting_is_refused():
    with pytest.raises(BadPackage):
        Header.from_bytes(b"[" * 100_000)
    with pytest.raises(BadPackage):
        Header.from_bytes(b" " * 2_000_000)


def test_a_later_format_asks_for_a_newer_program(whole):
    members = json.loads(whole.to_bytes()) | {"format_version": 2, "something": "new"}
    with pytest.raises(NeedsNewerProgram, match="先升级本程序"):
        Header.from_bytes(canonical(members))
