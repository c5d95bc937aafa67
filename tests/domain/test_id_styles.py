"""The styles of ID numbers: what may not be seen is not, whatever is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.id_styles import IdStyle, read_style, styled

NUMBER = "43313019900504123x"


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        (IdStyle.PLAIN, NUMBER),
        (IdStyle.UPPER, "43313019900504123X"),
        (IdStyle.SPLIT, "433130 19900504 123X"),
        (IdStyle.ENDS, "433130********123X"),
        (IdStyle.HEAD, "433130************"),
        (IdStyle.LAST, "123X"),
    ],
)
def test_a_number_is_written_as_the_style_says(style, wanted):
    assert styled(NUMBER, style) == wanted


@given(st.text(alphabet="0123456789X×ab ", max_size=17))
def test_of_a_damaged_number_a_hiding_style_shows_nothing_new(text):
    for style in (IdStyle.HEAD, IdStyle.LAST):
        assert set(styled(text, style)) <= {"*"}


def test_a_style_is_known_by_its_name_or_how_it_begins():
    assert read_style("last") is IdStyle.LAST
    assert read_style("分段") is IdStyle.SPLIT
    assert read_style("只留前6位") is IdStyle.HEAD
    assert read_style("花体") is None
    assert all(read_style(style.name) is style for style in IdStyle)
