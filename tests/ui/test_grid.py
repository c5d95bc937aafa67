"""The list that every page uses."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.domain.tables import Align, Column, Table
from desktop.ui.theme import Look
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.table_model import TableModel

PEOPLE = Table(
    "名单",
    (
        Column("姓名", lambda row: row[0]),
        Column("身份证号", lambda row: row[1], 40),
        Column("年龄", lambda row: row[2], align=Align.RIGHT),
    ),
)
ROWS = [("张三", "433130199001010011", 36), ("李<四>", "433130199001010022", 40)]


@pytest.fixture
def grid(show, preferences):
    model = TableModel(PEOPLE)
    made = Grid(model, Look(), preferences)
    model.set_rows(list(ROWS))
    return show(made)


def test_enter_opens_the_row(qtbot, grid):
    grid.go_to(1)
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1]]


def test_a_double_click_opens_the_row(qtbot, grid):
    where = grid.visualRect(grid.table.index(0, 0)).center()
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == [ROWS[0]]


def test_copied_rows_paste_into_a_spreadsheet(qtbot, grid):
    grid.selectAll()
    qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines() == [
        "姓名\t身份证号\t年龄",
        "张三\t433130199001010011\t36",
        "李<四>\t433130199001010022\t40",
    ]
    html = data.html()
    assert "mso-number-format:'\\@'\">433130199001010011<" in html
    assert "<td >36</td>" in html
    assert "李&lt;四&gt;" in html


def test_a_hidden_column_stays_hidden_and_is_not_copied(qtbot, grid, show, preferences):
    menu = grid.column_menu()
    qtbot.addWidget(menu)
    menu.actions()[1].trigger()
    grid.selectAll()
    grid.copy()
    assert "433130" not in QGuiApplication.clipboard().text()
    again = show(Grid(TableModel(PEOPLE), Look(), preferences))
    assert again.isColumnHidden(1)


def test_the_last_column_cannot_be_hidden(qtbot, grid):
    menu = grid.column_menu()
    qtbot.addWidget(menu)
    for action in menu.actions():
        action.trigger()
    assert len(grid.shown_columns()) == 1


def test_a_click_on_a_heading_sorts(qtbot, grid):
    head = grid.horizontalHeader()
    where = head.viewport().rect().topLeft()
    where.setX(head.sectionViewportPosition(2) + 5)
    where.setY(5)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=where)
    first = grid.table.row(grid.table.index(0, 0))
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert first != grid.table.row(grid.table.index(0, 0))


def test_going_to_a_row_chooses_it_though_ctrl_is_held(qtbot, grid):
    qtbot.keyPress(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    for row in (1, 1, 0):
        grid.go_to(row)
        assert grid.chosen_rows() == [ROWS[row]]
    qtbot.keyRelease(grid, Qt.Key.Key_Z)
