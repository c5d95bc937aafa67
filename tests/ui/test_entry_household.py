"""A five-person household keyed in from nothing, by keys alone, with three findings mended."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop.services import ledgers, people
from desktop.ui.dialogs.new_household_dialog import NewHouseholdDialog
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.widgets.entry_model import EntryModel
from tests.domain.make import id_no
from tests.ui.conftest import PASSPHRASE

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
HE, SHE = id_no("1975-03-02", "男", 11), id_no("1976-04-03", "女", 12)
FAMILY = [
    ("向大山", "", HE),
    ("向田氏", "po", SHE),
    ("向小山", "zz", id_no("2000-05-04", "男", 13)),
    ("向小妹", "zn", id_no("2003-06-05", "女", 14)),
    ("向老汉", "zf", id_no("1950-07-06", "男", 15)),
]


@pytest.fixture
def page(qtbot, desk, show):
    page = show(HouseholdsPage(desk))
    page.activateWindow()
    page.members.setFocus()
    qtbot.waitUntil(page.members.hasFocus)
    return page


def press(qtbot, key, modifier=NONE):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def write(qtbot, text):
    """Letters by keys, characters as an input method hands them over."""
    for letter in text:
        if letter.isascii():
            qtbot.keyClicks(QApplication.focusWidget(), letter)
            continue
        done = QInputMethodEvent()
        done.setCommitString(letter)
        QApplication.sendEvent(QApplication.focusWidget(), done)


def label(page):
    return page.members.table.table.columns[page.members.currentIndex().column()].label


def to(qtbot, page, wanted, key=Key.Key_Tab):
    """Go on, or back, to a column."""
    for _ in range(40):
        if label(page) == wanted:
            return
        press(qtbot, key)
    pytest.fail(f"no way to {wanted} by keys")


def back(qtbot, page, wanted):
    to(qtbot, page, wanted, Key.Key_Backtab)


def enter(qtbot, text):
    write(qtbot, text)
    press(qtbot, Key.Key_Return)


def new_household(qtbot, page):
    press(qtbot, Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), NewHouseholdDialog))
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.sheet.members) == 1 and page.members.hasFocus())


def key_in(qtbot, page, name, relation, number):
    to(qtbot, page, "姓名")
    write(qtbot, name)
    press(qtbot, Key.Key_Return)
    if relation:
        write(qtbot, relation)
        press(qtbot, Key.Key_Return)
    to(qtbot, page, "身份证号")
    write(qtbot, number)
    press(qtbot, Key.Key_Return)


def words(page):
    return "".join(one.message for one in page.sheet.shown.findings)


def errors(page):
    found = page.sheet.shown.findings
    return {(one.record, one.field) for one in found if one.severity.value == "错误"}


def test_five_people_are_keyed_in_by_keys_alone(qtbot, page, session):
    new_household(qtbot, page)
    for at, (name, relation, number) in enumerate(FAMILY):
        if at:
            press(qtbot, Key.Key_Return, CTRL)
        key_in(qtbot, page, name, relation, number)
    members = people.family(session, page.sheet.household).members
    assert [one.person.name for one in members] == [name for name, _, _ in FAMILY]
    assert [one.person.id_no for one in members] == [number for _, _, number in FAMILY]
    assert [one.person.sex for one in members] == ["男", "女", "男", "女", "男"]
    assert members[0].is_head
    assert all(one.membership.relation for one in members)
    assert not any(one.person.unread or one.membership.unread for one in members)


def test_three_findings_are_hit_and_mended_and_undone_across_people(qtbot, page):
    new_household(qtbot, page)
    key_in(qtbot, page, "向大山", "", HE[:-1] + ("0" if HE[-1] != "0" else "1"))
    press(qtbot, Key.Key_Return, CTRL)
    key_in(qtbot, page, "向田氏", "hz", SHE)
    to(qtbot, page, "联系电话")
    enter(qtbot, "1391234")
    he, she = (member.person.id for member in page.sheet.members)
    wrong = {(he, "id_no"), (she, "phone")}
    assert wrong <= errors(page)
    assert "2个户主" in words(page)

    back(qtbot, page, "与户主关系")
    enter(qtbot, "po")
    assert "2个户主" not in words(page)
    to(qtbot, page, "联系电话")
    enter(qtbot, "13912345678")
    press(qtbot, Key.Key_Up)
    back(qtbot, page, "身份证号")
    enter(qtbot, HE)
    assert not errors(page) & wrong

    for _ in range(2):
        press(qtbot, Key.Key_Z, CTRL)
    assert wrong <= errors(page)
    for _ in range(2):
        press(qtbot, Key.Key_Y, CTRL)
    assert not errors(page) & wrong


def test_everything_but_the_cell_in_hand_is_there_without_closing(qtbot, page, session, tmp_path):
    new_household(qtbot, page)
    key_in(qtbot, page, "向大山", "", HE)
    write(qtbot, "13912")
    household = page.sheet.household
    around = ledgers.Surroundings(state=tmp_path / "other")
    other = ledgers.open_(session.ledger.folder, PASSPHRASE, around=around)
    (member,) = people.family(other, household).members
    assert (member.person.name, member.person.id_no) == ("向大山", HE)
    other.close()
    press(qtbot, Key.Key_Escape)


def test_the_mark_of_a_finding_is_at_its_cell(qtbot, page):
    new_household(qtbot, page)
    key_in(qtbot, page, "向大山", "", "4331301975")
    to(qtbot, page, "身份证号", Key.Key_Left)
    assert page.members.currentIndex().data(EntryModel.MarkRole) == "error"
    assert "4331301975" in page.sheet.note.words
