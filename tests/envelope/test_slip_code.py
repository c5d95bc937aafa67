"""Codes of printed receipts."""

import hashlib
import io
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.envelope.short_code import read_short_code
from desktop.envelope.slip_code import secret_of, slip_code, tag_in, tag_of

secrets = st.binary(min_size=32, max_size=32).map(bytes.hex)
words = st.text("abcdef0123456789", min_size=1, max_size=64)


@given(secrets, words, words)
def test_a_code_is_read_as_it_is_printed_and_tells_its_ledger(secret, digest, device):
    code = slip_code(secret, digest, "已合并", tag_of(device))
    assert read_short_code(code.lower().replace("-", " ")) == code
    assert tag_in(code) == tag_of(device)


@given(secrets, secrets, words, words)
def test_another_package_content_outcome_or_ledger_makes_another_code(one, two, digest, device):
    code = slip_code(one, digest, "已合并", tag_of(device))
    others = {
        slip_code(one, digest + "0", "已合并", tag_of(device)),
        slip_code(one, digest, "部分退回", tag_of(device)),
        slip_code(one, digest, "已合并", tag_of(device)[::-1] + "?"),
    }
    if one != two:
        others.add(slip_code(two, digest, "已合并", tag_of(device)))
    assert code not in others


def test_the_secret_is_the_hash_of_the_whole_plain_body():
    plain = io.BytesIO()
    with ZipFile(plain, "w") as body:
        body.writestr("acts.csv", "device,seq\n")
    with ZipFile(plain) as body:
        secret = secret_of(body)
        assert body.read("acts.csv") == b"device,seq\n"
    assert secret == hashlib.sha256(plain.getvalue()).hexdigest()
    with pytest.raises(ValueError, match="closed"):
        secret_of(body)
