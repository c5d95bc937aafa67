"""Keying a household in, by keys alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.domain.entities import EmploymentSpell, Person, SurveyAnswer
from desktop.services import people, rounds
from desktop.services.roles import Role
from desktop.ui.desk import Desk
from desktop.ui.jobs import Jobs
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.theme import Look
from desktop.ui.widgets.entry_model import EntryModel
from desktop.ui.widgets.table_model import TableModel
from tests.domain.make import id_no
from tests.ui.conftest import DAY, ident

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, desk, show):
    page = show(HouseholdsPage(desk))
    page.activateWindow()
    page.members.setFocus()
    qtbot.waitUntil(page.members.hasFocus)
    return page


@pytest.fixture
def told(desk):
    heard = []
    desk.told.connect(heard.append)
    return heard


@pytest.fixture
def press(qtbot, page):
    """Press a key wherever the keyboard is."""

    def pressed(key, modifier=Qt.KeyboardModifier.NoModifier, times=1):
        for _ in range(times):
            target = QApplication.focusWidget()
            assert target is not None
            qtbot.keyClick(target, key, modifier)

    return pressed


@pytest.fixture
def type_(qtbot, page):
    """Type a text: letters and digits by keys, characters through the input method."""

    def typed(text):
        for letter in text:
            if letter.isascii():
                qtbot.keyClicks(QApplication.focusWidget(), letter)
            else:
                compose(letter)

    return typed


def compose(text):
    """What an input method sends when a word has been chosen."""
    done = QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), done)


def at(page, label):
    """Go to a column of the current row by the arrow keys' own road: the grid's cursor."""
    labels = [column.label for column in page.members.table.table.columns]
    page.sheet.go_to(max(page.members.currentIndex().row(), 0), labels.index(label))


def here(page):
    index = page.members.currentIndex()
    return index.row(), page.members.table.table.columns[index.column()].label


def shown(page, row, label):
    labels = [column.label for column in page.members.table.table.columns]
    return page.members.table.index(row, labels.index(label))


def test_typing_replaces_the_cell_and_enter_stores_it_and_goes_on(page, press, type_, session):
    at(page, "联系电话")
    type_("13912345678")
    assert session.ledger.get(Person, ident("p1")).phone == "13800138001"
    press(Key.Key_Return)
    assert session.ledger.get(Person, ident("p1")).phone == "13912345678"
    assert shown(page, 0, "联系电话").data() == "13912345678"
    assert here(page) == (0, "在家/外出")


def test_tab_skips_what_is_not_keyed(page, press):
    at(page, "出生日期")
    press(Key.Key_Tab)
    assert here(page) == (0, "民族")
    press(Key.Key_Backtab)
    assert here(page) == (0, "出生日期")


def test_whoever_has_nothing_more_to_be_asked_is_followed_by_the_next(page, press):
    page.show_household(ident("h1"))
    page.sheet.go_to(1)
    page.members.setFocus()
    at(page, "备注")
    press(Key.Key_Tab)
    assert here(page) == (2, "姓名")
    press(Key.Key_Left)
    assert here(page) == (1, "备注")


def test_whoever_works_is_asked_about_the_job_before_the_next_one(page, press):
    at(page, "备注")
    press(Key.Key_Return)
    assert page.sheet.details.current_field().label == "务工地点"
    press(Key.Key_Backtab)
    assert here(page) == (0, "备注")
    assert page.members.hasFocus()
    press(Key.Key_Return, times=8)
    assert here(page) == (1, "姓名")
    assert page.members.hasFocus()


def test_escape_gives_the_old_text_back(page, press, type_, session):
    at(page, "联系电话")
    type_("999")
    press(Key.Key_Escape)
    assert page.members.editor is None
    assert shown(page, 0, "联系电话").data() == "13800138001"
    assert session.ledger.get(Person, ident("p1")).phone == "13800138001"


def test_f2_mends_the_text_that_is_there(page, press, session):
    at(page, "联系电话")
    press(Key.Key_F2)
    press(Key.Key_Backspace)
    press(Key.Key_9)
    press(Key.Key_Left)
    assert page.members.editor is not None
    press(Key.Key_Return)
    assert session.ledger.get(Person, ident("p1")).phone == "13800138009"


def test_the_first_letters_of_an_input_method_are_kept(page, press, session):
    at(page, "姓名")
    grid = page.members
    QApplication.sendEvent(grid, QInputMethodEvent("zh", []))
    editor = grid.findChild(QLineEdit)
    assert editor is not None
    QApplication.sendEvent(grid, QInputMethodEvent("zhang", []))
    compose("章")
    assert editor.text() == "章"
    compose("三")
    press(Key.Key_Return)
    assert session.ledger.get(Person, ident("p1")).name == "章三"


def test_an_id_number_fills_birth_and_sex(page, press, type_, session):
    press(Key.Key_Return, CTRL)
    at(page, "身份证号")
    type_(id_no("1961-02-03", "女", 7))
    press(Key.Key_Return)
    person = session.ledger.get(Person, page.sheet.members[3].person.id)
    assert (str(person.birth), person.sex) == ("1961-02-03", "女")
    assert shown(page, 3, "性别").data() == "女"


def test_what_cannot_be_read_stays_in_red_and_says_why(page, press, type_, session):
    at(page, "联系电话")
    type_("138abc")
    press(Key.Key_Return)
    person = session.ledger.get(Person, ident("p1"))
    assert person.phone is None
    assert person.unread["phone"] == "138abc"
    cell = shown(page, 0, "联系电话")
    assert cell.data(TableModel.ToneRole) == "error"
    press(Key.Key_Left)
    assert "138abc" in page.sheet.note.words
    assert "11位手机号" in page.sheet.note.words


def test_a_cell_is_stored_when_the_page_is_left(page, type_, session):
    at(page, "联系电话")
    type_("13912345678")
    page.hide()
    assert session.ledger.get(Person, ident("p1")).phone == "13912345678"


def test_a_cell_is_stored_when_the_focus_goes_elsewhere(qtbot, page, type_, session):
    at(page, "联系电话")
    type_("13912345678")
    page.tree.setFocus()
    assert session.ledger.get(Person, ident("p1")).phone == "13912345678"
    assert page.members.editor is None


@pytest.mark.parametrize("typed", ["dz", "大专", "大"])
def test_a_code_is_taken_by_number_text_or_initials(page, press, type_, session, typed):
    at(page, "文化程度")
    type_(typed)
    assert page.members.editor.choices.isVisible()
    press(Key.Key_Return)
    assert session.ledger.get(Person, ident("p1")).education == "大专"


def test_a_code_is_taken_by_its_number_in_the_list(page, press, type_, session):
    items = session.ledger.book.items("education", short=True)
    at(page, "文化程度")
    type_("3")
    press(Key.Key_Return)
    assert session.ledger.get(Person, ident("p1")).education == items[2].key


def test_an_arrow_chooses_from_the_open_list(page, press, session):
    at(page, "性别")
    press(Key.Key_F2)
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Return)
    second = session.ledger.book.items("sex", short=True)[1]
    assert session.ledger.get(Person, ident("p1")).sex == second.key


def test_an_opened_list_left_untouched_changes_nothing(page, press, session):
    at(page, "性别")
    press(Key.Key_F2)
    press(Key.Key_Return)
    assert session.ledger.get(Person, ident("p1")).sex == "男"


def test_same_as_above_by_one_key(page, press, session):
    at(page, "联系电话")
    press(Key.Key_Down)
    press(Key.Key_D, CTRL)
    assert session.ledger.get(Person, ident("p2")).phone == "13800138001"


def test_the_first_word_about_a_job_begins_it_and_one_undo_takes_it_back(
    page, press, type_, session, told
):
    at(page, "就业状态")
    press(Key.Key_Down)
    type_("1")
    press(Key.Key_Return)
    press(Key.Key_F6)
    press(Key.Key_Return)
    type_("某制衣厂")
    press(Key.Key_Return)
    assert page.sheet.details.current_field().label == "工种"
    mine = "t.person = ?", [ident("p2")]
    assert [one.employer for one in session.ledger.where(EmploymentSpell, *mine)] == ["某制衣厂"]
    press(Key.Key_Z, CTRL)
    assert not list(session.ledger.where(EmploymentSpell, *mine))
    assert told[-1].startswith("已撤销：填写单位")


def test_the_first_answer_begins_the_answers(page, press, type_, session):
    at(page, "就业意愿")
    type_("1")
    press(Key.Key_Return)
    (answer,) = session.ledger.where(SurveyAnswer, "t.person = ?", [ident("p1")])
    assert answer.job_will is True


def test_undo_and_redo_go_across_people(page, press, type_, session, told):
    at(page, "姓名")
    type_("A")
    press(Key.Key_Down)
    type_("B")
    press(Key.Key_Return)
    press(Key.Key_Z, CTRL, times=2)
    names = [member.person.name for member in people.family(session, ident("h1")).members]
    assert names == ["张三丰", "赵小花", "张小明"]
    assert here(page) == (0, "姓名")
    press(Key.Key_Y, CTRL, times=2)
    assert [one.person.name for one in page.sheet.members][:2] == ["A", "B"]
    assert told[-1].startswith("已重做：填写姓名")
    press(Key.Key_Y, CTRL)
    assert told[-1] == "没有可重做的操作"


def test_a_finding_stands_at_its_cell_and_goes_when_it_is_mended(page, press, type_):
    at(page, "身份证号")
    type_(id_no("1975-03-02", "男", 1)[:-1] + "A")
    press(Key.Key_Return)
    cell = shown(page, 0, "身份证号")
    assert cell.data(EntryModel.MarkRole) == "error"
    assert "错误" in cell.data(Qt.ItemDataRole.ToolTipRole)
    press(Key.Key_Left)
    type_(id_no("1975-03-02", "男", 1))
    press(Key.Key_Return)
    assert shown(page, 0, "身份证号").data(EntryModel.MarkRole) != "error"


def test_a_held_lock_keeps_the_text_in_its_editor(qtbot, page, press, type_, session):
    other = session.for_thread()
    with other.ledger.transaction():
        at(page, "联系电话")
        type_("13912345678")
        press(Key.Key_Return)
        assert page.members.editor.text() == "13912345678"
        assert "稍后自动保存" in page.sheet.line.words
        page.show_household(ident("h2"))
        assert page.sheet.household == ident("h1")
    other.close()
    page.sheet.keeper.retry.timeout.emit()
    qtbot.waitUntil(lambda: page.sheet.household == ident("h2"))
    assert session.ledger.get(Person, ident("p1")).phone == "13912345678"


def test_saving_by_key_says_that_it_is_done_already(page, press, type_, session, told):
    at(page, "联系电话")
    type_("13912345678")
    press(Key.Key_S, CTRL)
    assert told[-1].startswith("每填一格就已自动保存")
    assert session.ledger.get(Person, ident("p1")).phone == "13912345678"


def test_a_member_and_then_the_rest_are_unchanged_by_one_key_each(desk, show, qtbot, session, told):
    survey = rounds.add(session, name="六月摸排", reference_date=DAY)
    page = show(HouseholdsPage(desk))
    page.activateWindow()
    page.members.setFocus()
    qtbot.waitUntil(page.members.hasFocus)
    qtbot.keyClick(page.members, Key.Key_F8)
    answers = list(session.ledger.where(SurveyAnswer, "t.round = ?", [survey.id]))
    assert [(one.person, one.changed) for one in answers] == [(ident("p1"), False)]
    assert page.members.currentIndex().row() == 1
    qtbot.keyClick(page.members, Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    answers = list(session.ledger.where(SurveyAnswer, "t.round = ?", [survey.id]))
    assert {one.person for one in answers} == {ident("p1"), ident("p2"), ident("p3")}
    assert told[-1] == "2 人标为无变化"


def test_without_a_round_nothing_is_marked_and_the_line_says_so(page, press, session):
    press(Key.Key_F8)
    assert "先新建一个轮次" in page.sheet.line.words
    assert not list(session.ledger.where(SurveyAnswer))


def test_who_may_only_read_cannot_type(qtbot, session, preferences, show):
    reader = replace(session, role=Role.READER)
    page = show(HouseholdsPage(Desk(reader, Jobs(inline=True), preferences, Look())))
    page.activateWindow()
    page.members.setFocus()
    qtbot.waitUntil(page.members.hasFocus)
    qtbot.keyClicks(page.members, "9")
    assert page.members.findChild(QLineEdit) is None
    qtbot.keyClick(page.members, Key.Key_Delete)
    assert session.ledger.get(Person, ident("p1")).name == "张三丰"
