"""Taking in a township's workbook, against reading it and inserting its rows bare."""

from itertools import count

import pytest

from desktop.services import imports
from tests import population
from tests.benchmarks import baselines
from tests.benchmarks.ratio import best_of, timed
from tests.benchmarks.scale import SHEET_ROWS, TOWNSHIP

HEADER_ROWS = 4


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("import") / "石牌镇.xlsx"
    families = population.township(TOWNSHIP, SHEET_ROWS, 2, faults=0.05)
    assert population.write_roster(path, families) == SHEET_ROWS
    return path


def test_import(workbook, make_ledger, report, tmp_path):
    names = count(1)
    bare = best_of(
        2,
        lambda: baselines.read_and_insert(
            workbook, tmp_path / f"bare{next(names)}.db", HEADER_ROWS
        ),
    )
    reading = best_of(1, lambda: baselines.read_with_openpyxl(workbook))
    session = make_ledger()
    with timed() as ours:
        outcome = imports.take_in_more(session, file=workbook)
    assert outcome.added + outcome.refused == outcome.rows == SHEET_ROWS
    work = f"import {SHEET_ROWS} × 30 xlsx, validated, with log and search"
    report.add(f"{work}, by calamine read + bare insert", ours, bare, 6.0)
    report.add(f"{work}, by openpyxl reading alone", ours, reading, 0.9)
