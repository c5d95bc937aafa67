"""Findings answered by one key; households accepted and returned; visits beside each other."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.domain.entities import HouseholdVisit, ReviewComment, Waiver
from desktop.domain.finding import Severity
from desktop.services import checks, entry, reviewing, rounds, visits
from desktop.services.roles import Role
from desktop.ui import doubts
from desktop.ui.desk import Desk
from desktop.ui.dialogs.answer_dialog import AnswerDialog
from desktop.ui.dialogs.remark_dialog import RemarkDialog
from desktop.ui.dialogs.visits_dialog import VisitsDialog
from desktop.ui.jobs import Jobs
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.theme import Look
from desktop.ui.widgets.table_model import TableModel
from tests.ui.conftest import DAY, ident
from tests.ui.pressing import CTRL, SHIFT, enter, press, write

Key = Qt.Key


@pytest.fixture
def survey(session):
    return rounds.add(session, name="六月摸排", reference_date=DAY).id


@pytest.fixture
def visited(session, survey):
    """The first household has been visited."""
    visits.set_visit(session, survey=survey, household=ident("h1"), result="完成", method="入户")
    return ident("h1")


@pytest.fixture
def opened(qtbot, show):
    """Open the page, the keyboard in the members."""

    def page_of(desk):
        page = show(HouseholdsPage(desk))
        page.activateWindow()
        page.members.setFocus()
        qtbot.waitUntil(page.members.hasFocus)
        return page

    return page_of


@pytest.fixture
def page(opened, desk):
    return opened(desk)


def at(page, label, row=0):
    labels = [column.label for column in page.members.table.table.columns]
    page.sheet.go_to(row, labels.index(label))


def lines(page):
    return {one.text(): one for one in page.sheet.head.findChildren(QPushButton) if one.isVisible()}


def visit(session):
    return max(session.ledger.where(HouseholdVisit), key=lambda one: one.visit_no or 0)


def states(page):
    model = page.list.grid.table
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def heads(page):
    model = page.list.grid.table
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def doubtful_wage(page, session):
    """Stand on the line of a wage that is missing."""
    at(page, "备注")
    press(Key.Key_Return)
    press(Key.Key_Return, times=4)
    assert page.sheet.details.current_field().label == "月收入"
    return next(
        one
        for one in checks.listed(session, households=[ident("h1")])
        if one.field == "wage" and one.severity is Severity.DOUBT
    )


def test_a_doubt_is_answered_by_two_keys_and_taken_back_by_one(qtbot, page, session):
    doubt = doubtful_wage(page, session)
    press(Key.Key_F7)
    dialog = page.findChild(AnswerDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Key.Key_2)
    (waiver,) = session.ledger.where(Waiver)
    assert (waiver.reason, waiver.record) == ("本人确认", doubt.record)
    assert doubt not in page.sheet.shown.findings
    qtbot.waitUntil(lambda: any("本人确认" in one.toolTip() for one in lines(page).values()))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.members.setFocus()
    press(Key.Key_Z, CTRL)
    assert doubt in page.sheet.shown.findings


def test_all_alike_are_answered_by_one_key_more(qtbot, page, session):
    rule = doubtful_wage(page, session).rule
    press(Key.Key_F7)
    dialog = page.findChild(AnswerDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Key.Key_0)
    qtbot.keyClick(dialog, Key.Key_1)
    assert list(checks.listed(session, rule=rule)) == []


def test_an_answer_is_withdrawn_from_the_list_above(qtbot, page, session):
    doubt = doubtful_wage(page, session)
    checks.answer(session, rule=doubt.rule, record=doubt.record, field=doubt.field,
                  value=doubt.value, reason="本人确认")  # fmt: skip
    page.refresh()
    doubts.ask_answer(page.desk, page, doubt, page.renew)
    box = page.findChild(QMessageBox)
    assert "本人确认" in box.windowTitle()
    box.defaultButton().click()
    assert doubt in page.sheet.shown.findings


def test_a_cell_without_a_doubt_says_so(page):
    at(page, "姓名")
    press(Key.Key_F7)
    assert page.sheet.line.words == "这一格没有疑点"


def test_accepting_is_one_key_and_goes_on(visited, page, session):
    press(Key.Key_F9)
    assert visit(session).state == "乡审"
    assert page.sheet.household == ident("h2")
    assert states(page)[0] == "乡审"


def test_a_remark_at_a_cell_and_a_return_are_made_by_keys(qtbot, visited, page, session):
    at(page, "联系电话")
    press(Key.Key_M, CTRL)
    dialog = page.findChild(RemarkDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    write("电话打不通")
    qtbot.keyClick(dialog.text, Key.Key_Return)
    (comment,) = session.ledger.where(ReviewComment)
    assert (comment.comment, comment.said) == ("电话打不通", "13800138001")
    page.activateWindow()
    page.members.setFocus()
    qtbot.waitUntil(page.members.hasFocus)
    press(Key.Key_F9, SHIFT)
    dialog = page.findChildren(RemarkDialog)[-1]
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.text, Key.Key_Return)
    assert (visit(session).state, visit(session).returned) == ("退回", "电话打不通")


def returned(session, survey, household, person):
    reviewing.comment(session, survey=survey, household=household, entity="person", record=person,
                      field="phone", text="电话打不通")  # fmt: skip
    reviewing.send_back(session, survey=survey, household=household)


def test_those_returned_come_first(session, survey, page):
    visits.set_visit(session, survey=survey, household=ident("h2"), result="完成")
    returned(session, survey, ident("h2"), ident("p4"))
    page.refresh()
    assert heads(page) == ["王五", "张三丰", "李四"]
    assert states(page) == ["退回", "", ""]
    assert page.list.grid.table.index(0, 1).data(TableModel.ToneRole) == "error"


def test_a_remark_stands_at_its_cell_until_it_is_followed(qtbot, session, survey, visited, page):
    returned(session, survey, visited, ident("p1"))
    page.refresh()
    page.show_household(visited)
    words = "张三丰的联系电话：电话打不通"
    qtbot.waitUntil(lambda: words in lines(page))
    lines(page)[words].click()
    assert page.members.currentIndex().data() == "13800138001"
    assert page.sheet.note.words.startswith("退回：电话打不通")
    enter("13912345678")
    press(Key.Key_Left)
    assert "已改，原为“13800138001”" in page.sheet.note.words


def test_whoever_only_keys_in_says_that_it_is_mended(opened, session, survey, visited, preferences):
    returned(session, survey, visited, ident("p1"))
    clerk = replace(session, role=Role.CLERK)
    page = opened(Desk(clerk, Jobs(inline=True), preferences, Look()))
    assert page.sheet.head.buttons["accept"].text() == "已改好 F9"
    assert not page.sheet.head.buttons["return"].isVisible()
    press(Key.Key_F9)
    assert (visit(session).state, visit(session).returned) == ("草稿", None)


def test_two_visits_stand_beside_each_other(qtbot, session, survey, visited, page):
    visits.set_answer(session, survey=survey, person=ident("p1"), field="present", text="在家")
    page.refresh()
    press(Key.Key_F10)
    dialog = page.findChild(VisitsDialog)
    dialog.again_wanted.emit()
    dialog.accept()
    at(page, "在家/外出")
    page.members.setFocus()
    enter("3")
    page.sheet.act_wanted.emit("visits")
    dialog = page.findChildren(VisitsDialog)[-1]
    model = dialog.grid.table
    rows = [[model.index(row, at).data() for at in range(4)] for row in range(model.rowCount())]
    assert ["张三丰", "在家/外出", "在家", "外出半年以上"] in rows
    first = rows.index(["张三丰", "在家/外出", "在家", "外出半年以上"])
    assert model.index(first, 2).data(TableModel.ToneRole) == "hint"
    dialog.close()


def test_nothing_is_looked_through_without_a_visit(page, survey, session):
    press(Key.Key_F9)
    assert "没有可审核的内容" in page.sheet.line.words
    assert not page.sheet.head.buttons["accept"].isVisible()


def test_an_error_on_an_id_number_is_never_passed(page, session):
    entry.set_cell(session, entity="person", record=ident("p1"), field="id_no", text="123")
    at(page, "身份证号")
    press(Key.Key_F7)
    assert page.findChild(AnswerDialog) is None
    page.findChild(QMessageBox).close()


def test_another_error_is_passed_by_a_reviewer_only(opened, session, preferences):
    entry.set_cell(session, entity="person", record=ident("p1"), field="phone", text="123")
    clerk = replace(session, role=Role.CLERK)
    page = opened(Desk(clerk, Jobs(inline=True), preferences, Look()))
    at(page, "联系电话")
    press(Key.Key_F7)
    assert page.findChild(AnswerDialog) is None
    page.findChild(QMessageBox).close()
    page.desk.session = session
    press(Key.Key_F7)
    assert page.findChild(AnswerDialog) is not None
    page.findChild(AnswerDialog).close()
