"""A workbook comes back with its answers filled in, and all else of it as it was."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from desktop.envelope.safe_file import CannotWrite
from desktop.export.answered_book import Filled, write_answered

HEADINGS = ["序号", "姓名", "身份证号", "存在问题", "核实结果", "情况说明"]
SHEET = "xl/worksheets/sheet1.xml"


def county_list():
    """A list as a county makes it up: title, colours, merges, drop-downs, a comment, a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = "疑点名单"
    sheet["A1"] = "2026年疑点数据核查表"
    sheet.merge_cells("A1:F1")
    sheet.append(HEADINGS)
    sheet.append([1, "田大山", "433130198003050016", "疑似死亡仍参保", None, None])
    sheet.append([2, "彭水生", "433130197501090033", "疑似重复享受", None, None])
    sheet["A5"] = "=COUNTA(B3:B4)"
    edge = Border(*[Side(style="thin")] * 4)
    for cell in (*sheet[3], *sheet[4]):
        cell.border = edge
        cell.alignment = Alignment(wrap_text=True)
    sheet["D3"].font = Font(color="FFFF0000", bold=True)
    sheet["D3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet["D3"].comment = Comment("民政局 6 月数据", "县局")
    sheet.column_dimensions["C"].width = 24
    sheet.row_dimensions[2].height = 30
    sheet.add_data_validation(
        DataValidation("list", formula1='"属实已改,不属实,无法核实"', sqref="E3:E4")
    )
    sheet.conditional_formatting.add("E3:E4", CellIsRule("equal", ['"不属实"'], fill=PatternFill()))
    sheet.freeze_panes = "C3"
    sheet.print_area = "A1:F5"
    sheet.auto_filter.ref = "A2:F4"
    book.create_sheet("填表说明")["A1"] = "请于6月底前报回"
    memory = BytesIO()
    book.save(memory)
    return memory.getvalue()


def filled(*columns, rows):
    return {
        "疑点名单": Filled(header=1, columns=columns, headings=["核实结果", "情况说明"], rows=rows)
    }


@pytest.fixture
def original():
    return county_list()


@pytest.fixture
def answered(original, tmp_path):
    """The list with one row answered."""
    out = tmp_path / "回.xlsx"
    write_answered(out, original, filled(4, 5, rows={2: ["不属实", "本人健在"]}))
    return out


def test_only_the_answered_cells_are_changed(original, answered):
    before, after = load_workbook(BytesIO(original)), load_workbook(answered)
    assert after.sheetnames == before.sheetnames
    changed = {
        cell.coordinate: after["疑点名单"][cell.coordinate].value
        for row in before["疑点名单"].iter_rows()
        for cell in row
        if after["疑点名单"][cell.coordinate].value != cell.value
    }
    assert changed == {"E3": "不属实", "F3": "本人健在"}


def test_every_other_part_is_the_same_to_the_byte(original, answered):
    with zipfile.ZipFile(BytesIO(original)) as before, zipfile.ZipFile(answered) as after:
        assert before.namelist() == after.namelist()
        for name in before.namelist():
            assert (before.read(name) == after.read(name)) == (name != SHEET)


def test_formats_merges_widths_and_drop_downs_stay(original, answered):
    before, after = load_workbook(BytesIO(original)).active, load_workbook(answered).active
    for row in before.iter_rows():
        for cell in row:
            other = after[cell.coordinate]
            assert other._style == cell._style
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert after.column_dimensions["C"].width == 24
    assert after.row_dimensions[2].height == 30
    assert after.data_validations.dataValidation[0].sqref == (
        before.data_validations.dataValidation[0].sqref)  # fmt: skip
    assert len(list(after.conditional_formatting)) == 1
    assert (after.freeze_panes, after.print_area, after.auto_filter.ref) == (
        before.freeze_panes, before.print_area, before.auto_filter.ref)  # fmt: skip
    assert after["D3"].comment.text == "民政局 6 月数据"
    assert after["A5"].value == "=COUNTA(B3:B4)"


def test_columns_that_are_missing_are_added_behind_the_last(original, tmp_path):
    out = tmp_path / "回.xlsx"
    write_answered(out, original, filled(None, None, rows={3: ["属实已改", "已停保"]}))
    sheet = load_workbook(out).active
    assert [cell.value for cell in sheet[2]][6:] == ["核实结果", "情况说明"]
    assert [cell.value for cell in sheet[4]][6:] == ["属实已改", "已停保"]
    assert sheet["G4"].border.left.style == "thin"
    assert sheet.column_dimensions["G"].width == 18
    assert sheet.dimensions == "A1:H5"


def test_a_column_that_is_computed_is_left_and_another_added(original, tmp_path):
    book = load_workbook(BytesIO(original))
    book.active["E3"] = '=IF(D3="","","待核")'
    memory, out = BytesIO(), tmp_path / "回.xlsx"
    book.save(memory)
    write_answered(out, memory.getvalue(), filled(4, 5, rows={2: ["不属实", ""]}))
    sheet = load_workbook(out).active
    assert sheet["E3"].value == '=IF(D3="","","待核")'
    assert (sheet["G2"].value, sheet["G3"].value) == ("核实结果", "不属实")


def test_rows_and_cells_that_do_not_say_where_they_stand_are_counted(original, tmp_path):
    """Some programs leave the references out, as the format allows."""
    memory, out = BytesIO(), tmp_path / "回.xlsx"
    with zipfile.ZipFile(BytesIO(original)) as source, zipfile.ZipFile(memory, "w") as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == SHEET:
                content = content.replace(b'<row r="4"', b"<row").replace(b'<c r="E4"', b"<c")
                assert b"<row>" in content or b"<row " in content
            target.writestr(item, content)
    write_answered(out, memory.getvalue(), filled(4, 5, rows={3: ["不属实", "查无此事"]}))
    sheet = load_workbook(out).active
    assert (sheet["E4"].value, sheet["F4"].value) == ("不属实", "查无此事")
    assert sheet["B4"].value == "彭水生"


@given(st.dictionaries(st.integers(2, 9), st.tuples(st.text("是否<&>\" ", max_size=6), st.just("")),
                       max_size=5))  # fmt: skip
def test_what_is_filled_in_is_read_back(tmp_path_factory, rows):
    out = tmp_path_factory.mktemp("out") / "回.xlsx"
    write_answered(out, county_list(), filled(4, 5, rows=rows))
    sheet = load_workbook(out).active
    for row, (text, _) in rows.items():
        assert (sheet.cell(row + 1, 5).value or "") == text


def test_a_place_that_cannot_be_written_to_is_said(original, tmp_path):
    with pytest.raises(CannotWrite):
        write_answered(tmp_path / "没有" / "回.xlsx", original, filled(4, 5, rows={}))
