"""人员."""

import re
from dataclasses import replace
from functools import partial

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.services import person_lists
from desktop.services.roles import Role
from desktop.storage import history
from desktop.ui import list_printing
from desktop.ui.desk import Desk
from desktop.ui.dialogs.columns_dialog import ColumnsDialog
from desktop.ui.dialogs.name_dialog import NameDialog
from desktop.ui.dialogs.person_dialog import PersonDialog
from desktop.ui.dialogs.print_dialog import PrintDialog
from desktop.ui.pages.people import PeoplePage
from tests.ui.conftest import ident


@pytest.fixture
def page(desk, show):
    return show(PeoplePage(desk))


def names(page):
    model = page.grid.table
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_everybody_is_listed_household_by_household(page):
    assert names(page) == ["张三丰", "赵小花", "张小明", "王五", "李四"]
    assert page.count.text() == "5 人"


def test_filters_narrow_together_and_can_be_cleared(qtbot, page):
    page.filters.codes["sex"].setCurrentIndex(page.filters.codes["sex"].findData("男"))
    page.filters.least.setValue(24)
    page.filters.most.setValue(40)
    page.search()
    assert names(page) == ["张小明", "李四"]
    page.filters.village.setCurrentIndex(2)
    assert names(page) == ["李四"]
    qtbot.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 5
    assert not page.clear.isVisible()


def test_typing_filters_by_name_or_number(qtbot, page):
    qtbot.keyClicks(page.filters.text, "13800138001")
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    assert names(page) == ["张三丰", "王五", "李四"]


def test_a_heading_sorts_in_the_ledger(page):
    page.grid.horizontalHeader().setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["王五", "张三丰", "赵小花", "李四", "张小明"]
    labels = [column.label for column in page.grid.table.table.columns]
    place = labels.index("务工地点")
    page.grid.horizontalHeader().setSortIndicator(place, Qt.SortOrder.AscendingOrder)
    assert names(page)[:3] == ["张三丰", "张小明", "李四"]
    page.grid.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "赵小花"


def test_copy_takes_everybody_shown(page, qtbot, desk):
    page.filters.village.setCurrentIndex(2)
    with qtbot.waitSignal(desk.told):
        page._copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("李四\t")


def test_enter_opens_the_card(qtbot, page):
    page.grid.go_to(2)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    dialog = page.findChild(PersonDialog)
    assert dialog.person == ident("p3")
    dialog.close()


def test_a_filter_is_saved_by_name_and_chosen_again(qtbot, page, desk, show):
    page.filters.codes["sex"].setCurrentIndex(page.filters.codes["sex"].findData("女"))
    page.ask_name()
    dialog = page.findChild(NameDialog)
    dialog.text.setText("今年满16")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    assert "自带" in dialog.problem.text()
    dialog.text.setText("妇女")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    assert page.filters.saved == "妇女"
    again = show(PeoplePage(desk))
    again.filters.standing.setCurrentText("妇女")
    assert names(again) == ["赵小花"]
    assert again.filters.codes["sex"].currentData() == "女"
    again.forget.click()
    assert again.filters.standing.findText("妇女") == -1
    assert len(names(again)) == 5


def test_a_standing_filter_says_whom_it_lets_through(page):
    page.filters.standing.setCurrentText("无身份证号")
    assert names(page) == ["王五"]
    assert "身份证号" in page.note.text()


def test_columns_are_chosen_from_the_whole_dictionary(page, desk, show):
    page.ask_columns()
    dialog = page.findChild(ColumnsDialog)
    dialog.choose(["person.name", "household.household_no", "presence.state"])
    dialog.chosen.setCurrentRow(1)
    dialog.move_by(-1)
    dialog.accept()
    headings = [column.label for column in page.grid.table.table.columns]
    assert headings == ["户编号", "姓名", "返乡返岗状态"]
    assert page.grid.table.index(0, 0).data() == "433130110001"
    again = show(PeoplePage(desk))
    assert [column.label for column in again.grid.table.table.columns] == headings


def test_a_ticked_column_is_added_and_an_unticked_one_goes(qtbot, page):
    page.ask_columns()
    dialog = page.findChild(ColumnsDialog)
    item = next(one for one in dialog._items() if one.text(0) == "政治面貌")
    item.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.paths()[-1] == "person.political"
    dialog.remove()
    assert item.checkState(0) is Qt.CheckState.Unchecked
    assert "person.political" not in dialog.paths()
    dialog.reject()


def test_a_dragged_heading_stays_where_it_was_put(qtbot, page, desk):
    page.grid.horizontalHeader().moveSection(3, 0)
    qtbot.waitUntil(lambda: page.paths[0] == "person.id_no")
    assert desk.preferences.chosen_columns("人员列表")[0] == "person.id_no"
    assert page.grid.table.table.columns[0].label == "身份证号"


def test_who_may_only_read_copies_no_whole_number(desk, preferences, show):
    reader = Desk(replace(desk.session, role=Role.READER), desk.jobs, preferences, desk.look)
    page = show(PeoplePage(reader))
    page.grid.selectAll()
    page._copy()
    text = QGuiApplication.clipboard().text()
    assert "张三丰" in text
    assert re.search(r"[0-9]{17}", text) is None
    assert "13800138001" not in text
    assert "138****8001" in text


def test_what_is_shown_is_printed_and_written(page, tmp_path):
    page.filters.village.setCurrentIndex(2)
    page.show_columns(["person.name", "person.id_no"])
    page.ask_print()
    dialog = page.findChild(PrintDialog)
    assert dialog.view.pages == 1
    file = tmp_path / "名单.xlsx"
    list_printing.save(page.desk, dialog, made_by(page), file)
    sheet = openpyxl.load_workbook(file).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = rows.index(["序号", "姓名", "身份证号"])
    assert rows[head + 1][:2] == [1, "李四"]
    assert isinstance(rows[head + 1][2], str)
    list_printing.save(page.desk, dialog, made_by(page), tmp_path / "名单.pdf")
    assert (tmp_path / "名单.pdf").read_bytes().startswith(b"%PDF")
    labels = [act.label for _, act in history.recent_acts(page.desk.session.ledger.data, 2)]
    assert labels == ["导出人员列表（1行）"] * 2


def made_by(page):
    return partial(person_lists.listing_of, wanted=page.wanted(), paths=page.paths)
