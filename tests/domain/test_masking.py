import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.masking import keep_ends, mask_bank, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张*"), ("张三丰", "张*丰"), ("欧阳小明", "欧**明"), ("张", "*"), ("", "")],
)
def test_names_keep_first_and_last(name, shown):
    assert mask_name(name) == shown


def test_numbers_keep_head_and_tail():
    assert mask_phone("13812345678") == "138****5678"
    assert mask_bank("6222021234567890123") == "622202*********0123"


def test_what_is_too_short_is_hidden_whole():
    assert mask_phone("8222222") == "*******"


@settings(deadline=None)
@given(st.text(), st.integers(0, 8), st.integers(0, 8))
def test_masking_keeps_the_length_and_always_hides_something(text, head, tail):
    shown = keep_ends(text, head, tail)
    assert len(shown) == len(text)
    assert not text or "*" in shown
