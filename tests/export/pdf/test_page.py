"""The geometry: pages of the right size, columns that fill the width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.export.pdf.page import MM, Layout, Margins, Paper, frame, share

sizes = st.lists(
    st.tuples(st.floats(min_value=1, max_value=200), st.floats(min_value=1, max_value=200)),
    min_size=1,
    max_size=20,
)


@given(sizes, st.floats(min_value=50, max_value=1000))
def test_the_columns_fill_the_width(columns, room):
    wishes, needs = zip(*columns, strict=True)
    widths = share(room, wishes, needs)
    assert sum(widths) == pytest.approx(room)
    assert all(width > 0 for width in widths)


def test_a_column_keeps_what_it_needs_while_others_have_room_to_give():
    widths = share(100, [60, 60], [58, 10])
    assert widths[0] >= 58


def test_landscape_turns_the_paper():
    assert Layout(paper=Paper.A3, landscape=True).size == (420 * MM, 297 * MM)
    assert Layout(paper=Paper.A4, landscape=False).size == (210 * MM, 297 * MM)


def test_the_frame_lies_within_the_margins():
    room = frame(Layout(margins=Margins(left=20, right=10, top=30, bottom=15)))
    assert (room.left, room.bottom) == (20 * MM, 15 * MM)
    assert room.width == pytest.approx((297 - 30) * MM)
    assert room.middle == pytest.approx((20 + 287) / 2 * MM)
