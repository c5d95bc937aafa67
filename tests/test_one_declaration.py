"""A field that is declared once is everywhere: nothing else in the program names it."""

import csv
import io
import json
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop.domain import wire
from desktop.domain.dictionary_list import dictionary_page, dictionary_rows
from desktop.domain.entities import STANDARD
from desktop.domain.facts import Family, Member
from desktop.domain.roster import RosterLine, field_column
from desktop.export.data_package import DataPackage, record_table, schemas
from desktop.services import dumps, imports, people, templates
from desktop.storage.search import find
from desktop.ui.columns import cell
from desktop.ui.member_columns import members_table
from desktop.ui.widgets.facts_grid import facts
from tests.later import LATER, LaterPerson
from tests.services.offices import TOWNSHIP, office

ROOT = Path(__file__).parents[1]
DAY = date(2026, 6, 30)


@pytest.fixture
def session(tmp_path):
    """A ledger whose people have one field more."""
    opened = office(tmp_path, TOWNSHIP, dictionary=LATER)
    yield opened
    opened.close()


@pytest.fixture
def taken(session, tmp_path):
    """A sheet that calls the field by one of its aliases, taken in."""
    path = tmp_path / "名单.csv"
    path.write_text(
        "村,户编号,姓名,与户主关系,家底,备用电话\n"
        "桃兴村,1,田大山,户主,1.2万,18912340001\n"
        "桃兴村,1,田小山,之子,不告诉,\n",
        encoding="utf-8",
    )
    return imports.take_in(session, file=path)


@pytest.fixture
def person(session, taken):
    return next(session.ledger.where(LaterPerson, "t.name = '田大山'"))


@pytest.fixture
def member(session, person) -> tuple[Family, Member]:
    return people.member(session, person.id)


def test_nothing_in_the_program_names_the_field():
    found = subprocess.run(
        ["grep", "-rlw", "savings", ROOT / "desktop", ROOT / "resources"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert found.stdout == ""
    assert "savings" not in STANDARD["person"].by_name


def test_a_sheet_fills_it_and_what_cannot_be_read_is_kept(session, taken, person):
    assert taken.ignored_columns == ()
    assert (person.savings, person.second_phone) == (12_000, "18912340001")
    other = next(session.ledger.where(LaterPerson, "t.name = '田小山'"))
    assert (other.savings, other.unread["savings"]) == (None, "不告诉")


def test_the_table_has_a_column_for_it(session, person):
    rows = session.ledger.data.all("SELECT savings, typeof(savings) FROM person ORDER BY 1 DESC")
    assert rows[0] == (12_000, "integer")


def test_an_edit_of_it_is_logged_and_undone(session, person):
    with session.ledger.act("edit", "修改") as writer:
        writer.update(person, {"savings": 7})
    (event,) = people.events(session, "person", person.id)
    assert (event.field, event.old, event.new) == ("存款", "12000", "7")


def test_it_is_searched_if_it_says_so(session, person):
    for typed in ("1891234", "9123400"):
        hits = find(session.ledger.data, LATER, typed)
        assert [hit.record for hit in hits] == [person.id]


def test_it_is_dumped(session, person):
    assert dumps.plain(session, person)["savings"] == 12_000


def test_the_grid_and_the_form_show_it(session, member):
    book = session.ledger.book
    table = members_table(LATER, book, DAY)
    column = next(column for column in table.columns if column.label == "存款")
    assert column.value(member[1]) == 12_000
    assert ("存款", "12000") in facts(LATER["person"], member[1].person, book)
    assert cell(LATER.field("person.savings"), member[1].person, book) == "12000"


def test_a_roster_prints_it(session, member):
    column = field_column(LATER, session.ledger.book, "person.savings")
    assert column.label == "存款"
    assert column.value(RosterLine(1, *member, DAY)) == 12_000


def test_the_template_asks_for_it_and_is_read_back(session, tmp_path):
    path = tmp_path / "模板.xlsx"
    templates.write(session, file=path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell for row in sheet.iter_rows(max_row=5) for cell in row if cell.value}
    assert "存款" in heads
    row = heads["姓名"].row + 1
    for label, text in {"姓名": "田二", "村": "桃兴村", "存款": "300"}.items():
        sheet.cell(row, heads[label].column, text)
    book.save(path)
    imports.take_in(session, file=path)
    assert next(session.ledger.where(LaterPerson, "t.name = '田二'")).savings == 300


def test_the_package_carries_it(session, person):
    fields = schemas(LATER)["person"]["fields"]
    assert {"name": "savings", "title": "存款", "type": "integer"} in fields
    columns = wire.record_columns(LATER["person"])
    rows = session.ledger.data.all(f"SELECT {', '.join(columns)} FROM person")
    out = io.BytesIO()
    DataPackage("x", "x", "2026-06-30").write(out, [record_table(LATER["person"], rows)])
    with zipfile.ZipFile(out) as archive:
        written = list(csv.DictReader(io.TextIOWrapper(archive.open("person.csv"), "utf-8")))
        resource = json.loads(archive.read("datapackage.json"))["resources"][0]
    assert {row["savings"] for row in written} == {"12000", ""}
    assert resource["schema"]["fields"] == fields


def test_the_data_dictionary_lists_it():
    (row,) = [row for row in dictionary_rows(LATER) if row.field == "savings"]
    assert (row.label, row.ask, row.aliases) == ("存款", "必问", ("银行存款", "家底"))
    assert "`savings`" in dictionary_page(LATER)
