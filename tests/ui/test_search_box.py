"""Searching as one types."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from desktop.services import people
from desktop.ui.theme import Look
from desktop.ui.widgets.search_box import SearchBox


@pytest.fixture
def box(session, show):
    window = QMainWindow()
    made = SearchBox(Look(), lambda text: people.find(session, text), window)
    window.setCentralWidget(made)
    show(window)
    made.setFocus()
    yield made
    window.close()


def found(box):
    items = [box.results.list.item(at) for at in range(box.results.list.count())]
    return [item.data(Qt.ItemDataRole.UserRole).name for item in items]


@pytest.mark.parametrize("typed", ["张三", "zhangsan", "zsf", "13800138001", "4331301975"])
def test_names_initials_and_digits_find_a_person(qtbot, box, typed):
    qtbot.keyClicks(box, typed) if typed.isascii() else box.setText(typed)
    qtbot.waitUntil(box.results.isVisible)
    assert "张三丰" in found(box)


def test_enter_opens_the_chosen_one(qtbot, box):
    qtbot.keyClicks(box, "z")
    qtbot.waitUntil(box.results.isVisible)
    wanted = found(box)[1]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args[0].name == wanted
    assert box.text() == ""
    assert not box.results.isVisible()


def test_enter_right_after_typing_does_not_wait(qtbot, box):
    qtbot.keyClicks(box, "lisi")
    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args[0].name == "李四"


def test_nothing_found_is_said(qtbot, box):
    box.setText("欧阳")
    qtbot.waitUntil(box.results.isVisible)
    assert box.results.nothing.isVisible()


def test_escape_leaves(qtbot, box):
    qtbot.keyClicks(box, "z")
    qtbot.waitUntil(box.results.isVisible)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.results.isVisible()
    assert box.text() == ""
