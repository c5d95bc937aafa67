"""Rows of people: carried down, told apart, and left out for a reason."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.entities import STANDARD
from desktop.domain.id_number import looks_truncated
from desktop.intake.grid import Grid, text_of
from desktop.intake.headers import find_header
from desktop.intake.matching import HeadingIndex
from desktop.intake.rows import read_rows
from desktop.intake.seen import Dropped, IncomingRow
from tests.intake.tables import read, workbook

INDEX = HeadingIndex(STANDARD)
HEAD = ["序号", "户编号", "组别", "户主姓名", "姓名", "与户主关系", "身份证号", "联系电话", "备注"]
ID = "433130197212142210"


def entries(*rows, head=HEAD, merged=()):
    grid = Grid("花名册", [head, *[list(row) for row in rows]], merged)
    return list(read_rows(grid, find_header(grid, INDEX), STANDARD))


def people(*rows, **given):
    return [entry for entry in entries(*rows, **given) if isinstance(entry, IncomingRow)]


def reasons(*rows, **given):
    return [entry.reason for entry in entries(*rows, **given) if isinstance(entry, Dropped)]


def member(name, relation="之子", *, no="", group="", head="", phone="", remark="", id_no=ID):
    return ["1", no, group, head, name, relation, id_no, phone, remark]


def households(*rows, **given):
    return [row.household for row in people(*rows, **given)]


def test_household_cells_reach_down_to_its_members_only():
    first, second, third = people(
        member("张雷", "户主", no="01", group="9组", head="张雷", phone="138", remark="脱贫户"),
        member("张利"),
        member("李四", "户主", no="02", head="李四"),
    )
    assert second.text("household.household_no") == "01"
    assert second.text("household.group_name") == "9组"
    assert second.cells["column.head_name"].carried
    assert not first.cells["column.head_name"].carried
    assert third.text("household.group_name") == ""
    assert second.text("person.phone") == second.text("person.remark") == ""


def test_a_second_head_stays_in_the_household():
    assert households(
        member("张雷", "户主", no="01", group="9组", head="张雷"), member("张利", "户主")
    ) == [1, 1]


def test_the_head_s_name_parts_households_without_a_number():
    rows = [
        member("张雷", "户主", head="张雷"),
        member("张利", head="张雷"),
        member("李四", "户主", head="李四"),
        member("李五"),
    ]
    assert households(*rows) == [1, 1, 2, 2]


def test_a_missing_number_is_not_taken_from_the_household_above():
    _, second = people(
        member("张雷", "户主", no="01", head="张雷"), member("李四", "户主", head="李四")
    )
    assert (second.household, second.text("household.household_no")) == (2, "")


def test_the_relation_parts_households_where_nothing_else_does():
    rows = [member("张雷", "户主"), member("张利"), member("李四", "户主"), member("李五")]
    assert households(*rows) == [1, 1, 2, 2]


def test_a_household_may_be_without_its_head():
    assert households(member("张利", "之子", no="01"), member("李四", "配偶", no="02")) == [1, 2]


def test_a_number_that_lost_digits_parts_no_households():
    rows = [
        member("张雷", "户主", no=4331301102100001.0, head="张雷"),
        member("张利", no=4331301102100001.0, head="张雷"),
        member("李四", "户主", no=4331301102100001.0, head="李四"),
    ]
    assert households(*rows) == [1, 1, 2]
    assert all(row.cells["household.household_no"].damaged for row in people(*rows))


def test_merged_cells_reach_down_but_not_over_names_and_id_numbers():
    merged = tuple(((1, column), (3, column)) for column in (2, 4, 6, 8))
    blank = ["1", *[""] * 8]
    rows = people(
        member("张雷", "户主", group="9组", remark="脱贫户"),
        [*blank[:4], "张利", *blank[5:]],
        [*blank[:6], ID, *blank[7:]],
        member("李四"),
        merged=merged,
    )
    assert [row.text("household.group_name") for row in rows[:3]] == ["9组"] * 3
    assert [row.text("person.remark") for row in rows] == ["脱贫户", "脱贫户", "脱贫户", ""]
    assert [row.text("person.name") for row in rows] == ["张雷", "张利", "", "李四"]
    assert rows[1].text("person.id_no") == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (HEAD, "重复的表头"),
        (["合 计", "", "", "", "254人"], "合计行"),
        (["", "", "", "", "小计"], "合计行"),
        (["全村总计：70户", "", "", "", ""], "合计行"),
        (["填表人：", "", "", "", "审核人：", "", "", "负责人："], "签字行"),
        (["填表人：王五", "", "", "", "李六"], "签字行"),
        (["", "", "填报日期：2026年6月30日"], "签字行"),
        (["1", "2", "3", "4", "5", "6", "7", "8", "9"], "列号行"),
        (["石牌镇桃兴村花名册"], "说明文字"),
        (["以下空白"], "说明文字"),
        (["", "", "", "", "说明：本表由村民委员会填写，一式两份"], "说明文字"),
        (["17"], "只有序号"),
        (["", "01"], "没有姓名和身份证号"),
    ],
)
def test_rows_without_people_are_left_out_for_a_reason(row, reason):
    around = member("张雷", "户主", no="01")
    assert reasons(around, row, around) == [reason]


def test_blank_rows_are_not_worth_a_word():
    assert [type(entry) for entry in entries([], member("张雷"), ["", " ", "\u200b"])] == [
        IncomingRow
    ]


@pytest.mark.parametrize(
    "row",
    [
        member("", "之子", phone="13800000000"),
        member("张雷", "", id_no=""),
        member("", "", id_no="433130"),
        member("合计", "户主"),
        ["", "", "", "", "", "户主", "", "138", ""],
    ],
)
def test_an_incomplete_row_is_kept(row):
    assert len(people(row)) == 1


def test_lines_are_those_of_the_file():
    assert [row.line for row in people([], member("张雷"), ["合计"], member("李四"))] == [3, 5]


def test_serial_and_age_are_understood_and_left_out():
    head = [*HEAD, "年龄"]
    (row,) = people([*member("张雷"), 53], head=head)
    assert not any(target in row.cells for target in ("column.serial", "column.age"))


@pytest.mark.parametrize(
    ("cell", "damaged"),
    [
        (4.3313020081019e17, True),
        ("4.3313E+17", True),
        ("4.3313020081019E+017", True),
        ("433130200810190000", True),
        (433130850101123.0, True),
        ("433130850101123", False),
        (ID, False),
    ],
)
def test_an_id_number_from_a_numeric_cell_is_never_trusted(cell, damaged):
    (row,) = people(member("张雷", id_no=cell))
    assert row.cells["person.id_no"].damaged is damaged


@given(st.integers(10**17, 10**18 - 1))
def test_no_numeric_id_number_looks_sound_as_text(number):
    assert looks_truncated(text_of(float(number)))


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_read_as_excel_shows_them(number):
    assert text_of(number) == text_of(float(number)) == str(number)


def test_cells_read_as_they_are_shown(tmp_path):
    head = ["姓名", "身份证号", "出生日期", "月工资", "联系电话"]
    row = ["张雷", ID, datetime.fromisoformat("1972-12-14"), 3500.5, 13800000000]
    seen = read(tmp_path, workbook(head, row)).rows[0]
    assert seen.text("person.birth") == "1972-12-14"
    assert seen.text("employment_spell.wage") == "3500.5"
    phone = seen.cells["person.phone"]
    assert (phone.text, phone.numeric, phone.damaged) == ("13800000000", True, False)


def test_a_clock_is_kept_only_if_it_says_something():
    assert text_of(datetime.fromisoformat("2026-06-30")) == "2026-06-30"
    assert text_of(datetime.fromisoformat("2026-06-30T09:12:44")) == "2026-06-30 09:12:44"
    assert text_of(date(2026, 6, 30)) == "2026-06-30"
    assert text_of(True) == "TRUE"


texts = st.one_of(
    st.just(""), st.sampled_from([*HEAD, "合计", "户主", ID, "填表人："]), st.text(max_size=6)
)


@settings(max_examples=60)
@given(st.lists(st.lists(texts, max_size=12), max_size=12))
def test_every_row_with_a_sign_is_kept_or_named(rows):
    entered = entries(*rows)
    lines = [entry.line for entry in entered]
    assert lines == sorted(set(lines))
    shown = {n for n, row in enumerate(rows, start=2) if any(cell.strip() for cell in row)}
    assert set(lines) <= shown
    missing = shown - set(lines)
    assert all(
        not any(cell.strip().isprintable() and cell.strip() for cell in rows[n - 2])
        for n in missing
    )
