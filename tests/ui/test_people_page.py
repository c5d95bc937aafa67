"""人员."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.ui.dialogs.person_dialog import PersonDialog
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
    page.codes["sex"].setCurrentIndex(page.codes["sex"].findData("男"))
    page.least.setValue(24)
    page.most.setValue(40)
    page.search()
    assert names(page) == ["张小明", "李四"]
    page.village.setCurrentIndex(2)
    assert names(page) == ["李四"]
    qtbot.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 5
    assert not page.clear.isVisible()


def test_typing_filters_by_name_or_number(qtbot, page):
    qtbot.keyClicks(page.text, "13800138001")
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    assert names(page) == ["张三丰", "王五", "李四"]


def test_a_heading_sorts_in_the_ledger(page):
    page.grid.horizontalHeader().setSortIndicator(2, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["王五", "张三丰", "赵小花", "李四", "张小明"]
    page.grid.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "赵小花"


def test_copy_takes_everybody_shown(page, qtbot, desk):
    page.village.setCurrentIndex(2)
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
