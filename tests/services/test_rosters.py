"""Rosters kept by name: what is in them, in which order, and that they travel without people."""

import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from desktop.domain.errors import Refused
from desktop.domain.id_styles import IdStyle
from desktop.domain.roster_template import (
    A_HOUSEHOLD,
    BY_GROUP,
    BY_VILLAGE,
    RosterColumn,
    RosterTemplate,
    from_text,
    to_text,
)
from desktop.services import catalogue, person_lists, roster_templates, rosters, saved_filters
from desktop.services.roles import Role
from tests.services import hamlet

PLAIN = RosterTemplate(
    name="乡镇要的表",
    title="劳动力情况表",
    columns=(
        RosterColumn("person.name"),
        RosterColumn("person.id_no", "公民身份号码"),
        RosterColumn("household.head_id_no"),
        RosterColumn("area.township"),
        RosterColumn("work.city"),
        RosterColumn("tag.低保"),
        RosterColumn("employment_spell.wage"),
        RosterColumn("line.blank", "本人签字"),
    ),
)


@pytest.fixture
def people(township):
    return hamlet.settle(township)


def sheets(township, tmp_path, template, **more):
    """The rows under the headings of each sheet, by its name."""
    roster_templates.keep(township, template=template)
    file = tmp_path / "名册.xlsx"
    rosters.make(township, name=template.name, file=file, **more)
    book = load_workbook(file)
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        for sheet in book.worksheets
    }


def test_columns_have_their_own_titles_and_hold_what_no_field_holds(township, tmp_path, people):
    rows = sheets(township, tmp_path, PLAIN)["劳动力情况表"]
    assert rows[0] == [
        "序号", "姓名", "公民身份号码", "户主身份证号", "乡镇", "务工所在市", "是否低保", "月收入",
        "本人签字",
    ]  # fmt: skip
    by_name = {row[1]: row for row in rows[1:]}
    flower = by_name["向小花"]
    assert flower[2:5] == [people["向小花"].id_no, people["田大山"].id_no, "石牌镇"]
    assert by_name["田大山"][5:8] == ["深圳市", "否", 5200]
    assert by_name["彭老三"][6] == "是"


def test_id_numbers_are_text_in_the_style_that_is_asked_for(township, tmp_path, people):
    number = people["田大山"].id_no
    for style, wanted in (
        (IdStyle.PLAIN, number),
        (IdStyle.LAST, number[-4:]),
        (IdStyle.ENDS, f"{number[:6]}********{number[-4:]}"),
        (IdStyle.HEAD, f"{number[:6]}************"),
    ):
        rows = sheets(township, tmp_path, replace(PLAIN, id_style=style))["劳动力情况表"]
        assert {row[3] for row in rows if row[1] in {"田大山", "向小花"}} == {wanted}


def test_the_header_is_frozen_repeated_and_the_paper_set(township, tmp_path, people):
    sheets(township, tmp_path, replace(PLAIN, paper="A3"))
    sheet = load_workbook(tmp_path / "名册.xlsx").worksheets[0]
    assert sheet.freeze_panes == "C4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.paperSize == 8
    assert sheet["C4"].data_type == "s"


def test_villages_and_groups_have_sheets_of_their_own_in_order(township, tmp_path, people):
    found = sheets(township, tmp_path, replace(PLAIN, group=BY_GROUP))
    names = [village.name for village in township.ledger.book.places.villages(
        township.ledger.fact("area"))[4:6]]  # fmt: skip
    assert list(found) == [f"{names[0]} 2组", f"{names[0]} 10组", f"{names[1]} 1组"]
    assert [rows[1][0] for rows in found.values()] == [1, 1, 1]
    whole = sheets(township, tmp_path, replace(PLAIN, group=BY_VILLAGE, order="person.birth"))
    assert [row[1] for row in whole[names[0]][1:4]] == ["彭老三", "田大山", "向小花"]


def test_a_household_is_one_row_with_its_head(township, tmp_path, people):
    rows = sheets(township, tmp_path, replace(PLAIN, rows=A_HOUSEHOLD))["劳动力情况表"]
    assert sorted(row[1] for row in rows[1:4]) == ["彭老三", "王独户", "田大山"]


def test_a_village_and_a_filter_narrow_it(township, tmp_path, people):
    village = township.ledger.book.places.villages(township.ledger.fact("area"))[5].name
    rows = sheets(township, tmp_path, PLAIN, village=village)["劳动力情况表"]
    assert [row[1] for row in rows if row[0] == 1] == ["王独户"]
    women = person_lists.wanted(township, codes=(("sex", "女"),))
    saved_filters.save(township, "妇女", women)
    rows = sheets(township, tmp_path, PLAIN, chosen="妇女")["劳动力情况表"]
    assert [row[1] for row in rows if isinstance(row[0], int)] == ["向小花"]
    with pytest.raises(Refused, match="没有“老人”这个筛选"):
        rosters.make(township, name=PLAIN.name, file=tmp_path / "x.xlsx", chosen="老人")


