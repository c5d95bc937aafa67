"""What was decided on for the columns of a table, for one file and for those like it."""

import pytest

from desktop.domain.entities import STANDARD
from desktop.intake.layouts import Layout, Layouts, fingerprint, heading_key, keys_of
from desktop.intake.refusals import CannotRead
from desktop.intake.sheet import read_file
from tests.intake.tables import csv, read

ROSTER = ["户编号", "姓名", "与户主关系", "身份证号", "星座"]
ROW = ["001", "张雷", "户主", "433130197212142210", "白羊"]
CHOSEN = {"星座": "person.remark", "与户主关系": ""}


def targets(sheet):
    return {column.text: column.target for column in sheet.columns}


def test_what_a_clerk_decides_stands_above_what_headings_say(tmp_path):
    sheet = read(tmp_path, csv(ROSTER, ROW), "a.csv", layouts=Layouts(chosen=CHOSEN))
    assert targets(sheet)["星座"] == "person.remark"
    assert targets(sheet)["与户主关系"] is None
    assert sheet.rows[0].text("person.remark") == "白羊"
    assert [column.target for column in sheet.found][2] == "membership.relation"


def test_a_target_that_is_given_away_leaves_the_column_that_had_it(tmp_path):
    layouts = Layouts(chosen={"星座": "person.name"})
    sheet = read(tmp_path, csv(ROSTER, ROW), "a.csv", layouts=layouts)
    assert [column.target for column in sheet.columns].count("person.name") == 1
    assert sheet.rows[0].text("person.name") == "白羊"


def test_a_table_with_the_same_headings_is_known_again(tmp_path):
    first = read(tmp_path, csv(ROSTER, ROW), "一季度.csv")
    learned = {fingerprint(first.found): Layout("摸底表", CHOSEN)}
    turned = [list(reversed(line)) for line in (ROSTER, ROW)]
    again = read(tmp_path, csv(["某镇"], *turned), "二季度.csv", layouts=Layouts(learned=learned))
    assert (again.layout, targets(again)["星座"]) == ("摸底表", "person.remark")
    other = read(tmp_path, csv([*ROSTER, "属相"], [*ROW, "鼠"]), "b.csv",
                 layouts=Layouts(learned=learned))  # fmt: skip
    assert (other.layout, targets(other)["星座"]) == ("", None)


def test_a_header_that_says_nothing_is_found_by_what_was_decided(tmp_path):
    strange = csv(["哪个", "号码十八位"], ["张雷", "433130197212142210"])
    with pytest.raises(CannotRead, match="没有找到表头"):
        read(tmp_path, strange, "a.csv")
    chosen = {"哪个": "person.name", "号码十八位": "person.id_no"}
    sheet = read(tmp_path, strange, "a.csv", layouts=Layouts(chosen=chosen))
    assert sheet.rows[0].text("person.name") == "张雷"
    learned = {fingerprint(sheet.found): Layout("怪表", chosen)}
    assert read(tmp_path, strange, "a.csv", layouts=Layouts(learned=learned)).layout == "怪表"


def test_a_shipped_layout_only_adds_to_what_headings_say(tmp_path):
    known = Layout("系统导出", {"星座": "person.remark", "姓名": "person.remark"},
                   frozenset({"星座", "户编号"}))  # fmt: skip
    sheet = read(tmp_path, csv(ROSTER, ROW), "a.csv", layouts=Layouts(shipped=[known]))
    assert (sheet.layout, targets(sheet)["姓名"]) == ("系统导出", "person.name")
    assert targets(sheet)["星座"] == "person.remark"


def test_headings_that_stand_twice_are_told_apart(tmp_path):
    sheet = read(tmp_path, csv([*ROSTER, "星座"], [*ROW, "金牛"]), "a.csv",
                 layouts=Layouts(chosen={"星座(2)": "person.remark"}))  # fmt: skip
    assert keys_of(sheet.columns)[-2:] == ("星座", "星座(2)")
    assert sheet.rows[0].text("person.remark") == "金牛"


def test_a_heading_is_known_without_its_blanks_and_line_breaks():
    assert heading_key("联系\n 电话|Ａ") == heading_key("联系电话/a")


def test_a_mended_cell_is_read_instead_of_what_the_file_says(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_text(csv(ROSTER, ROW), encoding="utf-8")
    mends = {("名单", 1, 1): "张磊", ("名单", 1, 7): "远处", ("别的表", 1, 1): "没有"}
    (sheet,) = read_file(path, STANDARD, mends=mends)
    assert sheet.rows[0].text("person.name") == "张磊"


def test_a_few_texts_of_each_column_are_shown(tmp_path):
    rows = [[*ROW[:4], sign] for sign in ("白羊", "", "金牛", "白羊", "双子", "巨蟹")]
    sheet = read(tmp_path, csv(ROSTER, *rows), "a.csv")
    assert sheet.samples[4] == ("白羊", "金牛", "双子")
