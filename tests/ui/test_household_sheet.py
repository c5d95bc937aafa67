"""One household on one screen: the branch of a member, places, dates, groups, the last round."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.domain.entities import EmploymentSpell, HouseholdVisit, Person, SurveyAnswer
from desktop.domain.names import phrase_keys
from desktop.domain.partial_date import PartialDate
from desktop.services import entry, people, round_asks, rounds, tagging, visits
from desktop.ui.dialogs.keys_dialog import KeysDialog
from desktop.ui.dialogs.new_household_dialog import NewHouseholdDialog
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.widgets.entry_model import EntryModel
from tests.domain.make import id_no
from tests.ui.conftest import DAY, ident
from tests.ui.pressing import CTRL, SHIFT, compose, enter, press, write

Key = Qt.Key


@pytest.fixture
def survey(session):
    return rounds.add(session, name="六月摸排", reference_date=DAY).id


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


def labels(page):
    return [column.label for column in page.members.table.table.columns]


def at(page, label, row=None):
    row = page.members.currentIndex().row() if row is None else row
    page.sheet.go_to(max(row, 0), labels(page).index(label))


def cell(page, label, row=0):
    return page.members.table.index(row, labels(page).index(label))


def asked(page):
    return [box.entry.field.label for box in page.sheet.details.form.boxes]


def box(page, label):
    boxes = page.sheet.details.form.boxes
    return next(one for one in boxes if one.entry.field.label == label)


def job(session, person="p1"):
    mine = session.ledger.where(EmploymentSpell, "t.person = ?", [ident(person)])
    return next(spell for spell in mine if spell.end is None)


def to_details(page, row=0):
    at(page, "备注", row)
    press(Key.Key_Return)


def test_only_what_the_branch_needs_is_asked(page):
    assert asked(page)[:3] == ["务工地点", "单位", "工种"]
    at(page, "就业状态")
    enter("zx")
    assert asked(page) == ["在校生状况", "就读学校", "年级"]
    at(page, "就业状态")
    enter("fldl")
    assert asked(page) == []


def test_a_seeker_is_asked_what_for_as_soon_as_a_job_is_wanted(page):
    at(page, "就业状态")
    enter("zwjy")
    assert asked(page) == ["未就业原因"]
    at(page, "就业意愿")
    enter("1")
    assert asked(page)[1:] == ["意向类型", "意向地域", "意向工种", "期望薪资"]


def test_pupils_are_passed_over_where_wishes_are_asked(page):
    at(page, "就业状态")
    enter("zx")
    at(page, "在家/外出")
    press(Key.Key_Return)
    assert labels(page)[page.members.currentIndex().column()] == "备注"


def test_one_key_shows_the_rest_and_hides_it_again(page, session):
    few = asked(page)
    press(Key.Key_F4)
    assert "政治面貌" in asked(page)
    assert asked(page)[: len(few)] == few
    box(page, "政治面貌").setFocus()
    enter("1")
    assert session.ledger.get(Person, ident("p1")).political is not None
    press(Key.Key_F4)
    assert asked(page) == few


@pytest.mark.parametrize("typed", ["gdsz", "深圳"])
def test_a_work_place_is_taken_by_initials_and_fills_the_area(page, session, typed):
    entry.set_cell(session, entity="employment_spell", record=job(session).id, field="work_place",
                   text="")  # fmt: skip
    to_details(page)
    write(typed)
    assert QApplication.focusWidget().choices.isVisible()
    if typed == "深圳":
        press(Key.Key_Down)
    press(Key.Key_Return)
    found = job(session)
    assert found.work_place == "广东省深圳市"
    assert session.ledger.book.places.get(found.work_area).name == "深圳市"
    assert found.region_class == "省外"


def test_a_work_place_of_any_words_stays_as_typed(page, session):
    to_details(page)
    enter("深圳富士康")
    assert job(session).work_place == "深圳富士康"


@pytest.mark.parametrize(
    ("typed", "date_"),
    [
        ("2024年(约)", PartialDate(2024, about=True)),
        ("2024.3", PartialDate(2024, 3)),
        ("约2023", PartialDate(2023, about=True)),
    ],
)
def test_a_date_may_be_partial_or_about(page, session, typed, date_):
    to_details(page)
    press(Key.Key_Return, times=3)
    assert page.sheet.details.current_field().label == "起始时间"
    enter(typed)
    assert job(session).start == date_


def test_what_cannot_be_read_in_the_details_says_so_under_its_line(page, session):
    to_details(page)
    press(Key.Key_Return, times=3)
    enter("前阵子")
    assert job(session).unread["start"] == "前阵子"
    start = box(page, "起始时间")
    assert start.editor.property("tone") == "error"
    assert "前阵子" in start.note.text()
    press(Key.Key_Backtab)
    enter("2024")
    assert start.editor.property("tone") != "error"


def test_an_input_method_keeps_every_letter_in_the_details(page, session):
    to_details(page)
    press(Key.Key_Return)
    compose("某", "m", "mou")
    compose("鞋厂", "xie", "xiechang")
    press(Key.Key_Return)
    assert job(session).employer == "某鞋厂"


def test_a_line_of_the_details_is_stored_when_the_focus_goes(page, session):
    to_details(page)
    press(Key.Key_Return)
    write("ABC")
    page.tree.setFocus()
    assert job(session).employer == "ABC"


def test_escape_gives_the_old_text_of_a_line_back(page, session):
    to_details(page)
    press(Key.Key_Return)
    write("ABC")
    press(Key.Key_Escape)
    assert QApplication.focusWidget().text() == "某电子厂"
    assert job(session).employer == "某电子厂"


def test_undo_in_an_untouched_line_goes_to_the_ledger_and_to_the_place(page, session):
    to_details(page)
    press(Key.Key_Return)
    enter("ABC")
    press(Key.Key_Z, CTRL)
    assert job(session).employer == "某电子厂"
    assert page.sheet.details.current_field().label == "单位"
    press(Key.Key_Y, CTRL)
    assert job(session).employer == "ABC"


def test_groups_are_typed_as_one_cell(page, session):
    at(page, "特殊标识")
    enter("低保、残疾")
    assert cell(page, "特殊标识").data() == "低保、残疾"
    press(Key.Key_Left)
    press(Key.Key_F2)
    assert QApplication.focusWidget().text() == "低保、残疾"
    press(Key.Key_Escape)
    press(Key.Key_Delete)
    assert tagging.holding(session, ident("p1")) == []
    press(Key.Key_Z, CTRL)
    assert cell(page, "特殊标识").data() == "低保、残疾"


def test_a_group_that_is_none_stays_in_red(page):
    at(page, "特殊标识")
    enter("没这个")
    assert cell(page, "特殊标识").data() == "没这个"
    assert cell(page, "特殊标识").data(EntryModel.ToneRole) == "error"


def test_an_id_number_fills_the_age_too(page):
    at(page, "身份证号", row=1)
    enter(id_no("1961-02-03", "女", 7))
    assert cell(page, "年龄", 1).data() == "65"


def test_a_row_is_copied_by_one_key(page, session):
    page.sheet.go_to(2)
    press(Key.Key_D, CTRL | SHIFT)
    member = page.sheet.members[3]
    assert page.members.currentIndex().row() == 3
    assert member.membership.relation == "之子"
    assert (member.person.name, member.person.employment_status) == (None, "转移就业")
    assert [spell.employer for spell in member.spells] == ["某电子厂"]


def test_a_new_job_ends_the_one_before_and_is_asked_at_once(page, session):
    press(Key.Key_J, CTRL)
    assert page.sheet.details.current_field().label == "务工地点"
    assert QApplication.focusWidget().text() == ""
    mine = list(session.ledger.where(EmploymentSpell, "t.person = ?", [ident("p1")]))
    assert [spell.end_reason for spell in mine if spell.end] == ["换单位"]


def test_the_name_stays_in_sight_while_the_rest_is_scrolled(page):
    assert not page.members.frozen.isVisible()
    at(page, "备注")
    frozen = page.members.frozen
    assert frozen.isVisible()
    assert frozen.indexAt(frozen.viewport().rect().center().__class__(5, 5)).data() == "张三丰"
    at(page, "与户主关系")
    left = page.members.columnViewportPosition(1)
    assert left >= frozen.covered
    at(page, "姓名")
    assert not frozen.isVisible()


def test_page_keys_go_through_the_households(page):
    press(Key.Key_PageDown)
    assert page.sheet.household == ident("h2")
    assert page.members.hasFocus()
    press(Key.Key_PageUp)
    assert page.sheet.household == ident("h1")


def test_what_came_of_the_visit_is_asked_after_the_last_member(survey, page, session):
    page.show_household(ident("h2"))
    page.members.setFocus()
    to_details(page)
    enter("1")
    enter("dh")
    enter("王五")
    (visit,) = session.ledger.where(HouseholdVisit)
    assert (visit.result, visit.method, visit.respondent) == ("完成", "电话", "王五")
    assert page.list.grid.table.index(1, 1).data() == "完成"


def test_a_household_without_change_is_one_key_and_the_next_is_in_hand(survey, page, session):
    press(Key.Key_F8, SHIFT)
    assert page.sheet.household == ident("h2")
    answers = list(session.ledger.where(SurveyAnswer, "t.round = ?", [survey]))
    assert {one.person for one in answers} == {ident("p1"), ident("p2"), ident("p3")}
    assert not any(one.changed for one in answers)


def test_the_rest_of_a_group_without_change_is_one_key(survey, page, session, told):
    press(Key.Key_F8, CTRL)
    assert "先在左边选一个组" in page.sheet.line.words
    village = page.tree.model().index(1, 0)
    page.tree.expand(village)
    page.tree.setCurrentIndex(page.tree.model().index(0, 0, village))
    page.members.setFocus()
    press(Key.Key_F8, CTRL)
    assert told[-1].startswith("1 户中 3 人标为无变化")
    press(Key.Key_Z, CTRL)
    assert not list(session.ledger.where(SurveyAnswer))


def test_a_difference_to_the_last_round_stands_beside_the_answer(qtbot, desk, show, session):
    first = rounds.add(session, name="一季度", reference_date=date(2026, 3, 31)).id
    visits.set_answer(session, survey=first, person=ident("p1"), field="present", text="1")
    rounds.add(session, name="二季度", reference_date=DAY)
    page = show(HouseholdsPage(desk))
    page.activateWindow()
    page.members.setFocus()
    qtbot.waitUntil(page.members.hasFocus)
    assert cell(page, "在家/外出").data() == "在家"
    assert cell(page, "在家/外出").data(EntryModel.BeforeRole) is None
    at(page, "在家/外出")
    enter("3")
    at(page, "文化程度")
    enter("高中")
    press(Key.Key_Left)
    assert page.sheet.note.words == "上轮：空"
    assert cell(page, "在家/外出").data(EntryModel.BeforeRole) == "在家"
    to_details(page)
    press(Key.Key_Return)
    enter("新厂")
    assert box(page, "单位").note.text() == "上轮：某电子厂"
    assert box(page, "单位").editor.property("tone") == "hint"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_village_of_a_new_household_is_typed_in_pinyin(qtbot, page, session):
    press(Key.Key_N, CTRL)
    dialog = page.findChild(NewHouseholdDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    village = people.villages(session)[6].place
    dialog.village.setFocus()
    dialog.village.lineEdit().selectAll()
    write(phrase_keys(village.name).full)
    dialog.accept()
    made = people.family(session, page.sheet.household)
    assert made.household.village == village.id


def test_a_village_that_is_none_keeps_the_dialog_open(qtbot, page):
    press(Key.Key_N, CTRL)
    dialog = page.findChild(NewHouseholdDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.village.setEditText("没这个村")
    dialog.accept()
    assert dialog.isVisible()
    assert "没有认出" in dialog.problem.text()
    dialog.reject()


def test_all_keys_are_listed(page):
    page.sheet.act_wanted.emit("keys")
    dialog = page.findChild(KeysDialog)
    shown = {one.text() for one in dialog.findChildren(QLabel)}
    assert {"F8", "Shift+F8", "Ctrl+Shift+D", "PgDn / PgUp"} <= shown
    dialog.close()


def test_what_the_round_asks_more_and_less_of_changes_the_walk(qtbot, desk, show, session):
    survey = rounds.add(session, name="二季度", reference_date=DAY)
    asks = ("person.political=必问", "person.phone=不问", "employment_spell.trade=选问")
    round_asks.set_asks(session, survey=survey.id, asks=asks)
    page = show(HouseholdsPage(desk))
    page.show_household(ident("h1"))
    paths = [field.path for field in page.sheet.details.fields()]
    assert paths[-1] == "person.political"
    assert "employment_spell.trade" not in paths
    grid = page.members
    at = [field.path if field else "" for field in grid.table.fields].index("person.phone")
    assert not grid.table.is_asked(0, at)
    assert grid.table.is_keyed(at)