def test_it_is_printed_as_well_and_logged(township, tmp_path, people):
    roster_templates.keep(township, template=replace(PLAIN, group=BY_VILLAGE))
    file = tmp_path / "名册.pdf"
    assert catalogue.call(township, "roster.make", {"name": PLAIN.name, "file": str(file)}) == 4
    assert file.read_bytes().startswith(b"%PDF")
    (last,) = township.ledger.data.rows("SELECT label FROM act ORDER BY pos DESC LIMIT 1")
    assert last[0] == "导出劳动力情况表（4行）"


def test_nobody_means_no_sheets_and_no_file(township, tmp_path):
    roster_templates.keep(township, template=replace(PLAIN, group=BY_VILLAGE))
    with pytest.raises(Refused, match="没有符合条件的人"):
        rosters.make(township, name=PLAIN.name, file=tmp_path / "名册.xlsx")
    assert list(tmp_path.glob("名册*")) == []


def test_a_reader_sees_numbers_in_part_only(township, tmp_path, people):
    roster_templates.keep(township, template=PLAIN)
    reader = replace(township, role=Role.READER)
    rosters.make(reader, name=PLAIN.name, file=tmp_path / "名册.xlsx")
    sheet = load_workbook(tmp_path / "名册.xlsx").worksheets[0]
    assert all("********" in sheet.cell(row, column).value for row in range(4, 8)
               for column in (3, 4))  # fmt: skip


# Kept and shared.


def test_what_is_kept_comes_back_and_can_be_dropped(township):
    roster_templates.keep(township, template=PLAIN)
    assert roster_templates.kept(township) == [PLAIN]
    roster_templates.forget(township, name=PLAIN.name)
    assert roster_templates.kept(township) == []
    with pytest.raises(Refused, match="没有“乡镇要的表”"):
        roster_templates.forget(township, name=PLAIN.name)


def test_a_shared_file_brings_the_filter_along_but_nobody(township, tmp_path, people):
    women = person_lists.wanted(township, ages=(16, 54), codes=(("sex", "女"),))
    saved_filters.save(township, "妇女", women)
    roster_templates.keep(township, template=replace(PLAIN, chosen="妇女"))
    file = tmp_path / "名册.json"
    assert roster_templates.share(township, name=PLAIN.name, file=file)
    saved_filters.forget(township, "妇女")
    roster_templates.forget(township, name=PLAIN.name)
    assert roster_templates.take(township, file=file).chosen == "妇女"
    (found,) = saved_filters.saved(township)
    assert (found.wanted.ages, found.wanted.codes) == ((16, 54), (("sex", "女"),))


def test_a_filter_that_names_people_is_left_out_of_the_file(township, tmp_path, people):
    saved_filters.keep(township, "几个人", [people["田大山"].id])
    roster_templates.keep(township, template=replace(PLAIN, chosen="几个人"))
    file = tmp_path / "名册.json"
    assert not roster_templates.share(township, name=PLAIN.name, file=file)
    assert json.loads(file.read_text(encoding="utf-8"))["filter"] == ""
    assert people["田大山"].id not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda text: "not json", "不是名册模板"),
        (lambda text: "[]", "不是名册模板"),
        (lambda text: text.replace('"version": 1', '"version": 2'), "更新版本"),
        (lambda text: text.replace('"columns": [', '"columns": [3,'), "已损坏"),
        (lambda text: text.replace('"A4"', '"A9"'), "已损坏"),
        (lambda text: text.replace("PLAIN", "CURLY"), "已损坏"),
        (lambda text: text.replace("乡镇要的表", ""), "名字"),
    ],
)
def test_a_spoilt_file_is_refused_with_a_sentence(spoil, sentence):
    with pytest.raises(Refused, match=sentence):
        from_text(spoil(to_text(PLAIN)))


def test_a_column_that_is_not_here_keeps_the_whole_roster_out(township, tmp_path):
    file = tmp_path / "新.json"
    file.write_text(to_text(PLAIN).replace("person.name", "person.soul"), encoding="utf-8")
    with pytest.raises(Refused, match=r"person\.soul"):
        roster_templates.take(township, file=file)
    file.write_bytes("人员".encode("gb18030"))
    with pytest.raises(Refused, match="不是名册模板"):
        roster_templates.take(township, file=file)
    assert roster_templates.kept(township) == []


def test_a_template_reads_back_as_it_was_written():
    whole = replace(
        PLAIN, rows=A_HOUSEHOLD, chosen="无电话", group=BY_GROUP, order="person.birth",
        descending=True, id_style=IdStyle.SPLIT, paper="A3", signed=False,
    )  # fmt: skip
    assert from_text(to_text(whole)) == whole
