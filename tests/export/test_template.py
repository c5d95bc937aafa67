"""A blank workbook read back: text columns, drop-downs, hints."""

from openpyxl import load_workbook

from desktop.export.template import TemplateColumn, write_template

COLUMNS = (
    TemplateColumn(label="姓名", ask="必问"),
    TemplateColumn(label="性别", ask="必问", choices=("男", "女")),
    TemplateColumn(label="培训意愿", choices=("电工", "焊工"), several=True, hint="用顿号隔开"),
    TemplateColumn(label="月收入", ask="分支", number=True),
)


def written(tmp_path, columns=COLUMNS):
    path = tmp_path / "空表.xlsx"
    write_template(path, "卧龙村摸排表", columns, how="一人一行", rows=20)
    return load_workbook(path)


def rules(sheet):
    return {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}


def test_the_headings_stand_under_title_and_instructions(tmp_path):
    sheet = written(tmp_path).worksheets[0]
    assert sheet["A1"].value == "卧龙村摸排表"
    assert sheet["A2"].value == "一人一行"
    assert [cell.value for cell in sheet[3]] == ["姓名", "性别", "培训意愿", "月收入"]
    assert sheet.max_row == 3


def test_what_is_no_number_is_text_so_that_no_digit_is_lost(tmp_path):
    sheet = written(tmp_path).worksheets[0]
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions["D"].number_format != "@"


def test_choices_drop_down_from_a_hidden_sheet(tmp_path):
    book = written(tmp_path)
    sheet, choices = book.worksheets
    assert choices.sheet_state == "hidden"
    assert [choices["B1"].value, choices["B2"].value] == ["男", "女"]
    rule = rules(sheet)["B4:B23"]
    assert rule.formula1 == "选项!$B$1:$B$2"
    assert rule.showErrorMessage


def test_several_choices_may_stand_in_one_cell(tmp_path):
    rule = rules(written(tmp_path).worksheets[0])["C4:C23"]
    assert not rule.showErrorMessage
    assert rule.prompt == "用顿号隔开"


def test_one_column_is_a_workbook_too(tmp_path):
    sheet = written(tmp_path, COLUMNS[:1]).worksheets[0]
    assert sheet["A3"].value == "姓名"
