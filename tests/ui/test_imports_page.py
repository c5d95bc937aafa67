"""导入表格."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.services import people
from desktop.ui.pages.imports import ImportsPage
from desktop.ui.widgets.import_lists import state_of

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
    page.look_at([roster])
    looked = page.files.table.rows[0]
    assert state_of(looked) == "可导入"
    assert (looked.report.added, looked.report.refused) == (2, 1)
    assert (count(session), session.ledger.position) == (before, position)


def test_each_row_says_what_becomes_of_it(page, roster):
    page.look_at([roster])
    model = page.report.lines.table
    fates = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert fates == ["新增", "新增", "拒收"]
    assert [refusal.line for refusal in page.report.refusals.table.rows] == [4]
    assert "433130198" in [remark.value for remark in page.report.problems.table.rows]


def test_a_column_that_was_not_understood_is_named(page, roster):
    page.look_at([roster])
    unknown = [heading.text for heading in page.report.headings.table.rows if not heading.taken]
    assert unknown == ["星座"]


def test_taking_in_and_taking_back(qtbot, page, session, desk, roster):
    before = count(session)
    page.look_at([roster])
    with qtbot.waitSignal(desk.told):
        qtbot.mouseClick(page.take, Qt.MouseButton.LeftButton)
    assert count(session) == before + 2
    assert state_of(page.files.table.rows[0]) == "已导入"
    page.ask_undo_last()
    with qtbot.waitSignal(desk.told):
        agree(page)
    assert count(session) == before
    assert page.history.table.rows[0].undone


def test_a_file_that_is_no_table_does_not_hold_up_the_others(page, roster, tmp_path):
    photo = tmp_path / "照片.xlsx"
    photo.write_bytes(b"\xff\xd8\xff\xe0 no table")
    page.look_at([photo, roster])
    assert [state_of(looked) for looked in page.files.table.rows] == ["不能导入", "可导入"]
    assert page.take.isEnabled()
    assert "1 个文件" in page.take.text()


def test_the_marked_sheet_and_the_template_are_written(page, roster, tmp_path):
    page.look_at([roster])
    page.save_marked(page.files.table.rows[0], tmp_path / "标红.xlsx")
    page.save_template(tmp_path / "空白.xlsx")
    assert (tmp_path / "标红.xlsx").stat().st_size > 0
    assert (tmp_path / "空白.xlsx").stat().st_size > 0


def test_going_back_forgets_the_files(qtbot, page, roster):
    page.look_at([roster])
    assert page.stack.currentIndex() == 1
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.stack.currentIndex() == 0
