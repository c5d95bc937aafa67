"""Finding the header wherever it stands, and understanding its columns."""

from dataclasses import dataclass
from typing import Annotated

import pytest

from desktop.domain.dictionary import Dictionary, entity
from desktop.domain.entities import STANDARD
from desktop.domain.kinds import Text
from desktop.domain.record import Record
from desktop.intake.grid import Grid
from desktop.intake.headers import find_header
from desktop.intake.matching import SURE, HeadingIndex
from desktop.intake.refusals import CannotRead

INDEX = HeadingIndex(STANDARD)
PLAIN = ["序号", "姓名", "性别", "身份证号", "联系电话"]
PERSON = [1, "张雷", "男", "433130197212142210", "15542329978"]


def header(*rows, merged=(), index=INDEX):
    return find_header(Grid("花名册", [list(row) for row in rows], merged), index)


def targets(found):
    return {column.text: column.target for column in found.columns}


@pytest.mark.parametrize("above", [0, 1, 3, 29])
def test_a_header_is_found_in_the_first_thirty_rows(above):
    found = header(*[["石牌镇花名册"]] * above, PLAIN, PERSON)
    assert (found.first, found.last) == (above, above)


def test_a_header_below_them_is_not():
    assert header(*[["石牌镇花名册"]] * 34, PLAIN, PERSON) is None


def test_two_rows_make_one_header():
    found = header(
        ["花名册"],
        ["姓名", "身份证号", "就业情况", "", "备注"],
        ["", "", "务工单位", "月工资", ""],
        ["张雷", "433130197212142210", "比亚迪", "7100", ""],
    )
    assert (found.first, found.last) == (1, 2)
    assert targets(found)["月工资"] == "employment_spell.wage"
    assert [column.parts for column in found.columns][3] == ("就业情况", "月工资")


def test_four_rows_make_one_header():
    found = header(
        ["户主姓名", "基本情况", "", "", ""],
        ["", "本人", "", "就业", ""],
        ["", "姓名", "证件", "务工", ""],
        ["", "", "身份证号", "务工单位", "工种"],
        PERSON,
    )
    assert (found.first, found.last) == (0, 3)
    assert list(targets(found).values()) == [
        "column.head_name", "person.name", "person.id_no",
        "employment_spell.employer", "employment_spell.trade",
    ]  # fmt: skip


def test_the_group_tells_columns_of_one_name_apart():
    found = header(
        ["户主", "", "家庭成员", ""],
        ["姓名", "身份证号", "姓名", "身份证号"],
        ["张雷", "433130197212142210", "张丽华", "433130200401054644"],
    )
    assert targets(found) == {
        "户主/姓名": "column.head_name",
        "户主/身份证号": "column.head_id_no",
        "家庭成员/姓名": "person.name",
        "家庭成员/身份证号": "person.id_no",
    }


def test_a_merged_group_reaches_as_far_as_it_is_merged():
    rows = (["残疾", "", "姓名", "电话"], ["类别", "等级", "", ""])
    found = header(*rows, merged=(((0, 0), (0, 1)), ((0, 2), (1, 2))))
    assert [column.parts for column in found.columns] == [
        ("残疾", "类别"), ("残疾", "等级"), ("姓名",), ("电话",),
    ]  # fmt: skip
    assert targets(found)["类别"] == "person.disability_type"


@pytest.mark.parametrize(
    "text",
    [
        "身份证号",
        " 身 份 证\n号 ",
        "*身份证号",
        "身份证号（18位）",
        "3.身份证号",
        "身份证号：",
        "公民身份号码",
    ],
)
def test_a_heading_is_understood_however_it_is_set(text):
    hit = INDEX.find((text,))
    assert hit is not None
    assert hit.target == "person.id_no"
    assert hit.score >= SURE


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("务工时间（月）", "employment_spell.months_in_year"),
        ("务工时间", "employment_spell.start"),
        ("月工资（元）", "employment_spell.wage"),
        ("户类型", "column.household_type"),
        ("村（社区）", "household.village"),
        ("乡镇", "column.township"),
        ("户主", "column.head_name"),
        ("人口编号", "column.person_no"),
    ],
)
def test_brackets_are_dropped_only_where_they_do_not_matter(text, target):
    assert INDEX.find((text,)).target == target


@pytest.mark.parametrize(
    "text", ["性别要求", "学历要求", "月薪范围", "培训工种", "联系人及电话", "家属姓名"]
)
def test_a_likely_heading_is_only_a_guess(text):
    assert INDEX.find((text,)) is None
    column = header([*PLAIN, text], [*PERSON, "x"]).columns[-1]
    assert column.target is None
    assert column.guess is not None
    assert 0 < column.score < SURE


def test_a_field_is_taken_once_from_the_better_column():
    found = header(["姓名", "身份证", "备注", "家庭", ""], ["", "", "", "备注", "人数"])
    assert (found.first, found.last) == (0, 1)
    assert targets(found) == {
        "姓名": "person.name",
        "身份证": "person.id_no",
        "备注": "person.remark",
        "家庭/备注": None,
        "人数": None,
    }


def test_a_lower_row_that_says_nothing_new_still_belongs_to_the_header():
    head = ["姓名", "身份证号", "联系电话", "家庭收入", ""]
    found = header(head, ["", "", "", "种植", "养殖"], ["张三", "4331", "138", "1", "2"])
    assert found.last == 1
    assert [column.text for column in found.columns][3:] == ["种植", "养殖"]


def test_rows_of_people_are_no_header():
    assert (
        header(["张三", "户主", "男", "健康", "5542329978"], ["李四", "配偶", "女", "健康", ""])
        is None
    )
    assert header(PERSON, PERSON) is None


@pytest.mark.parametrize("gap", [[], ["", ""]])
def test_two_tables_side_by_side_are_refused(gap):
    with pytest.raises(CannotRead, match="第2行并排放着两张表"):
        header(["花名册"], [*PLAIN, *gap, *PLAIN], [*PERSON, *gap, *PERSON])


def test_headings_of_the_office_itself_mean_nothing_in_a_roster():
    assert INDEX.find(("角色",)) is None
    assert INDEX.find(("单位名称",)).target == "employment_spell.employer"


def test_a_declared_field_is_recognised_without_further_ado():
    @entity("person", "人员")
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Person(Record):
        name: Annotated[str | None, Text("姓名")] = None
        shoe_size: Annotated[str | None, Text("鞋码", aliases=("鞋号",))] = None

    found = header(["姓名", "鞋 号"], ["张三", "42"], index=HeadingIndex(Dictionary(Person)))
    assert targets(found) == {"姓名": "person.name", "鞋号": "person.shoe_size"}


def test_every_label_and_alias_is_understood_alone():
    rosters = ("household", "person", "membership", "employment_spell", "survey_answer", "tag")
    for each in rosters:
        for field in STANDARD[each].fields:
            if type(field.kind).__name__ != "Ref":
                assert INDEX.find((field.label,)) is not None, field.path
