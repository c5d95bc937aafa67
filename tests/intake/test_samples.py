"""The rosters as clerks keep them, against what is known to stand in every line."""

import json

import pytest

from desktop.domain.entities import STANDARD
from desktop.domain.id_number import BadIdNumber, parse_id_number
from desktop.domain.text import compact
from desktop.intake import targets
from desktop.intake.sheet import read_file
from tests.intake.tables import SAMPLES

TRUTHS = sorted(SAMPLES.glob("*.truth.json"))
COLUMNS = {
    "name": "person.name",
    "relation": "membership.relation",
    "sex": "person.sex",
    "ethnic": "person.ethnic",
    "education": "person.education",
    "employer": "employment_spell.employer",
    "wage": "employment_spell.wage",
}
VILLAGES = {
    "433130110206": "卧龙村",
    "433130110210": "桃兴村",
    "433130110203": "桃源村",
    "433130110202": "玉河村",
}


@pytest.fixture(params=TRUTHS, ids=lambda path: path.name.split("-")[1][:6])
def truth(request):
    return json.loads(request.param.read_text("utf-8"))


@pytest.fixture
def sheet(truth):
    (sheet,) = read_file(SAMPLES / truth["file"], STANDARD)
    return sheet


def test_every_line_stands_where_it_stood_and_nothing_else_does(truth, sheet):
    assert sheet.header_line == truth["header_row"]
    assert [row.line for row in sheet.rows] == [row["line"] for row in truth["rows"]]


def test_every_cell_reads_as_it_was_written(truth, sheet):
    for row, known in zip(sheet.rows, truth["rows"], strict=True):
        assert row.text(targets.HOUSEHOLD_NO) == known["household"]
        for name in set(truth["columns"]) & set(COLUMNS) - set(known["touched"]):
            assert compact(row.text(COLUMNS[name])) == compact(known[name]), (row.line, name)


def test_households_are_told_apart(truth, sheet):
    number_of = {row.household: row.text(targets.HOUSEHOLD_NO) for row in sheet.rows}
    assert len(number_of) == len(set(number_of.values())) == truth["households"]
    heads = {row.household: row.text(targets.HEAD_NAME) for row in sheet.rows}
    assert all(heads[row.household] == row.text(targets.HEAD_NAME) != "" for row in sheet.rows)


def test_only_the_truncated_id_number_is_distrusted(truth, sheet):
    for row, known in zip(sheet.rows, truth["rows"], strict=True):
        seen = row.cells[targets.ID_NO]
        assert seen.damaged == ("truncated" in known["faults"]), row.line
        if "id_no" in known["touched"]:
            continue
        assert parse_id_number(seen.text) == known["id_no"]


def test_a_damaged_id_number_is_never_readable(truth, sheet):
    damaged = [
        row.cells[targets.ID_NO].text for row in sheet.rows if row.cells[targets.ID_NO].damaged
    ]
    assert len(damaged) == 1
    with pytest.raises(BadIdNumber):
        parse_id_number(damaged[0])


def test_the_village_can_be_found(truth, sheet):
    village = VILLAGES[truth["village"]]
    named = {row.text(targets.VILLAGE) for row in sheet.rows}
    assert named == {village} or any(village in text for text in sheet.place_texts)


def test_the_date_of_the_sheet_is_its_own(truth, sheet):
    stated = None if truth["file"].endswith(".csv") else "2026-06-30"
    assert (sheet.reference_date and str(sheet.reference_date)) == stated


def test_every_heading_is_understood(sheet):
    assert sheet.ignored == ()
    assert sheet.lists_people


def test_only_the_export_carries_the_numbers_of_the_monitoring_system(truth, sheet):
    assert sheet.from_monitoring == ("monitor" in truth["file"])


def test_a_class_roster_says_nothing_of_households():
    (sheet,) = read_file(SAMPLES / "训练营学员花名册.xlsx", STANDARD)
    assert len(sheet.rows) == 30
    assert {row.household for row in sheet.rows} == {0}
