"""填报工作簿: what it asks for, what it is filled with, and that the import reads it back."""

from dataclasses import dataclass, replace
from typing import Annotated

import pytest
from openpyxl import load_workbook

from desktop.domain.dictionary import Dictionary, entity
from desktop.domain.entities import (
    STANDARD,
    EmploymentSpell,
    Household,
    Membership,
    Person,
    SurveyAnswer,
    Tag,
)
from desktop.domain.kinds import Ask, Code, Ref, Text
from desktop.intake.refusals import CannotRead
from desktop.intake.sheet import read_file
from desktop.services import imports, templates
from desktop.services.roles import Role
from tests.domain import make
from tests.services import hamlet


@pytest.fixture
def blank(township, tmp_path):
    path = tmp_path / "模板.xlsx"
    templates.write(township, file=path)
    return path


def headings(path):
    return [cell.value for cell in load_workbook(path).worksheets[0][3]]


def test_no_two_columns_are_called_alike(blank):
    names = headings(blank)
    assert len(set(names)) == len(names)


def test_each_heading_is_understood_by_the_import_as_its_own_field(township, blank):
    book = load_workbook(blank)
    sheet = book.worksheets[0]
    sheet.cell(4, headings(blank).index("姓名") + 1, "田大山")
    book.save(blank)
    (read,) = read_file(blank, STANDARD)
    assert read.ignored == ()
    assert read.heading("person.id_no") == "身份证号"
    wanted = {
        field.path
        for name in templates.ENTITIES
        for field in STANDARD[name].fields
        if field.kind.ask is not Ask.NEVER and not isinstance(field.kind, Ref)
    }
    assert {column.target for column in read.columns} == wanted


def test_a_filled_template_comes_in_whole(township, blank):
    values = {
        "户编号": "4331301102060001",
        "村": "卧龙村",
        "组": "3组",
        "姓名": "田大山",
        "与户主关系": "户主",
        "身份证号": make.id_no("1990-05-04", "男"),
        "性别": "男",
        "文化程度": "初中",
        "联系电话": "13812345678",
        "就业状态": "转移就业",
        "单位": "某电子厂",
        "务工地点": "广东省深圳市",
        "起始时间": "2024年3月",
        "月收入": 5200,
        "就业意愿": "是",
        "培训意愿": "电工、焊工",
        "特殊标识": "低保",
    }
    book = load_workbook(blank)
    names = headings(blank)
    for name, value in values.items():
        book.worksheets[0].cell(4, names.index(name) + 1, value)
    book.save(blank)
    report = imports.take_in_more(township, file=blank)
    assert (report.rows, report.added, report.refused) == (1, 1, 0)
    assert [remark.message for remark in report.findings if remark.level == "错误"] == []
    ledger = township.ledger
    person = next(ledger.where(Person))
    assert (person.name, person.education, person.phone) == ("田大山", "初中", "13812345678")
    assert next(ledger.where(EmploymentSpell)).wage == 5200
    assert next(ledger.where(SurveyAnswer)).train_will == ("电工", "焊工")
    assert next(ledger.where(Tag)).tag == "低保"


def test_a_village_finds_only_itself_in_the_drop_down(township, tmp_path):
    path = tmp_path / "村.xlsx"
    templates.write(township, file=path, village="卧龙村")
    book = load_workbook(path)
    place = headings(path).index("村") + 1
    assert [cell.value for cell in book["选项"][book["选项"].cell(1, place).column_letter]
            if cell.value] == ["卧龙村"]  # fmt: skip
    assert book.worksheets[0]["A1"].value == "龙山县石牌镇卧龙村劳动力资源摸排表"


@entity("person", "人员")
@dataclass(frozen=True, slots=True, kw_only=True)
class Guest(Person):
    """A person with fields that only this test knows."""

    ferry: Annotated[str | None, Text("渡口", ask=Ask.BRANCH, help="写渡口名")] = None
    boat: Annotated[str | None, Code("船种", code_set="sex", ask=Ask.OPTIONAL)] = None
    secret: Annotated[str | None, Text("暗号")] = None


def test_a_throw_away_field_that_is_asked_for_has_a_column():
    own = Dictionary(Guest, Household, Membership, EmploymentSpell, SurveyAnswer, Tag)
    columns = {column.label: column for column in templates.columns_of(own, make.book())}
    assert (columns["渡口"].ask, columns["渡口"].hint) == ("分支", "写渡口名")
    assert columns["船种"].choices[:2] == ("男", "女")
    assert "暗号" not in columns


