"""Long lists are read as they are looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.widgets.paged_rows import PagedRows


class Shelf:
    """Remembers which ids were asked for."""

    def __init__(self):
        self.asked = []

    def fetch(self, ids):
        self.asked.append(list(ids))
        return [name.upper() for name in ids]


def names(number):
    return [f"id{at}" for at in range(number)]


def test_nothing_is_read_before_it_is_looked_at():
    shelf = Shelf()
    rows = PagedRows(names(100_000), shelf.fetch)
    assert len(rows) == 100_000
    assert shelf.asked == []


def test_a_jump_reads_one_page_only():
    shelf = Shelf()
    rows = PagedRows(names(100_000), shelf.fetch)
    assert rows[54_321] == "ID54321"
    assert len(shelf.asked) == 1
    assert len(shelf.asked[0]) <= 100


def test_old_pages_are_forgotten():
    shelf = Shelf()
    rows = PagedRows(names(10_000), shelf.fetch)
    list(rows)
    before = len(shelf.asked)
    assert rows[0] == "ID0"
    assert len(shelf.asked) == before + 1
    assert rows[1] == "ID1"
    assert len(shelf.asked) == before + 1


@given(st.integers(1, 450), st.data())
def test_it_reads_like_the_list_it_stands_for(number, data):
    rows = PagedRows(names(number), lambda ids: [name.upper() for name in ids])
    at = data.draw(st.integers(-number, number - 1))
    assert rows[at] == [name.upper() for name in names(number)][at]
    with pytest.raises(IndexError):
        rows[number]
