"""参数口径."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.services import lists
from desktop.services.roles import Role
from desktop.ui.desk import Desk
from desktop.ui.pages.parameters import DEFAULT, ParametersPage

KEY = Qt.Key


@pytest.fixture
def page(desk, show):
    return show(ParametersPage(desk))


def row_of(page, key):
    return next(at for at, one in enumerate(page.parameters.table.rows) if one.key == key)


def typed(qtbot, grid, row, at, text):
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    grid.go_to_cell(row, at)
    grid.edit(grid.currentIndex())
    editor = QApplication.focusWidget()
    editor.setText(text)
    qtbot.keyClick(editor, KEY.Key_Return)


def test_a_default_is_called_one_until_it_is_set(qtbot, page, session):
    at = row_of(page, "wage_least")
    assert page.parameters.table.index(at, 3).data() == DEFAULT
    typed(qtbot, page.parameters, at, 1, "800")
    assert page.parameters.table.index(at, 1).data() == "800"
    assert page.parameters.table.index(at, 3).data() == "已按本县修改（默认 500）"
    assert session.ledger.book.number("wage_least") == 800


def test_enter_goes_to_the_next_value(qtbot, page):
    typed(qtbot, page.parameters, 0, 1, page.parameters.table.rows[0].value)
    assert (page.parameters.currentIndex().row(), page.parameters.currentIndex().column()) == (1, 1)


def test_a_wrong_value_is_refused_in_words(qtbot, page, session):
    at = row_of(page, "wage_least")
    typed(qtbot, page.parameters, at, 1, "很多")
    assert "应填整数" in page.findChild(QMessageBox, "message").text()
    assert page.parameters.table.index(at, 1).data() == "500"


def test_bounds_of_a_policy_are_typed_and_another_is_chosen(qtbot, page, session):
    typed(qtbot, page.policies, 0, 4, "55")
    assert session.ledger.book.policy().female_max == 55
    page.policies.go_to_cell(3, 0)
    chosen = page.policies.table.rows[3].key
    page.choose.click()
    assert lists.age_policies(session)[0].key == chosen
    assert page.policies.table.index(0, 8).data() == "默认"


def test_who_is_no_administrator_only_looks(desk, preferences, show):
    clerk = Desk(replace(desk.session, role=Role.CLERK), desk.jobs, preferences, desk.look)
    page = show(ParametersPage(clerk))
    assert not page.choose.isEnabled()
    assert not page.parameters.table.is_keyed(page.parameters.table.index(0, 1))
