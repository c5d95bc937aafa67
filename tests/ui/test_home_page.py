"""首页."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.services import reviewing, rounds, visits
from desktop.ui.pages.home import HomePage
from tests.ui.conftest import DAY, ident


@pytest.fixture
def page(desk, show):
    return show(HomePage(desk))


def test_the_counts_are_those_of_the_ledger(page):
    assert page.tiles["households"].accessibleName().startswith("户：3。")
    assert page.tiles["persons"].accessibleName().startswith("人员：5。")
    assert page.tiles["labour"].accessibleName().startswith("劳动年龄人口：4。")


@pytest.mark.parametrize(
    ("tile", "where"),
    [("households", "households"), ("persons", "people"), ("errors", "findings:错误")],
)
def test_a_number_leads_to_its_page(qtbot, page, desk, tile, where):
    with qtbot.waitSignal(desk.page_wanted) as wanted:
        qtbot.mouseClick(page.tiles[tile], Qt.MouseButton.LeftButton)
    assert wanted.args == [where]


def test_a_village_is_opened_by_enter(qtbot, page, desk):
    page.villages.go_to(0)
    with qtbot.waitSignal(desk.village_wanted) as wanted:
        qtbot.keyClick(page.villages, Qt.Key.Key_Return)
    assert wanted.args == [page.villages.table.rows[0].village]


def test_the_next_steps_lead_on(qtbot, page, desk):
    step = next(one for one in page.findChildren(QPushButton) if one.text() == "生成上报包")
    with qtbot.waitSignal(desk.page_wanted) as wanted:
        step.click()
    assert wanted.args == ["exchange"]


def test_what_was_done_last_stands_there(page, session):
    with session.ledger.act("test", "补录一户"):
        pass
    words = [child.text() for child in page.findChildren(type(page.tiles["labour"]._note))]
    assert "补录一户" in words


def test_what_was_returned_comes_first(qtbot, page, desk, session):
    assert not page.tiles["returned"].isVisible()
    survey = rounds.add(session, name="二季度", reference_date=DAY).id
    visits.set_visit(session, survey=survey, household=ident("h2"), result="完成")
    reviewing.send_back(session, survey=survey, household=ident("h2"), reason="核实年龄")
    page.refresh()
    tile = page.tiles["returned"]
    assert tile.isVisible()
    assert tile.accessibleName().startswith("退回：1。")
    with qtbot.waitSignal(desk.household_wanted) as wanted:
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert wanted.args == [ident("h2")]
