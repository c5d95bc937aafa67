"""抽查: drawn by a button, keyed in by one key a household, the rate beside it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.services import rounds, sampling, visits
from desktop.ui.pages.sampling import SamplingPage
from tests.ui.conftest import ident

Key = Qt.Key


@pytest.fixture
def survey(session):
    made = rounds.add(session, name="下半年", reference_date=date(2026, 6, 30)).id
    for household in ("h1", "h2", "h3"):
        visits.unchanged(session, survey=made, household=ident(household))
    return made


@pytest.fixture
def page(qtbot, desk, show, survey):
    page = show(SamplingPage(desk))
    page.percent.setValue(100)
    page.draw()
    page.activateWindow()
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus)
    return page


def test_one_key_a_household_and_the_rate_is_told(qtbot, page):
    assert page.grid.table.rowCount() == 3
    qtbot.keyClick(page.grid, Key.Key_1)
    qtbot.keyClick(page.grid, Key.Key_3)
    qtbot.keyClick(page.grid, Key.Key_2)
    assert page.note.hasFocus()
    qtbot.keyClicks(page.note, "gongzi")
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Key.Key_2)
    shown = [line.check.result for line in page.grid.table.rows]
    assert shown == ["一致", "联系不上", "不一致"]
    assert "一致率 50.0%" in page.rate.text()
    qtbot.keyClick(page.grid, Key.Key_Delete)
    assert "一致率 100.0%" in page.rate.text()


def test_what_was_keyed_in_stands_beside_the_phone(page):
    cells = [page.grid.table.index(0, at).data() for at in range(page.grid.table.columnCount())]
    assert "张三丰" in cells
    assert "13800138001" in cells
    assert any("张小明：转移就业，广东省深圳市，某电子厂" in str(cell) for cell in cells)


def test_the_sheet_is_saved(page, tmp_path):
    page.save_sheet(tmp_path / "抽查.pdf")
    assert (tmp_path / "抽查.pdf").exists()
    assert any("3 户" in box.text() for box in page.findChildren(QMessageBox))


def test_a_second_sample_stands_beside_the_first(page, session, survey):
    page.draw()
    assert page.sample.count() == 2
    seeds = [one.seed for one in sampling.drawn(session, survey=survey)]
    assert page.sample.currentData() == seeds[0]
    page.sample.setCurrentIndex(1)
    assert page.grid.table.rowCount() == 3


def test_nobody_asked_means_nobody_drawn(desk, show, session):
    page = show(SamplingPage(desk))
    page.draw()
    assert page.grid.table.rowCount() == 0
    rounds.add(session, name="新", reference_date=date(2026, 6, 30))
    page.refresh()
    page.draw()
    assert any("还没有调查完成" in box.text() for box in page.findChildren(QMessageBox))
