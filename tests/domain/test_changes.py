"""Names of changes and their text forms."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.changes import BIRTH, BadChangeName, Change, ChangeName, pack, unpack
from desktop.domain.levels import Level

devices = st.text("abcXYZ019-._", min_size=1, max_size=12)
names = st.builds(ChangeName, devices, st.integers(0, 2**63 - 1), st.integers(0, 2**63 - 1))


@given(names)
def test_a_name_reads_back_even_where_the_device_has_dots(name):
    assert ChangeName.parse(str(name)) == name


@given(st.lists(names, max_size=5).map(tuple))
def test_what_was_seen_reads_back(saw):
    assert unpack(pack(saw)) == saw


def test_having_seen_only_the_insert_takes_no_space():
    assert pack(BIRTH) == ""
    assert unpack("") == BIRTH


@pytest.mark.parametrize(
    "text",
    [
        "", "pc", "pc.1", ".1.2", "pc.1.x", "pc.-1.2", "pc.+1.2", "pc.01.2", "pc.1_0.2", "pc.１.2",
        "pc. 1.2", "p c.1.2", "p\tc.1.2", f"pc.{2**63}.0", f"pc.0.{'9' * 5000}",
    ],
)  # fmt: skip
def test_a_foreign_name_is_refused(text):
    with pytest.raises(BadChangeName):
        ChangeName.parse(text)


@pytest.mark.parametrize("text", [" ", "pc.1.2 ", "pc.1.2  pc.1.3", "pc.1.2\n"])
def test_a_foreign_list_of_names_is_refused(text):
    with pytest.raises(BadChangeName):
        unpack(text)


@given(st.text(max_size=40))
def test_any_text_is_either_a_name_or_refused(text):
    with contextlib.suppress(BadChangeName):
        assert str(ChangeName.parse(text)) == text


def test_a_change_knows_its_name():
    change = Change("pc", 7, 2, "person", "p1", "name", "甲", "乙", BIRTH, None, Level.VILLAGE)
    assert change.name == ChangeName("pc", 7, 2)
    assert str(change.name) == "pc.7.2"


def test_levels_rise_from_the_village_to_the_county():
    assert [(level.key, level.label) for level in sorted(Level)] == [
        ("village", "村"),
        ("township", "乡镇"),
        ("county", "县"),
    ]
    assert Level.of("township") is Level.TOWNSHIP
