"""返乡返岗: a Spring Festival keyed in by keys, and its tables."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.partial_date import PartialDate
from desktop.services import people, presence, season_reports
from desktop.ui import list_printing
from desktop.ui.desk import Desk
from desktop.ui.dialogs.name_dialog import NameDialog
from desktop.ui.dialogs.print_dialog import PrintDialog
from desktop.ui.dialogs.reason_dialog import ReasonDialog
from desktop.ui.jobs import Jobs
from desktop.ui.pages.presence import PresencePage
from desktop.ui.theme import Look
from tests.services.test_presence import FRIDAYS, SEASON, fill
from tests.ui.conftest import ident

KEY = Qt.Key


class Clock:
    """The day that it is, for the session and for the stamps of acts."""

    def __init__(self, session):
        self.day = date(2027, 1, 25)
        self.session = replace(session, today=lambda: self.day)
        session.ledger._clock = self.milliseconds

    def milliseconds(self):
        noon = datetime.combine(self.day, datetime.min.time()) + timedelta(hours=12)
        return int(noon.timestamp() * 1000)


@pytest.fixture
def clock(session):
    return Clock(session)


@pytest.fixture
def winter(clock, preferences, qapp):
    """A desk in the season."""
    return Desk(clock.session, Jobs(inline=True), preferences, Look())


@pytest.fixture
def page(winter, show):
    return show(PresencePage(winter))


def press(qtbot, page, keys):
    """Press keys in the quick list, which has the keyboard."""
    page.quick.people.setFocus()
    qtbot.waitUntil(page.quick.people.hasFocus)
    for key in keys:
        qtbot.keyClicks(QApplication.focusWidget(), key)


def shown(page):
    lines = page.quick.people.table.rows
    return {line.member.person.name: line.presence.state if line.presence else "" for line in lines}


def test_only_who_works_away_is_listed_village_by_village(page):
    assert [line.away for line in page.quick.villages.table.rows] == [2, 1]
    assert shown(page) == {"张三丰": "", "张小明": ""}
    page.quick.villages.go_to(1)
    assert shown(page) == {"李四": ""}


def test_one_key_a_state_goes_on_to_the_next(qtbot, page, winter):
    press(qtbot, page, "27")
    assert shown(page) == {"张三丰": "已返乡", "张小明": "未定"}
    assert page.quick.count.text() == "2 人，已登记 2 人"
    assert page.quick.villages.table.rows[0].noted == 2
    lines = presence.away(winter.session, village=page.quick.village, season=SEASON)
    assert str(lines[0].presence.on) == "2027-01-25"


def test_a_plan_asks_for_its_day_and_staying_home_for_its_reason(qtbot, page):
    press(qtbot, page, "4")
    dialog = page.quick.findChild(NameDialog)
    dialog.text.setText("2.30")
    qtbot.keyClick(dialog.text, KEY.Key_Return)
    assert dialog.problem.text()
    dialog.text.setText("2.18")
    qtbot.keyClick(dialog.text, KEY.Key_Return)
    press(qtbot, page, "6")
    qtbot.keyClick(page.quick.findChild(ReasonDialog), KEY.Key_2)
    first, second = (line.presence for line in page.quick.people.table.rows)
    assert (first.state, str(first.on)) == ("计划返岗", "2027-02-18")
    assert (second.state, second.reason) == ("不再外出", "照顾老人孩子")


def test_an_earlier_day_can_be_keyed_in_later(qtbot, page):
    page.quick.day.setText("1.20")
    press(qtbot, page, "2")
    assert str(page.quick.people.table.rows[0].presence.on) == "2027-01-20"


def test_undo_and_redo_go_to_the_person(qtbot, page, winter):
    press(qtbot, page, "2")
    press(qtbot, page, "3")
    hold = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page.quick.people, KEY.Key_Z, hold)
    assert shown(page) == {"张三丰": "已返乡", "张小明": ""}
    qtbot.keyClick(page.quick.people, KEY.Key_Z, hold)
    assert shown(page) == {"张三丰": "", "张小明": ""}
    assert page.quick.people.currentIndex().row() == 0
    qtbot.keyClick(page.quick.people, KEY.Key_Y, hold)
    assert shown(page) == {"张三丰": "已返乡", "张小明": ""}


def test_a_seat_in_the_bus_is_one_key(qtbot, page, winter):
    with qtbot.waitSignal(winter.told):
        press(qtbot, page, "b")
    press(qtbot, page, "2")
    page.quick.people.go_to(0)
    press(qtbot, page, "b")
    assert page.quick.bus.text() == "需要专车 1 人"
    assert page.quick.people.currentIndex().row() == 0
    assert shown(page)["张三丰"] == "已返乡"


def test_a_told_count_is_typed_beside_the_counted_one(qtbot, page, winter):
    press(qtbot, page, "2")
    page.tabs.setCurrentIndex(1)
    grid = page.board.grid
    grid.setFocus()
    grid.go_to_cell(0, 1)
    qtbot.keyClicks(grid, "5")
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert grid.currentIndex().column() == 2
    assert grid.table.index(0, 1).data() == "报5 实2 差+3"
    assert grid.table.index(2, 1).data() == "报6 实3 差+3"
    assert grid.table.index(0, 2).data() == "1"
    grid.go_to_cell(0, 1)
    qtbot.keyClick(grid, KEY.Key_Delete)
    assert grid.table.index(0, 1).data() == "2"


def test_letters_cannot_be_told_as_a_count(qtbot, page):
    page.tabs.setCurrentIndex(1)
    grid = page.board.grid
    grid.setFocus()
    grid.go_to_cell(0, 1)
    qtbot.keyClicks(grid, "x")
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert grid.table.index(0, 1).data() == "2"


def test_a_spring_festival_of_two_hundred_people(qtbot, clock, winter, show, tmp_path):
    """One village of 100 is keyed in by keys alone, the other by the verbs behind them."""
    session = winter.session
    keyed, told = fill(session, "桃兴村", 100), fill(session, "桃源村", 97)
    others = {ident(name) for name in ("p1", "p3", "p5")}
    page = show(PresencePage(winter))
    village = people.village_of(session, "桃兴村")
    page.show_village(village)
    listed = [line.member.person.id for line in page.quick.people.table.rows]
    assert set(keyed) <= set(listed)
    first = next(at for at, person in enumerate(listed) if person in keyed)

    def week(friday, keys, verbs):
        clock.day = friday - timedelta(days=2)
        page.quick.day.setText(clock.day.isoformat())
        page.quick.people.go_to(first)
        press(qtbot, page, keys)
        for person, state in zip(told, verbs, strict=False):
            presence.set_state(session, person=person, season=SEASON, state=state,
                               on=PartialDate.of(clock.day))  # fmt: skip

    week(FRIDAYS[0], "2" * 60 + "3" * 20, ["已返乡"] * 40)
    week(FRIDAYS[1], "5" * 25, ["已返岗"] * 10 + ["不再外出"] * 5)
    page.quick.people.go_to(first + 80)
    press(qtbot, page, "27")
    week(FRIDAYS[2], "5" * 50, ["已返岗"] * 20)
    page.tabs.setCurrentIndex(2)
    weeks = {row.until: row for row in page.weeks.grid.table.rows}
    assert list(weeks) == FRIDAYS
    assert [(row.people, row.came_home, row.went_back) for row in weeks.values()] == [
        (200, 100, 0), (200, 101, 35), (200, 101, 70),
    ]  # fmt: skip
    assert dict(weeks[FRIDAYS[2]].states) == {
        "已返岗": 70, "已返乡": 31, "留厂过年": 20, "未定": 1, "在外": 78
    }  # fmt: skip
    for day, row in weeks.items():
        lines = season_reports.board(session, season=SEASON, until=day)
        assert lines[-1].figures["累计返乡"].counted == row.came_home
        for key in season_reports.figures():
            parts = sum(line.figures[key].counted for line in lines[:-1])
            assert parts == lines[-1].figures[key].counted
        assert sum(row.states.values()) == 197 + len(others)
    assert_printed(page, session, tmp_path / "周报.xlsx")


def assert_printed(page, session, file):
    """The table that the window prints has the rows that it shows."""
    page.weeks.ask_print()
    dialog = page.weeks.findChild(PrintDialog)
    assert dialog.view.pages == 1

    def make(own):
        return season_reports.weekly_listing(own, season=SEASON)

    list_printing.save(page.desk, dialog, make, file)
    sheet = openpyxl.load_workbook(file).active
    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    found = [row for row in rows if row[0] in {1, 2, 3}]
    assert [row[2:4] for row in found] == [[200, 100], [200, 101], [200, 101]]
