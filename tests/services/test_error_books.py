"""The clerk's own sheet with its faults marked, for each of the samples."""

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desktop.domain.errors import Refused
from desktop.services import error_books, imports
from desktop.storage import history

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


def comments(path):
    sheet = load_workbook(path).active
    return {
        (cell.row, cell.column): cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


@pytest.mark.parametrize("sample", sorted(SAMPLES.iterdir()), ids=lambda path: path.suffix)
def test_each_remark_stands_in_its_row(township, tmp_path, sample):
    out = tmp_path / "标错.xlsx"
    report = imports.preview(township, sample)
    marked = error_books.write(township, sample, report, out)
    found = comments(out)
    assert len(found) == marked > 0
    headings = {str(cell.value) for row in load_workbook(out).active["A1:Z6"] for cell in row}
    for remark in report.findings:
        shown = any(remark.message in text for text in found.values())
        assert shown or (remark.level == "疑点" and remark.column not in headings)
    own = [(remark.line, remark.message) for remark in report.findings if remark.rule == 1]
    for line, message in own:
        assert any(row == line and message in text for (row, _), text in found.items())


def test_the_cells_are_those_of_the_original(township, tmp_path):
    sample = next(SAMPLES.glob("*.xlsx"))
    out = tmp_path / "标错.xlsx"
    error_books.write(township, sample, imports.preview(township, sample), out)
    before, after = load_workbook(sample).active, load_workbook(out).active
    for row in range(1, 12):
        for column in range(1, before.max_column + 1):
            value = before.cell(row, column).value
            if isinstance(value, str):
                assert after.cell(row, column).value == value.strip()


def roster(path, *rows, sheets=1):
    book = Workbook()
    for number in range(sheets):
        sheet = book.active if number == 0 else book.create_sheet(f"表{number}")
        sheet.append(["村", "户编号", "姓名", "与户主关系", "身份证号", "性别"])
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_row_that_was_not_taken_in_says_why(township, tmp_path):
    original = roster(tmp_path / "表.xlsx", ["天边村", "1", "田大山", "户主", "", "男"])
    out = tmp_path / "标错.xlsx"
    error_books.write(township, original, imports.preview(township, original), out)
    assert "【未导入】" in comments(out)[2, 3]


def test_what_lies_under_a_merged_cell_is_marked_at_its_first(township, tmp_path):
    path = roster(
        tmp_path / "表.xlsx",
        ["卧龙村", "4331301102060001", "田大山", "户主", "433130199005040012", "男"],
        ["", "", "田小山", "户主", "433130201505040010", "男"],
    )
    book = load_workbook(path)
    book.active.merge_cells("D2:D3")
    book.save(path)
    report = imports.preview(township, path)
    second = next(remark for remark in report.findings if remark.column == "与户主关系")
    assert second.line == 3
    out = tmp_path / "标错.xlsx"
    error_books.write(township, path, report, out)
    found = comments(out)
    assert second.message in found[2, 4]
    assert (3, 4) not in found


def test_several_lists_in_one_file_are_refused(township, tmp_path):
    row = ["卧龙村", "4331301102060001", "田大山", "户主", "", "男"]
    path = roster(tmp_path / "表.xlsx", row, sheets=2)
    report = imports.preview(township, path)
    with pytest.raises(Refused, match="2张名单"):
        error_books.write(township, path, report, tmp_path / "标错.xlsx")


def test_the_original_is_never_overwritten(township, tmp_path):
    sample = next(SAMPLES.glob("*.xlsx"))
    mine = Path(shutil.copy(sample, tmp_path / "表.xlsx"))
    with pytest.raises(Refused, match="原表"):
        error_books.write(township, mine, imports.preview(township, mine), mine)
    assert mine.read_bytes() == sample.read_bytes()


def test_the_export_is_logged(township, tmp_path):
    sample = next(SAMPLES.glob("*.xlsx"))
    error_books.write(township, sample, imports.preview(township, sample), tmp_path / "x.xlsx")
    act = history.recent_acts(township.ledger.data, 1)[0][1]
    assert act.verb == "export.errors"
