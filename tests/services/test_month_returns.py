"""A 防返贫 export goes back in its own layout: the changed months, and nothing else."""

import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from desktop.domain.entities import EmploymentSpell, ExternalId
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.services import imports, month_returns
from tests.intake.tables import SAMPLES, csv

EXPORT = next(SAMPLES.glob("*monitor*.xlsx"))
DAY = date(2026, 6, 30)


@pytest.fixture
def taken(township):
    return imports.take_in(township, file=EXPORT)


def cells(path):
    return {(cell.row, cell.column): cell.value for row in load_workbook(path).active
            for cell in row if cell.value not in {None, ""}}  # fmt: skip


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def place_of(path, number, heading="务工时间（月）"):
    found = cells(path)
    row = next(at[0] for at, value in found.items() if value == number)
    column = next(at[1] for at, value in found.items() if value == heading)
    return row, column


def worker(session):
    """Somebody with counted months, and the system's number of that person."""
    spell = next(session.ledger.where(EmploymentSpell, "t.months_in_year > 2"))
    number = next(
        one for one in session.ledger.where(ExternalId, "t.subject = ?", [spell.person])
        if one.kind == "人口编号"
    )  # fmt: skip
    return spell, number.value


def test_without_a_change_the_table_goes_back_as_it_came(township, taken, tmp_path):
    told = month_returns.write(township, file=EXPORT, out=tmp_path / "回填.xlsx", day=DAY)
    assert (told.rows, told.strangers) == (taken.rows, ())
    before, after = cells(EXPORT), cells(told.file)
    assert len(before) == len(after)
    changed = {at for at in before if before[at] != after[at]}
    assert len(changed) == told.changed
    assert {column for _, column in changed} <= {place_of(EXPORT, worker(township)[1])[1]}
    assert all(int(before[at]) > DAY.month for at in changed)


def test_just_the_changed_months_are_other_cells(township, taken, tmp_path):
    first = month_returns.write(township, file=EXPORT, out=tmp_path / "一.xlsx", day=DAY)
    spell, number = worker(township)
    with township.ledger.act("test", "改") as writer:
        writer.update(spell, {"months_in_year": 1})
    told = month_returns.write(township, file=EXPORT, out=tmp_path / "二.xlsx", day=DAY)
    before, after = cells(first.file), cells(told.file)
    changed = {at: after[at] for at in after if before.get(at) != after[at]}
    assert changed == {place_of(EXPORT, number): "1"}


def test_a_start_that_becomes_known_decides(township, taken, tmp_path):
    spell, number = worker(township)
    with township.ledger.act("test", "改") as writer:
        writer.update(spell, {"start": PartialDate(2026, 5)})
    told = month_returns.write(township, file=EXPORT, out=tmp_path / "回填.xlsx", day=DAY)
    assert cells(told.file)[place_of(EXPORT, number)] == "2"


def test_every_part_but_the_sheet_is_the_same_to_the_byte(township, taken, tmp_path):
    told = month_returns.write(township, file=EXPORT, out=tmp_path / "回填.xlsx", day=DAY)
    before, after = parts(EXPORT), parts(told.file)
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} <= {
        "xl/worksheets/sheet1.xml"}  # fmt: skip


def test_who_is_not_in_the_ledger_is_named_by_line_and_left_alone(township, tmp_path):
    told = month_returns.write(township, file=EXPORT, out=tmp_path / "回填.xlsx", day=DAY)
    assert (told.changed, len(told.strangers)) == (0, told.rows)
    assert cells(told.file) == cells(EXPORT)


def test_a_table_without_months_and_the_table_itself_are_refused(township, taken, tmp_path):
    plain = tmp_path / "名单.csv"
    plain.write_text(csv(["姓名", "身份证号"], ["张伟", ""]), encoding="utf-8")
    with pytest.raises(Refused, match="没有“务工时间（月）”这一列"):
        month_returns.write(township, file=plain, out=tmp_path / "回填.xlsx")
    mine = tmp_path / "导出.xlsx"
    mine.write_bytes(EXPORT.read_bytes())
    with pytest.raises(Refused, match="不能盖在原表上"):
        month_returns.write(township, file=mine, out=mine)
    assert mine.read_bytes() == EXPORT.read_bytes()
