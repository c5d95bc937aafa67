"""入户调查."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.ui.dialogs.person_dialog import PersonDialog
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.table_model import TableModel
from tests.ui.conftest import ident


@pytest.fixture
def page(desk, show):
    return show(HouseholdsPage(desk))


def heads(page):
    model = page.households.table
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def cell(grid, row, label):
    labels = [column.label for column in grid.table.table.columns]
    return grid.table.index(row, labels.index(label))


def lines(page):
    return [one for one in page.sheet.head.findChildren(QPushButton) if one.isVisible()]


def test_all_households_are_listed_by_village_and_number(page):
    assert heads(page) == ["张三丰", "王五", "李四"]


def test_a_village_and_a_group_narrow_the_list(qtbot, page):
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert heads(page) == ["张三丰", "王五"]
    qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert heads(page) == ["张三丰"]


def test_the_members_of_the_chosen_household_stand_below(qtbot, page):
    assert [member.person.name for member in page.members.table.rows] == [
        "张三丰",
        "赵小花",
        "张小明",
    ]
    qtbot.keyClick(page.households, Qt.Key.Key_Down)
    assert [member.person.name for member in page.members.table.rows] == ["王五"]


def test_what_is_wrong_is_marked_and_what_could_not_be_read_is_red(page):
    page.show_household(ident("h2"))
    number = cell(page.members, 0, "身份证号")
    assert number.data() == "4.33E+17"
    assert number.data(TableModel.ToneRole) == "error"
    mark = cell(page.households, 1, "核查")
    assert mark.data().startswith("错误")
    assert mark.data(TableModel.ToneRole) == PILL + "error"


def test_the_keyboard_goes_from_the_list_to_a_members_card(qtbot, page):
    qtbot.keyClick(page.households, Qt.Key.Key_Return)
    qtbot.keyClick(page.members, Qt.Key.Key_Down)
    qtbot.keyClick(page.members, Qt.Key.Key_F3)
    dialog = page.findChild(PersonDialog)
    assert dialog.person == ident("p2")
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.person == ident("p3")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_finding_above_the_members_leads_to_its_cell(qtbot, page):
    page.show_household(ident("h2"))
    page.sheet.go_to(0, 1)
    qtbot.waitUntil(lambda: bool(lines(page)))
    qtbot.mouseClick(lines(page)[0], Qt.MouseButton.LeftButton)
    assert page.members.currentIndex() == cell(page.members, 0, "身份证号")


def test_a_household_is_found_wherever_it_is(page):
    page.show_household(ident("h3"))
    assert page.households.current_row().household.id == ident("h3")


def test_a_change_shows_up_and_the_place_is_kept(page, session):
    page.show_household(ident("h2"))
    person = page.members.table.rows[0].person
    with session.ledger.act("test", "改") as writer:
        writer.update(person, {"phone": "13900139000"})
    assert page.households.current_row().household.id == ident("h2")
    assert cell(page.members, 0, "联系电话").data() == "13900139000"


def test_a_hidden_page_reads_only_when_it_is_shown_again(page, session):
    page.hide()
    person = page.members.table.rows[0].person
    with session.ledger.act("test", "改") as writer:
        writer.update(person, {"phone": "13900139000"})
    assert page.stale
    page.show()
    assert not page.stale
