"""套表: chosen, put right, filled and kept from the window."""

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QMessageBox

from desktop.services import kept_forms
from desktop.ui.pages.forms import FormsPage
from tests.export import county_forms


@pytest.fixture
def page(desk, show):
    return show(FormsPage(desk))


@pytest.fixture
def county(tmp_path):
    file = tmp_path / "县局月报.xlsx"
    file.write_bytes(county_forms.list_form())
    return file


def told(page):
    return "\n".join(box.text() for box in page.findChildren(QMessageBox))


def box_of(page, heading):
    rows = [page.meanings.item(at, 0).text() for at in range(page.meanings.rowCount())]
    return page.meanings.boxes[rows.index(heading)], rows.index(heading)


def test_headings_stand_beside_what_goes_under_them_with_an_example(page, county):
    page.look_at(county)
    box, at = box_of(page, "公民身份号码")
    assert box.currentText() == "身份证号"
    assert len(page.meanings.item(at, 2).text()) == 18
    box, at = box_of(page, "姓名")
    assert page.meanings.item(at, 2).text() == "张三丰"
    assert "1 栏不填" in page.note.text()
    assert page.first.value() == 5


def test_a_heading_is_put_right_and_the_form_filled(page, county, tmp_path):
    page.look_at(county)
    box, _ = box_of(page, "年收入")
    assert box.currentText() == "（不填）"
    other, _ = box_of(page, "备注")
    other.setCurrentIndex(other.findData("household.head"))
    assert "1 栏不填" in page.note.text()
    out = tmp_path / "填好.xlsx"
    page.fill(out)
    assert "没有填的栏目：年收入" in told(page)
    sheet = load_workbook(out)["花名册 表1"]
    assert [sheet.cell(row, 2).value for row in (5, 6)] == ["张三丰", "赵小花"]
    assert sheet.cell(6, 9).value == "张三丰"


def test_a_form_is_kept_and_filled_again_without_its_file(page, county, session, tmp_path):
    page.look_at(county)
    other, _ = box_of(page, "备注")
    other.setCurrentIndex(other.findData("household.head"))
    page.save()
    county.unlink()
    page.stack.setCurrentIndex(0)
    page.forms.itemClicked.emit(page.forms.item(0))
    assert page.stack.currentIndex() == 1
    assert page.name.text() == "县局月报"
    other, _ = box_of(page, "备注")
    assert other.chosen() == "household.head"
    page.fill(tmp_path / "填好.xlsx")
    assert (tmp_path / "填好.xlsx").exists()
    page._forget("县局月报")
    assert kept_forms.kept(session) == []
    assert page.forms.count() == 0


def test_a_form_for_each_person_asks_for_no_row(page, tmp_path):
    file = tmp_path / "认定表.xlsx"
    file.write_bytes(county_forms.card())
    page.look_at(file)
    assert page.first_row.isHidden()
    assert "一人一张" in page.note.text()
    page.fill(tmp_path / "填好.xlsx")
    assert len(load_workbook(tmp_path / "填好.xlsx").sheetnames) == 5


def test_what_is_no_form_is_told(page, tmp_path):
    file = tmp_path / "通知.xlsx"
    file.write_bytes(b"no workbook")
    page.look_at(file)
    assert page.stack.currentIndex() == 0
    assert told(page)
