"""按核对表录入: rows and letters lead to cells, nothing lands on a wrong line."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.domain import check_lists as marks
from desktop.services import check_lists, entry, people, rounds
from desktop.ui.dialogs.check_print_dialog import PDF, CheckPrintDialog
from desktop.ui.pages.check_list import CheckListPage
from desktop.ui.widgets.check_grid import read_where
from tests.ui.conftest import ident
from tests.ui.test_entry_household import write

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def village(session):
    return people.villages(session)[4].place


@pytest.fixture
def survey(session, village):
    made = rounds.add(session, name="下半年", reference_date=date(2026, 12, 31)).id
    check_lists.freeze(session, survey=made, village=village.code)
    return made


@pytest.fixture
def page(qtbot, desk, show, survey):
    page = show(CheckListPage(desk))
    page.activateWindow()
    page.entry().setFocus()
    qtbot.waitUntil(page.bar.row.hasFocus)
    return page


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def say(qtbot, text, key=Key.Key_Return):
    write(qtbot, text)
    press(qtbot, key)


def test_row_and_letter_go_to_the_cell_and_back_to_the_row_field(qtbot, page, session):
    say(qtbot, "2d")
    say(qtbot, "13912345678")
    assert session.ledger.get(type_of(page, 2), ident("p2")).phone == "13912345678"
    assert page.bar.row.hasFocus()
    assert page.sheet.page.row(2).state == "有变化"


def type_of(page, number):
    return type(page.sheet.page.row(number).member.person)


def test_the_letter_alone_stays_in_the_row(qtbot, page, session):
    say(qtbot, "3e")
    say(qtbot, "本科")
    say(qtbot, "f")
    say(qtbot, "1")
    person = session.ledger.get(type_of(page, 3), ident("p3"))
    assert (person.education, person.health) == ("大学本科", "健康")


def test_the_row_alone_writes_nothing_and_waits_for_a_letter(qtbot, page):
    say(qtbot, "2")
    assert page.bar.row.hasFocus()
    assert page.sheet.current().number == 2
    assert page.sheet.grid.editor is None


def test_a_row_or_letter_that_is_not_there_is_said(qtbot, page, session):
    for text, told in (("99d", "没有“99d”"), ("2i", "没有“i”栏"), ("??", "没有“??”")):
        page.bar.row.clear()
        say(qtbot, text)
        assert told in page.sheet.line.text()
        assert page.bar.row.hasFocus()


def test_a_name_on_a_blank_line_makes_a_member_and_goes_on_in_the_line(qtbot, page, session):
    say(qtbot, "5d")
    assert "空行" in page.sheet.line.text()
    page.bar.row.clear()
    say(qtbot, "5")
    press(qtbot, Key.Key_Escape)
    page.bar.row.clear()
    say(qtbot, "5a")
    say(qtbot, "zhang")
    say(qtbot, "zn")
    row = page.sheet.page.row(5)
    assert row.member.person.name == "zhang"
    assert row.member.membership.relation == "之女"
    assert len(people.family(session, ident("h1")).members) == 4


def test_the_visit_is_keyed_in_under_r(qtbot, page):
    say(qtbot, "1r")
    say(qtbot, "2")
    assert page.sheet.page.row(1).visit.result == "无人"
    press(qtbot, Key.Key_F8)
    assert page.sheet.page.number == 2
    press(qtbot, Key.Key_PageUp)
    assert [row.state for row in page.sheet.page.rows if row.member] == ["", "", ""]


def test_undo_and_redo_from_the_row_field(qtbot, page, session):
    say(qtbot, "2d")
    say(qtbot, "13912345678")
    press(qtbot, Key.Key_Z, CTRL)
    assert page.sheet.page.row(2).member.person.phone is None
    assert page.sheet.page.row(2).state == ""
    press(qtbot, Key.Key_Y, CTRL)
    assert page.sheet.page.row(2).member.person.phone == "13912345678"


def test_what_it_was_before_is_told(qtbot, page):
    say(qtbot, "1d")
    say(qtbot, "13912345678")
    say(qtbot, "1d")
    assert "原为：13800138001" in page.sheet.line.text()


def test_a_scanned_code_opens_its_page_and_another_rounds_is_refused(
    qtbot, page, session, survey, village
):
    say(qtbot, marks.mark(survey, village.code, 2))
    assert page.sheet.page.number == 2
    other = rounds.add(session, name="再一轮", reference_date=date(2026, 3, 1)).id
    page.bar.row.clear()
    say(qtbot, marks.mark(other, village.code, 1))
    assert page.sheet.page.number == 2
    assert "别的轮次" in page.sheet.line.text()


def test_the_page_number_is_typed_too(qtbot, page):
    page.bar.page.setFocus()
    page.bar.page.selectAll()
    say(qtbot, "2")
    assert (page.sheet.page.number, page.bar.row.hasFocus()) == (2, True)
    page.bar.page.setFocus()
    page.bar.page.selectAll()
    say(qtbot, "9")
    assert "一共 2 页" in page.sheet.line.text()


def test_the_list_of_changes_is_one_key_away(qtbot, page):
    say(qtbot, "2d")
    say(qtbot, "13912345678")
    press(qtbot, Key.Key_F6)
    (line,) = page.differences.table.rows
    assert (line.name, line.label, line.new) == ("赵小花", "联系电话", "13912345678")
    press(qtbot, Key.Key_F6)
    assert page.bar.row.hasFocus()


def test_a_village_without_a_list_says_so(qtbot, desk, show, session, survey):
    page = show(CheckListPage(desk))
    page.bar.choose(people.villages(session)[5].place.id)
    assert page.stack.currentIndex() == 2
    assert not page.bar.row.isEnabled()


def test_without_a_round_there_is_nothing_to_key_in(qtbot, desk, show):
    page = show(CheckListPage(desk))
    assert page.stack.currentIndex() == 3


def test_printing_asks_village_group_and_whereto(qtbot, page, session, tmp_path):
    page.ask_print()
    (dialog,) = page.findChildren(CheckPrintDialog)
    dialog.submitted.disconnect()
    dialog.group.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.submitted) as told:
        qtbot.mouseClick(dialog.findChild(QPushButton, "pdf"), Qt.MouseButton.LeftButton)
    assert told.args == [PDF, page.bar.chosen, "一组"]
    page.printing._survey = page.survey
    page.printing._village = page.bar.chosen
    page.printing.save_pdf(tmp_path / "表.pdf")
    assert (tmp_path / "表.pdf").exists()


def test_newcomers_elsewhere_do_not_move_the_page(qtbot, page, session):
    entry.add_member(session, household=ident("h1"), name="新人")
    assert [row.number for row in page.sheet.page.rows if row.member] == [1, 2, 3]


def test_where_is_read_from_digits_and_one_letter():
    assert read_where(" 12 h ") == (12, "h")
    assert read_where("h") == (None, "h")
    assert read_where("7") == (7, "")
    for text in ("", "7hh", "h7", "-1", "７"):
        assert read_where(text) in {None, (7, "")}
