"""疑点核查."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.domain.finding import Severity
from desktop.services import checks
from desktop.ui.dialogs.answer_dialog import AnswerDialog
from desktop.ui.dialogs.person_dialog import PersonDialog
from desktop.ui.pages.findings import FindingsPage


@pytest.fixture
def page(desk, show):
    return show(FindingsPage(desk))


def shown(page):
    return [line.finding for line in page.grid.table.rows]


def go_to(page, wanted):
    at = next(row for row, finding in enumerate(shown(page)) if wanted(finding))
    page.grid.go_to(at)
    return shown(page)[at]


def test_all_open_findings_are_listed(page, session):
    assert shown(page) == list(checks.listed(session))
    assert {finding.severity for finding in shown(page)} >= {Severity.ERROR, Severity.DOUBT}


def test_a_chip_shows_one_level(qtbot, page):
    qtbot.mouseClick(page.levels.button(1), Qt.MouseButton.LeftButton)
    assert {finding.severity for finding in shown(page)} == {Severity.ERROR}


def test_one_rule_in_one_village(page):
    number = shown(page)[0].rule
    page.rule.setCurrentIndex(page.rule.findData(number))
    assert {finding.rule for finding in shown(page)} == {number}
    page.village.setCurrentIndex(1)
    places = {line.household.village for line in page.grid.table.rows}
    assert places == {page.village.currentData()}


def test_enter_opens_whom_it_is_about(qtbot, page):
    finding = go_to(page, lambda one: one.entity == "person")
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    dialog = page.findChild(PersonDialog)
    assert dialog.person == finding.record
    dialog.close()


def test_a_doubt_is_answered_with_two_keys(qtbot, page, session):
    before = len(shown(page))
    finding = go_to(page, lambda one: one.severity is Severity.DOUBT)
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus)
    qtbot.keyClick(page.grid, Qt.Key.Key_Space)
    dialog = page.findChild(AnswerDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_2)
    assert not dialog.isVisible()
    assert len(shown(page)) == before - 1
    assert finding not in list(checks.listed(session))


def test_all_alike_are_answered_together(qtbot, page, session):
    finding = go_to(page, lambda one: one.severity is Severity.DOUBT)
    page.answer()
    dialog = page.findChild(AnswerDialog)
    dialog.alike.setChecked(True)
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    assert list(checks.listed(session, rule=finding.rule, severity=Severity.DOUBT)) == []


def test_an_error_cannot_be_answered(qtbot, page):
    go_to(page, lambda one: one.severity is Severity.ERROR)
    page.answer()
    assert page.findChild(AnswerDialog) is None
    assert page.findChild(QMessageBox, "message") is not None


def test_checking_again_says_how_many_there_are(qtbot, page, desk, session):
    with qtbot.waitSignal(desk.told) as told:
        page.check_again()
    assert str(len(list(checks.listed(session)))) in told.args[0]


def test_answered_doubts_leave_an_empty_page_with_a_word(page, session):
    page.levels.button(3).click()
    assert shown(page) == []
    assert page.empty.isVisible()
