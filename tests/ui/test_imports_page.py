"""导入表格."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.domain.entities import Person
from desktop.services import people
from desktop.ui.dialogs.secret_dialog import SecretDialog
from desktop.ui.pages.imports import ImportsPage
from desktop.ui.widgets.import_lists import state_of
from tests.domain.make import id_no
from tests.intake.tables import workbook
from tests.intake.test_files import locked

HEAD = "姓名,身份证号,与户主关系,村,组,联系电话,星座\n"


@pytest.fixture
def page(desk, show):
    return show(ImportsPage(desk))


@pytest.fixture
def roster(session, tmp_path) -> Path:
    """A new household, and one row of a village elsewhere."""
    village = people.villages(session)[4].place.name
    file = tmp_path / "名单.csv"
    lines = [
        f"周七,43313019850101301X,户主,{village},三组,13700137000,白羊\n",
        f"吴八,433130198,配偶,{village},三组,,金牛\n",
        "郑九,,户主,没有这个村,一组,,双子\n",
    ]
    file.write_text(HEAD + "".join(lines), encoding="utf-8")
    return file


def count(session):
    return sum(village.persons for village in people.villages(session))


def agree(page):
    box = page.findChild(QMessageBox, "question")
    box.defaultButton().click()


def test_looking_changes_nothing(page, session, roster):
    before, position = count(session), session.ledger.position
    page.bench.look_at([roster])
    looked = page.bench.files.table.rows[0]
    assert state_of(looked) == "可导入"
    assert (looked.report.added, looked.report.refused) == (2, 1)
    assert (count(session), session.ledger.position) == (before, position)


def test_each_row_says_what_becomes_of_it(page, roster):
    page.bench.look_at([roster])
    model = page.bench.report.lines.model
    fates = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert fates == ["新增", "新增", "拒收"]
    assert [refusal.line for refusal in page.bench.report.refusals.table.rows] == [4]
    assert "433130198" in [remark.value for remark in page.bench.report.problems.table.rows]


def test_a_column_that_was_not_understood_is_named(page, roster):
    page.bench.look_at([roster])
    unknown = [
        heading.text for heading in page.bench.report.columns.grid.table.rows if not heading.taken
    ]
    assert unknown == ["星座"]


def test_taking_in_and_taking_back(qtbot, page, session, desk, roster):
    before = count(session)
    page.bench.look_at([roster])
    with qtbot.waitSignal(desk.told):
        qtbot.mouseClick(page.bench.take, Qt.MouseButton.LeftButton)
    assert count(session) == before + 2
    assert state_of(page.bench.files.table.rows[0]) == "已导入"
    page.bench.ask_undo()
    with qtbot.waitSignal(desk.told):
        agree(page)
    assert count(session) == before
    assert page.history.table.rows[0].undone


def test_a_file_that_is_no_table_does_not_hold_up_the_others(page, roster, tmp_path):
    photo = tmp_path / "照片.xlsx"
    photo.write_bytes(b"\xff\xd8\xff\xe0 no table")
    page.bench.look_at([photo, roster])
    assert [state_of(looked) for looked in page.bench.files.table.rows] == ["不能导入", "可导入"]
    assert page.bench.take.isEnabled()
    assert "1 个文件" in page.bench.take.text()


def test_the_marked_sheet_and_the_template_are_written(page, roster, tmp_path):
    page.bench.look_at([roster])
    page.bench.save_marked(page.bench.files.table.rows[0], tmp_path / "标红.xlsx")
    page.save_template(tmp_path / "空白.xlsx")
    assert (tmp_path / "标红.xlsx").stat().st_size > 0
    assert (tmp_path / "空白.xlsx").stat().st_size > 0


def test_going_back_forgets_the_files(qtbot, page, roster):
    page.bench.look_at([roster])
    assert page.stack.currentIndex() == 1
    qtbot.mouseClick(page.bench.back, Qt.MouseButton.LeftButton)
    assert page.stack.currentIndex() == 0


def tones(page, line):
    model = page.bench.report.lines.model
    return {
        model.table.columns[at].label: model.index(line, at).data(model.ToneRole)
        for at in range(2, model.columnCount())
    }


def test_each_cell_has_the_colour_of_what_becomes_of_it(page, roster):
    page.bench.look_at([roster])
    assert tones(page, 0)["姓名"] == "good"
    assert tones(page, 1)["身份证号"] == "error"
    assert set(tones(page, 2).values()) == {"error"}
    model = page.bench.report.lines.model
    assert "身份证" in model.index(1, 3).data(Qt.ItemDataRole.ToolTipRole)


def test_only_the_rows_with_problems_can_be_shown(page, roster):
    text = roster.read_text(encoding="utf-8")
    right = text.replace("43313019850101301X", id_no("1985-01-01", "男", 1))
    roster.write_text(right, encoding="utf-8")
    page.bench.look_at([roster])
    assert len(page.bench.report.lines.model.rows) == 3
    page.bench.report.lines.only.setChecked(True)
    assert [line.number for line in page.bench.report.lines.model.rows] == [3, 4]


def test_a_column_is_put_right_from_the_list(qtbot, page, session, roster):
    page.bench.look_at([roster])
    columns = page.bench.report.columns
    columns.grid.go_to(6)
    columns.box.setCurrentText("人员·备注")
    qtbot.mouseClick(columns.act, Qt.MouseButton.LeftButton)
    assert page.bench.report.columns.grid.table.rows[6].meaning == "人员·备注"
    assert "人工选定" in [page.bench.report.columns.grid.table.index(6, 2).data()]
    qtbot.mouseClick(page.bench.take, Qt.MouseButton.LeftButton)
    assert "白羊" in {person.remark for person in session.ledger.where(Person)}


def test_a_meaning_given_to_another_column_is_taken_from_the_first(page, roster):
    page.bench.look_at([roster])
    page.bench.choose_column("星座", "person.phone")
    meanings = {one.text: one.target for one in page.bench.files.table.rows[0].headings}
    assert (meanings["星座"], meanings["联系电话"]) == ("person.phone", "")


def test_a_cell_is_mended_in_its_place_and_the_file_is_not_touched(page, session, roster):
    page.bench.look_at([roster])
    before = roster.read_bytes()
    model = page.bench.report.lines.model
    village = people.villages(session)[4].place.name
    place = [column.label for column in model.table.columns].index("村")
    assert model.setData(model.index(2, place), village)
    looked = page.bench.files.table.rows[0]
    assert (looked.report.added, looked.report.refused) == (3, 0)
    assert "已改 1 格" in page.bench.report.lines.forget.text()
    assert roster.read_bytes() == before
    page.bench.unmend()
    assert page.bench.files.table.rows[0].report.refused == 1


def test_what_is_taken_in_cannot_be_typed_over(qtbot, page, roster):
    page.bench.look_at([roster])
    model = page.bench.report.lines.model
    assert model.is_keyed(model.index(0, 2))
    qtbot.mouseClick(page.bench.take, Qt.MouseButton.LeftButton)
    assert not model.is_keyed(model.index(0, 2))
    assert "已经导入" in page.bench.report.lines.note.words


def test_an_unknown_word_is_asked_about_and_remembered(qtbot, page, roster):
    text = roster.read_text(encoding="utf-8").replace("星座", "文化程度").replace("白羊", "初小")
    roster.write_text(text, encoding="utf-8")
    page.bench.look_at([roster])
    words = page.bench.report.words
    words.grid.go_to([word.text for word in words.grid.table.rows].index("初小"))
    words.box.setCurrentText("小学")
    qtbot.mouseClick(words.act, Qt.MouseButton.LeftButton)
    assert "初小" not in [word.text for word in words.grid.table.rows]


def test_a_list_without_known_names_shows_its_columns_to_be_put_right(page, roster):
    text = roster.read_text(encoding="utf-8").replace("姓名", "怎么称呼")
    roster.write_text(text, encoding="utf-8")
    page.bench.look_at([roster])
    assert page.bench.report.tabs.currentWidget() is page.bench.report.columns
    page.bench.choose_column("怎么称呼", "person.name")
    assert state_of(page.bench.files.table.rows[0]) == "可导入"


def test_a_locked_workbook_asks_for_its_password(page, tmp_path):
    book = tmp_path / "加密.xlsx"
    book.write_bytes(locked(workbook(["姓名", "身份证号"], ["周七", ""]), "2026"))
    page.bench.look_at([book])
    assert page.bench.unlock.isVisibleTo(page)
    page.bench.ask_password()
    dialog = page.bench.findChild(SecretDialog)
    dialog.submitted.emit("2026")
    assert page.bench.files.table.rows[0].locked is False
