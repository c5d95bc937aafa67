"""File names that every system takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.file_names import MAX_LENGTH, plain_file_name


@given(st.text(), st.sampled_from(["", ".ldp", "_0001.ldp"]))
def test_any_text_becomes_a_name_that_fat32_takes(text, ending):
    name = plain_file_name(text, ending)
    assert name.endswith(ending)
    assert 0 < len(name) <= MAX_LENGTH + 1
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))


@pytest.mark.parametrize("text", ["CON", "nul", "com1", "LPT9", "aux.x"])
def test_reserved_names_are_avoided(text):
    assert plain_file_name(text).startswith("_")


def test_an_ordinary_name_stays():
    assert plain_file_name("石牌镇人社所_上报_20261122", "_0001.ldp") == (
        "石牌镇人社所_上报_20261122_0001.ldp"
    )


def test_a_name_of_nothing_still_is_one():
    assert plain_file_name(" .. ", ".ldp") == "文件.ldp"
