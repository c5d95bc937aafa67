"""外来疑点 in the window: taken in, answered by keys, returned."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.domain.entities import Person
from desktop.domain.partial_date import PartialDate
from desktop.services import outside_findings, outside_taking
from desktop.services.outside_findings import State
from desktop.ui.dialogs.outside_list_dialog import OutsideListDialog
from desktop.ui.dialogs.person_dialog import PersonDialog
from desktop.ui.dialogs.print_dialog import PrintDialog
from desktop.ui.dialogs.reason_dialog import ReasonDialog
from desktop.ui.pages.outside import OutsidePage
from tests.services.outside_lists import STRANGER, write_list
from tests.ui.conftest import ident


@pytest.fixture
def original(session, tmp_path):
    """A list about 张三丰, 赵小花 and a stranger."""
    numbers = {
        person.name: person.id_no
        for person in (session.ledger.get(Person, ident(name)) for name in ("p1", "p2"))
    }
    numbers["向秀英"] = STRANGER
    rows = [
        (at, None, name, number, "疑似死亡", None, None)
        for at, (name, number) in enumerate(numbers.items(), start=1)
    ]
    return write_list(tmp_path / "疑点.xlsx", rows=rows)


@pytest.fixture
def taken(session, original):
    due = PartialDate(2026, 6, 1)
    return outside_taking.take_in(session, file=original, source="县社保局", due=due)


@pytest.fixture
def page(desk, show):
    return show(OutsidePage(desk))


@pytest.fixture
def listed(qtbot, taken, page):
    page.refresh()
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus)
    return page


def names(page):
    return [one.finding.name for one in page.grid.table.rows]


def answers(session):
    return {one.finding.name: one.finding.answer for one in outside_findings.listed(session)}


def test_a_list_is_taken_in_and_shown(qtbot, page, session, original):
    assert page.empty.isVisible()
    dialog = page.taking.take(original)
    dialog.accept()
    assert "谁发来的" in dialog.wrong.text()
    dialog.source.setText("县社保局")
    dialog.has_due.setChecked(True)
    qtbot.mouseClick(dialog.findChild(QPushButton, "take"), Qt.MouseButton.LeftButton)
    assert page.findChild(OutsideListDialog) is None or not dialog.isVisible()
    (box,) = page.findChildren(QMessageBox)
    assert "收下 3 条，其中 2 条认出" in box.text()
    assert len(names(page)) == 3
    assert page.lists.currentText() == "县社保局（未答 3/3，期限 07-07）"


def test_one_key_answers_and_the_next_one_is_in_hand(qtbot, listed, session):
    first, second, *_ = names(listed)
    qtbot.keyClick(listed.grid, Qt.Key.Key_1)
    assert answers(session)[first] == "属实已改"
    assert listed.grid.current_row().finding.name == second
    qtbot.keyClick(listed.grid, Qt.Key.Key_3)
    assert answers(session)[second] == "无法核实"
    assert listed.states.button(0).text() == "未答复 1"


def test_no_problem_asks_for_the_reason_by_key(qtbot, listed, session):
    first = names(listed)[0]
    qtbot.keyClick(listed.grid, Qt.Key.Key_2)
    assert answers(session)[first] is None
    (dialog,) = listed.findChildren(ReasonDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    (one,) = outside_findings.listed(session, state=State.ANSWERED)
    assert (one.finding.answer, one.finding.reason) == ("不属实", "本人健在")


def test_several_are_answered_alike_after_asking(qtbot, listed, session):
    listed.grid.selectAll()
    qtbot.keyClick(listed.grid, Qt.Key.Key_1)
    assert set(answers(session).values()) == {None}
    (box,) = listed.findChildren(QMessageBox)
    assert "等 3 条" in box.text()
    qtbot.mouseClick(box.defaultButton(), Qt.MouseButton.LeftButton)
    assert set(answers(session).values()) == {"属实已改"}
    assert listed.empty.isVisible()


def test_an_answer_is_taken_back_by_space_or_undone(qtbot, listed, session):
    first = names(listed)[0]
    qtbot.keyClick(listed.grid, Qt.Key.Key_1)
    qtbot.mouseClick(listed.states.button(1), Qt.MouseButton.LeftButton)
    listed.grid.setFocus()
    qtbot.keyClick(listed.grid, Qt.Key.Key_Space)
    assert answers(session)[first] is None
    qtbot.keyClick(listed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert answers(session)[first] == "属实已改"


def test_the_row_as_it_came_is_shown_and_leads_to_the_household(qtbot, listed, desk):
    at = names(listed).index("张三丰")
    listed.grid.go_to(at)
    assert "疑点描述：疑似死亡" in listed.told.text()
    with qtbot.waitSignal(desk.household_wanted) as went:
        qtbot.keyClick(listed.grid, Qt.Key.Key_Return)
    assert went.args == [ident("h1")]
    qtbot.keyClick(listed.grid, Qt.Key.Key_F3)
    (card,) = listed.findChildren(PersonDialog)
    card.close()
    listed.grid.go_to(names(listed).index("向秀英"))
    assert listed.told.text().startswith("没有认出是台账里的谁")


def test_an_overdue_finding_is_red(listed):
    one = listed.grid.table.rows[0]
    due = next(c for c in listed.grid.table.table.columns if c.label == "期限")
    assert listed._tone(one, due) == "error"


def test_the_list_is_narrowed_and_printed(listed, taken):
    listed.lists.setCurrentIndex(1)
    listed.village.setCurrentIndex(1)
    assert names(listed) == ["张三丰", "赵小花"]
    listed.ask_print()
    (dialog,) = listed.findChildren(PrintDialog)
    dialog.close()


def test_the_workbook_is_returned_with_the_answers(qtbot, listed, taken, tmp_path):
    assert not listed.give.isEnabled()
    qtbot.keyClick(listed.grid, Qt.Key.Key_1)
    assert listed.give.isEnabled()
    out = tmp_path / "回.xlsx"
    listed.give_back(taken.file, out)
    (box,) = listed.findChildren(QMessageBox)
    assert "填了 1 条，还有 2 条没有答复" in box.text()
    column = [cell.value for cell in load_workbook(out).active["F"][2:]]
    assert column.count("属实已改") == 1
