"""Sums of the columns that are summed."""

from desktop.domain.tables import Column, Table, show, spans
from desktop.export.sums import Sums

TABLE = Table(
    "表", (Column("村", lambda row: row[0]), Column("数", lambda row: row[1], total=True))
)


def test_only_numbers_are_added_up():
    sums = Sums(TABLE.columns)
    for value in (1, 2.5, "3", None, True):
        sums.add(("村", value))
    assert sums.by_column() == {1: 3.5}


def test_a_column_without_any_number_has_no_sum_but_one_of_zeros_has():
    sums = Sums(TABLE.columns)
    for value in (None, ""):
        sums.add(("村", value))
    assert sums.by_column() == {1: None}
    sums.add(("村", 0))
    assert sums.by_column() == {1: 0}


def test_cleared_sums_begin_at_nothing():
    sums = Sums(TABLE.columns)
    sums.add(("村", 1))
    sums.clear()
    assert sums.by_column() == {1: 0}


def test_sums_of_fractions_read_without_their_rounding_error():
    assert show(0.1 + 0.2) == "0.3"
    assert show(3.0) == "3"


def test_only_neighbours_share_a_group():
    columns = [
        Column(str(n), str, group=group) for n, group in enumerate(["", "", "甲", "甲", "乙", "甲"])
    ]
    assert spans(columns) == [(0, 1, ""), (1, 2, ""), (2, 4, "甲"), (4, 5, "乙"), (5, 6, "甲")]
