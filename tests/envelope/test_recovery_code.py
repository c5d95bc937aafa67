import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.envelope.recovery_code import (
    BadRecoveryCode,
    new_recovery_code,
    read_recovery_code,
)

CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.builds(new_recovery_code)


def test_a_code_is_eight_groups_of_four():
    assert re.fullmatch(rf"[{CHARACTERS}]{{4}}(-[{CHARACTERS}]{{4}}){{7}}", new_recovery_code())


@given(codes)
def test_case_blanks_and_characters_that_look_alike_are_forgiven(code):
    typed = code.lower().replace("0", "o").replace("1", "l").replace("-", "  ")
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else "\u3000" for c in code)
    hasty = code.replace("-", "").replace("1", "i")
    assert {read_recovery_code(text) for text in (code, typed, wide, hasty)} == {code}


@given(codes, st.integers(0, 31), st.integers(1, 31))
def test_any_one_wrong_character_is_found_and_its_group_named(code, place, shift):
    plain = code.replace("-", "")
    wrong = CHARACTERS[(CHARACTERS.index(plain[place]) + shift) % 32]
    with pytest.raises(BadRecoveryCode, match=f"第{place // 4 + 1}组有误"):
        read_recovery_code(plain[:place] + wrong + plain[place + 1 :])


@given(codes, st.integers(0, 7), st.integers(0, 2))
def test_two_exchanged_neighbours_are_noticed(code, group, place):
    at = group * 4 + place
    plain = code.replace("-", "")
    swapped = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
    if swapped != plain:
        with pytest.raises(BadRecoveryCode, match=f"第{group + 1}组"):
            read_recovery_code(swapped)


@given(codes, st.permutations(range(8)))
def test_groups_in_another_order_are_noticed(code, order):
    groups = code.split("-")
    if order != list(range(8)):
        with pytest.raises(BadRecoveryCode):
            read_recovery_code("-".join(groups[place] for place in order))


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_a_sentence(text):
    try:
        read_recovery_code(text)
    except BadRecoveryCode as error:
        assert "恢复码" in str(error)  # noqa: PT017 (most texts are refused)


def test_a_code_cut_short_says_how_much_is_there():
    with pytest.raises(BadRecoveryCode, match="现在是31个字符"):
        read_recovery_code(new_recovery_code()[:-1])


def test_a_character_outside_the_alphabet_is_a_sentence():
    code = new_recovery_code()
    with pytest.raises(BadRecoveryCode, match="第1组"):
        read_recovery_code("*" + code[1:])