# Filled with what is known, and back.


@pytest.fixture
def village(township):
    """A village whose legacy roster was taken in, and its people."""
    sample = next((make.RESOURCES / "samples").glob("*桃源村-legacy-xls.xls"))
    assert imports.take_in_more(township, file=sample).refused == 0
    return township


def changes(session):
    return next(iter(session.ledger.data.rows("SELECT count(*) FROM change")))[0]


@pytest.mark.parametrize("piece", ["桃源村", "桃兴村", "玉河村", "卧龙村"])
def test_what_was_put_in_comes_back_without_a_change_or_a_question(township, tmp_path, piece):
    sample = next((make.RESOURCES / "samples").glob(f"*{piece}*"))
    imports.take_in_more(township, file=sample)
    path = tmp_path / "填报.xlsx"
    templates.write(township, file=path, village=piece, filled=True)
    before, everybody = changes(township), sum(1 for _ in township.ledger.where(Person))
    report = imports.take_in_more(township, file=path)
    assert (report.rows, report.unchanged) == (everybody, everybody)
    assert (report.added, report.updated, report.refused) == (0, 0, 0)
    assert changes(township) == before
    assert report.ignored_columns == ()


def test_exactly_the_cells_that_a_village_changed_are_updated(village, tmp_path):
    path = tmp_path / "桃源村.xlsx"
    templates.write(village, file=path, village="桃源村", filled=True)
    before = changes(village)
    book = load_workbook(path)
    sheet, names = book.worksheets[0], headings(path)
    first = sheet.cell(4, names.index("姓名") + 1).value
    sheet.cell(4, names.index("联系电话") + 1, "13900139000")
    sheet.cell(5, names.index("备注") + 1, "八月回家")
    book.save(path)
    report = imports.take_in_more(village, file=path)
    assert (report.added, report.updated, report.refused) == (0, 2, 0)
    assert changes(village) == before + 2
    (called,) = village.ledger.where(Person, "t.phone = '13900139000'")
    assert called.name == first


def test_id_numbers_are_text_and_only_the_cells_to_fill_are_open(village, tmp_path):
    path = tmp_path / "桃源村.xlsx"
    templates.write(village, file=path, village="桃源村", filled=True)
    book = load_workbook(path)
    sheet, names = book.worksheets[0], headings(path)
    number = sheet.cell(4, names.index("身份证号") + 1)
    assert (number.data_type, number.number_format) == ("s", "@")
    assert sheet.protection.sheet
    assert not number.protection.locked
    assert sheet.cell(3, 1).protection.locked
    below = sheet.column_dimensions["A"]
    assert not below.protection.locked
    last = village.ledger.data.rows("SELECT label FROM act ORDER BY pos DESC LIMIT 1")
    assert "导出填报工作簿" in next(iter(last))[0]


def test_the_mark_is_out_of_sight_and_a_newer_one_is_refused(township, blank):
    book = load_workbook(blank)
    assert book["版本"].sheet_state == "veryHidden"
    assert [cell.value for cell in book["版本"]["A"]] == [
        "劳务台账填报工作簿", "1", "433130110", "2026-06-30",
    ]  # fmt: skip
    book["版本"]["A2"] = "2"
    book.worksheets[0].cell(4, 1, "1")
    book.save(blank)
    with pytest.raises(CannotRead, match="更新版本的程序做的填报工作簿"):
        imports.take_in_more(township, file=blank)


def test_each_village_has_a_workbook_of_its_own(village, tmp_path):
    hamlet.settle(village)
    written = templates.write_each(village, folder=tmp_path, filled=True)
    assert len(written) == 2
    assert any("桃源村填报工作簿" in path.name for path in written)
    for path in written:
        sheet = load_workbook(path).worksheets[0]
        villages = {sheet.cell(row, 2).value for row in range(4, sheet.max_row + 1)} - {None}
        assert len(villages) == 1


def test_a_reader_hands_out_no_whole_numbers(village, tmp_path):
    path = tmp_path / "桃源村.xlsx"
    reader = replace(village, role=Role.READER)
    templates.write(reader, file=path, village="桃源村", filled=True)
    column = headings(path).index("身份证号") + 1
    sheet = load_workbook(path).worksheets[0]
    assert "****" in sheet.cell(4, column).value
