"""名册: put together, kept, printed and shared from the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox

from desktop.domain.id_styles import IdStyle
from desktop.domain.roster_template import BY_VILLAGE, RosterColumn
from desktop.services import roster_templates, rosters
from desktop.ui import list_printing, roster_sharing
from desktop.ui.dialogs.columns_dialog import ColumnsDialog
from desktop.ui.dialogs.print_dialog import PrintDialog
from desktop.ui.pages.rosters import RostersPage

Key = Qt.Key


@pytest.fixture
def page(desk, show):
    return show(RostersPage(desk))


def test_a_roster_is_kept_as_it_stands_on_the_page(page, session):
    page.name.setText("县局周报")
    page.group.setCurrentIndex(page.group.findData(BY_VILLAGE))
    page.order.setCurrentIndex(page.order.findData("person.age"))
    page.style_box.setCurrentIndex(page.style_box.findData(IdStyle.LAST))
    page.paper.setCurrentText("A3")
    page.signed.setChecked(False)
    page.save()
    (kept,) = roster_templates.kept(session)
    assert (kept.group, kept.order, kept.id_style, kept.paper, kept.signed) == (
        BY_VILLAGE, "person.age", IdStyle.LAST, "A3", False,
    )  # fmt: skip
    page.start_anew()
    assert page.name.text() == ""
    page.rosters.itemClicked.emit(page.rosters.item(0))
    assert page.shown() == kept


def test_a_heading_is_typed_beside_its_column(qtbot, page):
    page.activateWindow()
    page.grid.setFocus()
    page.grid.go_to_cell(0, 1)
    qtbot.keyClick(page.grid, Key.Key_X)
    editor = page.grid.findChild(QLineEdit)
    qtbot.keyClicks(editor, "ingming")
    qtbot.keyClick(editor, Key.Key_Return)
    assert page.columns[0] == RosterColumn("person.name", "xingming")


def test_columns_are_chosen_and_keep_their_headings(page):
    page.columns = [RosterColumn("person.name", "学员姓名")]
    page.ask_columns()
    dialog = page.findChild(ColumnsDialog)
    dialog.choose(["person.phone", "person.name", "tag.低保"])
    dialog.accept()
    assert page.columns == [
        RosterColumn("person.phone"),
        RosterColumn("person.name", "学员姓名"),
        RosterColumn("tag.低保"),
    ]
    assert [line.path for line in page.grid.table.rows][-1] == "tag.低保"


def test_it_is_looked_at_and_saved(page, desk, tmp_path):
    page.title.setText("劳动力情况表")
    page.paper.setCurrentText("A3")
    page.look_at()
    dialog = page.findChild(PrintDialog)
    assert dialog.preview is not None
    assert dialog.paper.currentText() == "A3"
    file = tmp_path / "名册.xlsx"
    list_printing.save(desk, dialog, rosters.maker(page.shown()), file)
    assert file.exists()


def test_it_goes_to_another_office_and_comes_from_one(page, desk, session, tmp_path):
    page.name.setText("县局周报")
    page.save()
    file = tmp_path / "名册.json"
    roster_sharing.share(desk, page, "县局周报", file)
    assert any("没有人员" in box.text() for box in page.findChildren(QMessageBox))
    roster_templates.forget(session, name="县局周报")
    page.refresh()
    assert page.rosters.count() == 0
    page.take(file)
    assert page.name.text() == "县局周报"
    file.write_text("{}", encoding="utf-8")
    page.take(file)
    assert any("不是名册模板" in box.text() for box in page.findChildren(QMessageBox))


def test_without_a_name_nothing_is_kept(page, session):
    page.save()
    assert roster_templates.kept(session) == []
    assert any("起个名字" in box.text() for box in page.findChildren(QMessageBox))
