"""小工具, 填报工作簿 and the locked report of 数据交换."""

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from desktop.intake.files import read_grids
from desktop.ui import locked_sending
from desktop.ui.dialogs.told_code_dialog import ToldCodeDialog
from desktop.ui.pages.exchange import ExchangePage
from desktop.ui.pages.id_tool import IdToolPage
from desktop.ui.pages.workbooks import WorkbooksPage
from tests.domain.make import id_no

NUMBERS = (id_no("1990-05-04", "男"), id_no("1971-04-09", "女", 2))


@pytest.fixture
def tool(desk, show):
    return show(IdToolPage(desk))


def test_pasted_numbers_are_told_right_from_wrong(qtbot, tool):
    QGuiApplication.clipboard().setText(f"{NUMBERS[0]}\n\n12345\n'{NUMBERS[1]}")
    tool.paste()
    assert [one.verdict for one in tool.grid.table.rows] == ["对", "", "错", "对"]
    assert "对 2，错 1" in tool.count.text()
    tool.copy_column("整理后")
    assert QGuiApplication.clipboard().text() == f"{NUMBERS[0]}\n\n\n{NUMBERS[1]}"
    tool.copy_all()
    assert "法定退休年龄" in QGuiApplication.clipboard().text()


def test_typing_is_looked_at_and_can_be_cleared(qtbot, tool):
    qtbot.keyClicks(tool.pasted, NUMBERS[0])
    qtbot.waitUntil(lambda: tool.grid.table.rowCount() == 1)
    tool.clear()
    assert tool.grid.table.rowCount() == 0


def test_workbooks_are_written_blank_for_one_and_filled_for_each_village(desk, show, tmp_path):
    page = show(WorkbooksPage(desk))
    page.write(tmp_path / "空白.xlsx")
    assert load_workbook(tmp_path / "空白.xlsx").worksheets[0].max_row == 3
    page.filled.setChecked(True)
    (tmp_path / "各村").mkdir()
    page.write_each(tmp_path / "各村")
    assert len(list((tmp_path / "各村").iterdir())) == 2
    assert any("2 个村" in box.text() for box in page.findChildren(QMessageBox))


def test_a_locked_report_is_asked_for_and_its_password_shown(desk, show, tmp_path):
    page = show(ExchangePage(desk))
    dialog = locked_sending.ask(desk, page)
    wishes = []
    dialog.submitted.disconnect()
    dialog.submitted.connect(wishes.append)
    dialog.accept()
    assert "报给哪个单位" in dialog.problem.text()
    dialog.to.setText("龙山县人社局")
    dialog.accept()
    locked_sending.write(desk, page, wishes[0], tmp_path / "上报.xlsx")
    shown = page.findChild(ToldCodeDialog)
    assert read_grids(tmp_path / "上报.xlsx", shown.code.text())
