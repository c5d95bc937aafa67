"""References after rows were put in: what speaks of them speaks of them still."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.export.form_references import (
    Growth,
    moved_formula,
    moved_list,
    moved_reference,
    of_sheet,
)

MORE = Growth(model=8, first=9, count=10, last=9)
"""Rows 5 to 9 were there to be filled; ten more come before the last of them."""
ONE = Growth(model=5, first=6, count=10, last=5)
"""Only row 5 was there."""


@pytest.mark.parametrize(
    ("growth", "before", "after"),
    [
        (MORE, "SUM(G5:G9)", "SUM(G5:G19)"),
        (MORE, "G4+$G$10", "G4+$G$20"),
        (MORE, "COUNTIF(C:C,\"男\")", "COUNTIF(C:C,\"男\")"),
        (MORE, "\"A10\"&LOG10(A10)", "\"A10\"&LOG10(A20)"),
        (MORE, "别处!A10+'花 名册'!A10", "别处!A10+'花 名册'!A20"),
        (MORE, "[1]花!A10+收入10", "[1]花!A10+收入10"),
        (MORE, "SUM(5:9)/Table1[收入]", "SUM(5:19)/Table1[收入]"),
        (ONE, "SUM(G5:G5)*G5", "SUM(G5:G15)*G5"),
        (ONE, "G6", "G16"),
    ],
)  # fmt: skip
def test_a_formula_says_what_it_said(growth, before, after):
    assert moved_formula(before, growth, sheet="花 名册", here=True) == after


def test_on_another_sheet_only_what_names_the_sheet_moves():
    moved = moved_formula("A10+'花 名册'!$A$10:$B$12", MORE, sheet="花 名册", here=False)
    assert moved == "A10+'花 名册'!$A$20:$B$22"


@pytest.mark.parametrize(
    ("growth", "before", "after"),
    [
        (MORE, "C5:C9", "C5:C19"),
        (MORE, "C5 C6 C7 C8 C9", "C5 C6 C7 C8 C9:C18 C19"),
        (ONE, "C5", "C5 C6:C15"),
        (MORE, "C1:C4 D20", "C1:C4 D30"),
        (MORE, "F1:F1048576", "F1:F1048576"),
    ],
)
def test_a_list_holds_for_the_new_rows(growth, before, after):
    assert moved_list(before, growth) == after


growths = st.builds(
    lambda first, blank, count: Growth(
        model=max(first + blank - 1, first + 1) - 1,
        first=max(first + blank - 1, first + 1),
        count=count,
        last=first + blank - 1,
    ),
    st.integers(2, 50), st.integers(1, 20), st.integers(1, 500),
)  # fmt: skip


@given(growths, st.integers(1, 200), st.integers(0, 100))
def test_a_range_reaches_over_what_it_reached_over_and_the_new_rows_inside(growth, top, height):
    bottom = top + height
    start, end = moved_reference(f"A{top}:A{bottom}", growth).replace("A", "").split(":")
    before = set(range(top, bottom + 1))
    after = set(range(int(start), int(end) + 1))
    assert {growth.row(row) for row in before} <= after
    new = set(range(growth.first, growth.first + growth.count))
    assert after - {growth.row(row) for row in before} <= new


@given(growths, st.integers(1, 200), st.integers(0, 100))
def test_a_validation_of_the_model_row_holds_for_every_new_row(growth, top, height):
    held = set()
    for part in moved_list(f"A{top}:A{top + height}", growth).replace("A", "").split():
        start, _, end = part.partition(":")
        held |= set(range(int(start), int(end or start) + 1))
    if top <= growth.model <= top + height:
        assert set(range(growth.first, growth.first + growth.count)) <= held


def test_a_copy_of_a_sheet_speaks_of_itself():
    assert of_sheet("认定表!$A$1:$D$4,别处!B2", "认定表", "2 田's") == (
        "'2 田''s'!$A$1:$D$4,别处!B2"
    )
