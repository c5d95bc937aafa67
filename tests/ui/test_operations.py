"""Operations on households and people, from the menu to the ledger."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.entities import Household, Person
from desktop.services import belongings, people
from desktop.services.roles import Role
from desktop.ui.desk import Desk
from desktop.ui.dialogs import people_operations
from desktop.ui.dialogs.belongings_dialog import BelongingsDialog
from desktop.ui.dialogs.merge_dialog import MergeDialog
from desktop.ui.dialogs.new_household_dialog import NewHouseholdDialog
from desktop.ui.dialogs.operation_dialog import OperationDialog
from desktop.ui.dialogs.operations import operations_menu
from desktop.ui.dialogs.relations_dialog import RelationsDialog
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.pages.people import PeoplePage
from tests.ui.conftest import ident

H1, H2, H3 = (ident(name) for name in ("h1", "h2", "h3"))
P1, P2, P3, P4, P5 = (ident(name) for name in ("p1", "p2", "p3", "p4", "p5"))


@pytest.fixture
def page(show):
    return show(QWidget())


def begin(desk, page, household, words):
    """The form of an entry of the menu."""
    menu = operations_menu(desk, household, page)
    action = next(one for one in menu.actions() if one.text() == words)
    action.trigger()
    menu.close()
    return page.findChildren(OperationDialog)[-1]


def find(dialog, desk, name, text):
    """Choose what a search finds first."""
    dialog.parts[name].choose(people.find(desk.session, text)[0])


def status(session, person):
    return session.ledger.get(Person, person).status


def relations(session, household):
    whole = people.family(session, household)
    return {one.person.id: one.membership.relation for one in whole.members}


def test_a_household_is_split_from_the_menu(qtbot, page, desk, session):
    dialog = begin(desk, page, H1, "分户…")
    dialog.accept()
    assert dialog.problem.text() == "请填“分出去的人”"
    dialog.parts["persons"].item(2).setCheckState(Qt.CheckState.Checked)
    assert "张小明从张三丰户分出，成立新户，户主张小明" in dialog.sentence.text()
    with qtbot.waitSignals([desk.told, desk.household_wanted]):
        dialog.accept()
    made = people.household_of(session, P3)
    assert made != H1
    assert relations(session, made) == {P3: "户主"}
    assert set(relations(session, H1)) == {P1, P2}
    assert session.ledger.get(Household, made).status_reason == "结婚分户"


def test_who_is_not_ticked_is_not_offered_as_head(page, desk):
    dialog = begin(desk, page, H1, "分户…")
    head = dialog.parts["head"]
    assert head.count() == 0
    for at in (1, 2):
        dialog.parts["persons"].item(at).setCheckState(Qt.CheckState.Checked)
    head.setCurrentIndex(1)
    dialog.parts["persons"].item(1).setCheckState(Qt.CheckState.Unchecked)
    assert [head.itemData(at) for at in range(head.count())] == [P3]
    assert head.currentData() == P3
    dialog.reject()


def test_what_cannot_be_told_of_a_joined_household_is_asked(page, desk, session):
    dialog = begin(desk, page, H2, "并户…")
    find(dialog, desk, "into", "李四")
    assert "并入李四所在的户" in dialog.sentence.text()
    dialog.accept()
    asked = page.findChild(RelationsDialog)
    (combo,) = asked.fields.values()
    combo.setCurrentText("没有这种")
    asked.accept()
    combo.setCurrentText("其他")
    asked.accept()
    assert relations(session, H3) == {P5: "户主", P4: "其他"}
    assert session.ledger.get(Household, H2).status == "并入"


@pytest.mark.parametrize(("words", "expected"), [("迁出…", "迁出"), ("死亡登记…", "死亡")])
def test_somebody_leaves_on_a_partial_date(page, desk, session, words, expected):
    dialog = begin(desk, page, H1, words)
    dialog.parts["person"].setCurrentIndex(1)
    dialog.day.setText("2026年13月")
    dialog.accept()
    assert dialog.problem.isVisible()
    dialog.day.setText("2026.5(约)")
    dialog.reason.setCurrentText("")
    dialog.accept()
    assert dialog.problem.text() == "请写明原因"
    dialog.reason.setCurrentText("说明")
    dialog.accept()
    person = session.ledger.get(Person, P2)
    assert (person.status, str(person.status_date), person.status_reason) == (
        expected, "2026-05~", "说明",
    )  # fmt: skip


def test_a_new_head_turns_the_relations(page, desk, session):
    dialog = begin(desk, page, H1, "户主变更…")
    assert dialog.parts["person"].findData(P1) == -1
    dialog.parts["person"].setCurrentIndex(dialog.parts["person"].findData(P2))
    dialog.accept()
    assert relations(session, H1) == {P1: "配偶", P2: "户主", P3: "之子"}


def test_a_newcomer_is_named_and_somebody_known_is_searched(page, desk, session):
    dialog = begin(desk, page, H1, "迁入…")
    dialog.accept()
    assert "姓名" in dialog.problem.text()
    dialog.parts["name"].setText("张新丁")
    dialog.parts["relation"].setCurrentText("之孙子")
    dialog.accept()
    assert list(relations(session, H1).values())[-1] == "之孙子"
    other = begin(desk, page, H1, "移动成员…")
    other.parts["person"].setCurrentIndex(other.parts["person"].findData(P3))
    find(other, desk, "into", "李四")
    other.parts["relation"].setCurrentText("qt")
    other.accept()
    assert relations(session, H3)[P3] == "其他"


def test_marrying_away_may_leave_the_registration(page, desk, session):
    dialog = begin(desk, page, H1, "外嫁、入赘…")
    dialog.parts["person"].setCurrentIndex(dialog.parts["person"].findData(P2))
    find(dialog, desk, "into", "李四")
    dialog.parts["keep"].setChecked(True)
    assert "户口仍在本户（空挂）" in dialog.sentence.text()
    dialog.accept()
    assert people.household_of(session, P2) == H1
    assert [line.membership.kind for line in belongings.belongings(session, P2)] == ["户籍", "常住"]


def test_a_whole_household_is_away(page, desk, session):
    begin(desk, page, H1, "整户在外…").accept()
    assert session.ledger.get(Household, H1).status == "整户在外"


def test_a_refusal_keeps_the_form_open(page, desk, session):
    dialog = begin(desk, page, H1, "并户…")
    find(dialog, desk, "into", "张三丰")
    dialog.accept()
    assert "不能把一户并入它自己" in dialog.problem.text()
    assert dialog.isVisible()


def test_a_new_household_comes_from_the_same_menu(qtbot, page, desk, session):
    menu = operations_menu(desk, H1, page)
    menu.actions()[-1].trigger()
    dialog = page.findChild(NewHouseholdDialog)
    dialog.village.setCurrentIndex(0)
    with qtbot.waitSignal(desk.household_wanted) as wanted:
        dialog.accept()
    assert session.ledger.get(Household, wanted.args[0]) is not None


def test_who_may_only_read_can_do_nothing(desk, preferences, page):
    reader = Desk(replace(desk.session, role=Role.READER), desk.jobs, preferences, desk.look)
    menu = operations_menu(reader, H1, page)
    assert not any(action.isEnabled() for action in menu.actions() if not action.isSeparator())


def test_other_households_are_added_and_ended(qtbot, page, desk, session):
    dialog = people_operations.open_belongings(desk, page, P2)
    assert not dialog._end.isEnabled()
    dialog.add_wanted.emit()
    form = dialog.findChild(OperationDialog)
    find(form, desk, "into", "李四")
    form.accept()
    assert [line.home.split("户")[0] for line in dialog.grid.table.rows] == ["张三丰", "李四"]
    dialog.grid.go_to(1)
    assert dialog._end.isEnabled()
    dialog._ask_end()
    dialog.findChildren(OperationDialog)[-1].accept()
    assert [line.is_open for line in dialog.grid.table.rows] == [True, False]
    dialog.count_by.setCurrentIndex(dialog.count_by.findData("常住"))
    dialog.counted_by.emit("常住")
    assert session.ledger.get(Person, P2).count_by == "常住"
    assert isinstance(dialog, BelongingsDialog)


def test_two_records_are_merged_field_by_field(qtbot, page, desk, session):
    dialog = people_operations.open_merge(desk, page, P4, P5)
    labels = [choice.difference.label for choice in dialog.grid.table.rows]
    assert "姓名" in labels
    dialog.grid.setFocus()
    qtbot.waitUntil(dialog.grid.hasFocus)
    dialog.grid.go_to(labels.index("出生日期"))
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Right)
    dialog.grid.go_to(labels.index("姓名"))
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Left)
    assert "birth" in dialog.taken()
    assert "name" not in dialog.taken()
    dialog.reason.setCurrentText("")
    dialog.accept()
    assert dialog.problem.text() == "请写明原因"
    dialog.reason.setCurrentText("同一人重复录入")
    dialog.accept()
    stays = session.ledger.get(Person, P4)
    assert (stays.name, str(stays.birth)) == ("王五", "1990-05-05")
    assert session.ledger.get(Person, P5).deleted


def test_sides_can_be_swapped(page, desk):
    dialog = people_operations.open_merge(desk, page, P4, P5)
    dialog.swapped.emit()
    other = page.findChildren(MergeDialog)[-1]
    names = {choice.difference.label: choice.difference.left for choice in other.grid.table.rows}
    assert names["姓名"] == "李四"


def test_the_other_record_is_searched_first(page, desk):
    dialog = people_operations.ask_duplicate(desk, page, P1)
    find(dialog, desk, "other", "张三丰")
    dialog.accept()
    assert "同一条记录" in dialog.problem.text()
    find(dialog, desk, "other", "张小明")
    dialog.accept()
    assert page.findChild(MergeDialog) is not None


def test_the_list_of_people_opens_the_menu_and_undoes(qtbot, desk, show, session):
    page = show(PeoplePage(desk))
    page.grid.go_to(1)
    menu = page.menu()
    assert [action.text() for action in menu.actions()][:4] == [
        "打开卡片", "看全户", "所属的户…", "与另一条记录合并…",
    ]  # fmt: skip
    next(one for one in menu.actions() if one.text() == "死亡登记…").trigger()
    dialog = page.findChild(OperationDialog)
    dialog.parts["person"].setCurrentIndex(1)
    dialog.accept()
    assert status(session, P2) == "死亡"
    page.undo()
    assert status(session, P2) is None
    page.grid.selectAll()
    assert "合并选中的两条…" not in [action.text() for action in page.menu().actions()]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_sheet_of_a_household_opens_the_menu_by_a_key(qtbot, desk, show, session):
    page = show(HouseholdsPage(desk))
    page.show_household(H3)
    page.members.setFocus()
    qtbot.waitUntil(page.members.hasFocus)
    qtbot.keyClick(page.members, Qt.Key.Key_F12)
    menu = page.findChild(QMenu)
    assert menu.isVisible()
    next(one for one in menu.actions() if one.text() == "空挂…").trigger()
    menu.close()
    page.findChild(OperationDialog).accept()
    assert session.ledger.get(Household, H3).status == "空挂"
