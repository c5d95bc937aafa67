"""名单比对 in the window."""

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.domain.comparing import Fate
from desktop.domain.entities import Person
from desktop.services import saved_filters
from desktop.ui.dialogs.name_dialog import NameDialog
from desktop.ui.dialogs.person_dialog import PersonDialog
from desktop.ui.dialogs.print_dialog import PrintDialog
from desktop.ui.pages.comparison import ComparisonPage
from desktop.ui.window import MainWindow
from tests.domain.make import id_no
from tests.ui.conftest import ident


@pytest.fixture
def page(desk, show):
    return show(ComparisonPage(desk))


@pytest.fixture
def listed(session, tmp_path):
    """A list that has 张三丰 with another telephone, 赵小花, a stranger and a damaged number."""

    def number(name):
        return session.ledger.get(Person, ident(name)).id_no

    book = Workbook()
    for row in (
        ("姓名", "身份证号", "联系电话"),
        ("张三丰", number("p1"), "13900139000"),
        ("赵小花", number("p2"), None),
        ("向秀英", id_no("1990-02-02", "女", 4), None),
        ("王五", "433130196001010000", None),
    ):
        book.active.append(row)
    path = tmp_path / "参保.xlsx"
    book.save(path)
    return path


@pytest.fixture
def compared(page, listed):
    page.take_files([listed])
    return page


def choose(qtbot, page, fate):
    qtbot.mouseClick(page.fates.button(list(Fate).index(fate)), Qt.MouseButton.LeftButton)
    return [line.name for line in page.grid.table.rows]


def press(qtbot, page, words):
    made = next(one for one in page.findChildren(QPushButton) if one.text() == words)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def test_it_begins_with_what_differs_and_counts_every_class(compared):
    texts = [compared.fates.button(at).text() for at in range(len(Fate))]
    assert texts == ["一致 1", "不同 1", "只在对方 1", "只在台账 2", "认不准 1"]
    (line,) = compared.grid.table.rows
    assert str(line.apart[0]) == "联系电话：对方 13900139000，台账 13800138001"
    assert "按身份证号比对" in compared.note.text()


def test_each_class_lists_its_people(qtbot, compared):
    assert choose(qtbot, compared, Fate.SAME) == ["赵小花"]
    assert choose(qtbot, compared, Fate.THEIRS) == ["向秀英"]
    assert choose(qtbot, compared, Fate.OURS) == ["张小明", "李四"]
    assert choose(qtbot, compared, Fate.UNSURE) == ["王五"]


def test_another_village_compares_anew(qtbot, compared):
    compared.village.setCurrentIndex(1)
    assert choose(qtbot, compared, Fate.OURS) == ["张小明"]


def test_a_key_the_list_cannot_serve_is_refused_and_the_result_stays(compared, session):
    compared.key.setCurrentIndex(compared.key.findData("姓名+村"))
    (box,) = compared.findChildren(QMessageBox)
    assert "要用的列" in box.text()
    assert compared.key.currentData() == "身份证号"
    assert len(compared.grid.table.rows) == 1


def test_a_file_that_is_no_list_is_refused_in_a_sentence(page, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"%PDF-1.4 x")
    page.take_files([path])
    (box,) = page.findChildren(QMessageBox)
    assert "PDF" in box.text()
    assert page.stack.currentIndex() == 0


def test_a_class_is_kept_as_a_filter(qtbot, compared, session):
    choose(qtbot, compared, Fate.OURS)
    press(qtbot, compared, "存为筛选…")
    (dialog,) = compared.findChildren(NameDialog)
    dialog.text.setText("没参保的")
    dialog.accept()
    assert [one.name for one in saved_filters.saved(session)] == ["没参保的"]
    choose(qtbot, compared, Fate.THEIRS)
    assert not compared.keep.isEnabled()


def test_the_result_is_saved_and_printed(compared, tmp_path):
    out = tmp_path / "结果.xlsx"
    compared.save(out)
    assert load_workbook(out).sheetnames == [fate.value for fate in Fate]
    compared.ask_print()
    (dialog,) = compared.findChildren(PrintDialog)
    dialog.close()


def test_enter_opens_the_card_of_who_is_known(qtbot, compared):
    qtbot.keyClick(compared.grid, Qt.Key.Key_Return)
    (dialog,) = compared.findChildren(PersonDialog)
    dialog.close()


def test_the_page_stands_under_the_findings(desk, show):
    window = show(MainWindow(desk))
    window.go("comparison")
    assert isinstance(window.page("comparison"), ComparisonPage)
