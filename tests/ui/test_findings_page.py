"""疑点核查."""

from functools import partial

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.domain.finding import Severity
from desktop.services import checks, finding_states
from desktop.services.finding_states import State
from desktop.ui import list_printing
from desktop.ui.dialogs.answer_dialog import AnswerDialog
from desktop.ui.dialogs.person_dialog import PersonDialog
from desktop.ui.dialogs.print_dialog import PrintDialog
from desktop.ui.pages.findings import FindingsPage
from desktop.ui.window import MainWindow


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


def test_enter_asks_for_the_cell_and_f3_opens_the_card(qtbot, page, desk):
    finding = go_to(page, lambda one: one.entity == "person")
    with qtbot.waitSignal(desk.finding_wanted) as wanted:
        qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert wanted.args == [finding]
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus)
    qtbot.keyClick(page.grid, Qt.Key.Key_F3)
    dialog = page.findChild(PersonDialog)
    assert dialog.person == finding.record
    dialog.close()


def test_the_window_goes_to_the_very_cell(qtbot, desk, show):
    window = MainWindow(desk)
    show(window)
    window.go("findings")
    page = window.page("findings")
    finding = go_to(page, lambda one: one.field == "id_no")
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    sheet = window.page("households").sheet
    index = sheet.grid.currentIndex()
    assert window.stack.currentWidget() is window.page("households")
    assert sheet.grid.place_of(finding.record, "id_no") == (index.row(), index.column())


def test_answered_findings_have_a_list_of_their_own_with_the_reason(qtbot, page, session):
    finding = go_to(page, lambda one: one.severity is Severity.DOUBT)
    assert page.state is State.OPEN
    page.answer()
    qtbot.keyClick(page.findChild(AnswerDialog), Qt.Key.Key_1)
    assert finding not in shown(page)
    page.states.button(1).click()
    assert shown(page) == [finding]
    labels = [column.label for column in page.grid.table.table.columns]
    assert page.grid.table.index(0, labels.index("说明")).data() == "户口簿如此"
    page.answer()
    page.findChild(QMessageBox, "question").defaultButton().click()
    assert shown(page) == []
    page.states.button(0).click()
    assert finding in shown(page)


def test_the_list_is_printed_as_it_is_filtered(page, tmp_path, desk):
    page.levels.button(1).click()
    page.ask_print()
    dialog = page.findChild(PrintDialog)
    assert dialog.view.pages >= 1
    file = tmp_path / "疑点.xlsx"
    make = partial(finding_states.listing_of, **page._filters())
    list_printing.save(desk, dialog, make, file)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(file).active.iter_rows()]
    assert [row[1] for row in rows if isinstance(row[0], int)] == ["错误"] * len(shown(page))


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
