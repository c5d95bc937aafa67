"""批量修改: seen before it is done, done at once, never what cannot be read."""

import pytest
from PySide6.QtCore import Qt

from desktop.domain.entities import Person
from desktop.services import undo
from desktop.ui.dialogs.batch_edit_dialog import BatchEditDialog
from desktop.ui.pages.people import PeoplePage
from tests.ui.conftest import ident

EVERYBODY = tuple(ident(f"p{at}") for at in range(1, 6))


@pytest.fixture
def dialog(desk, show):
    made = show(BatchEditDialog(desk, EVERYBODY))
    made.field.setCurrentIndex(made.field.findData("person.education"))
    return made


def educations(session):
    return {session.ledger.get(Person, one).education for one in EVERYBODY}


def test_the_preview_stands_before_anything_is_stored(dialog, session):
    dialog.text.setEditText("chuzhong")
    dialog.look_at()
    rows = [(edit.old, edit.new) for edit in dialog.preview.table.rows]
    assert rows == [("", "初中")] * 5
    assert dialog.store.text() == "修改 5 人"
    assert educations(session) == {None}


def test_one_press_stores_and_one_undo_takes_it_back(qtbot, dialog, session):
    since = session.ledger.position
    dialog.text.setEditText("初中")
    dialog.look_at()
    with qtbot.waitSignal(dialog.changed) as told:
        qtbot.mouseClick(dialog.store, Qt.MouseButton.LeftButton)
    assert told.args == [5]
    assert educations(session) == {"初中"}
    undo.undo(session, since=since)
    assert educations(session) == {None}


def test_what_cannot_be_read_is_said_and_not_stored(dialog, session):
    dialog.text.setEditText("读过一点")
    dialog.accept()
    assert dialog.isVisible()
    assert "不能填到文化程度" in dialog.told.text()
    assert educations(session) == {None}


def test_another_field_begins_empty(dialog):
    dialog.text.setEditText("初中")
    dialog.field.setCurrentIndex(dialog.field.findData("person.health"))
    assert dialog.text.currentText() == ""
    assert "健康" in [dialog.text.itemText(at) for at in range(dialog.text.count())]
    assert not dialog.store.isEnabled()


def test_the_people_chosen_in_the_list_are_set(qtbot, desk, show, session):
    page = show(PeoplePage(desk))
    page.grid.clearSelection()
    page.ask_batch()
    assert page.findChildren(BatchEditDialog) == []
    page.grid.selectAll()
    page.ask_batch()
    (dialog,) = page.findChildren(BatchEditDialog)
    dialog.field.setCurrentIndex(dialog.field.findData("person.education"))
    dialog.text.setEditText("初中")
    dialog.accept()
    assert educations(session) == {"初中"}
    page.undo()
    assert educations(session) == {None}
