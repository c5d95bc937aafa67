"""返乡返岗快报: what villages told beside what was counted, week by week."""

from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest

from desktop.domain.errors import Refused
from desktop.services import catalogue, list_prints, people, presence, season_reports, undo
from tests.services.test_presence import FRIDAYS, SEASON, fill, note


@pytest.fixture
def january(township):
    """The township in the last days of the season's third week."""
    return replace(township, today=lambda: FRIDAYS[2] - timedelta(days=1))


def tell(session, village, figure, value, until=FRIDAYS[0]):
    return season_reports.report(
        session, season=SEASON, village=village, until=until, figure=figure, value=value
    )


def cell(session, village, figure, until=FRIDAYS[0]):
    lines = season_reports.board(session, season=SEASON, until=until)
    return next(line for line in lines if line.name == village).figures[figure]


def rows_of(file):
    sheet = openpyxl.load_workbook(file).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_told_count_stands_beside_the_counted_one(january):
    workers = fill(january, "桃兴村", 8)
    for person in workers[:3]:
        note(january, person, "已返乡", FRIDAYS[0])
    assert cell(january, "桃兴村", "累计返乡").difference is None
    tell(january, "桃兴村", "累计返乡", "5")
    found = cell(january, "桃兴村", "累计返乡")
    assert (found.told, found.counted, found.difference) == (5, 3, 2)
    assert cell(january, "桃兴村", "累计返乡", FRIDAYS[1]).told is None
    tell(january, "桃兴村", "返乡人数", "4")
    assert cell(january, "桃兴村", "累计返乡").difference == 1
    tell(january, "桃兴村", "累计返乡", "")
    assert cell(january, "桃兴村", "累计返乡").told is None


def test_the_sum_takes_people_where_nothing_was_told(january):
    fill(january, "桃兴村", 8)
    fill(january, "桃源村", 4)
    tell(january, "桃兴村", "外出务工", "10")
    whole = cell(january, season_reports.ALL, "外出务工")
    assert (whole.told, whole.counted) == (14, 12)
    assert cell(january, season_reports.ALL, "未定").told is None


def test_what_is_no_number_is_refused_in_words(january):
    for wrong in ("很多", "-3"):
        with pytest.raises(Refused, match="报数应填人数"):
            tell(january, "桃兴村", "累计返乡", wrong)
    with pytest.raises(Refused):
        tell(january, "没有的村", "累计返乡", "3")


def test_a_report_can_be_undone(january):
    fill(january, "桃兴村", 4)
    since = january.ledger.position
    tell(january, "桃兴村", "未定", "2")
    undo.undo(january, since=since)
    assert cell(january, "桃兴村", "未定").told is None


def test_weeks_run_from_the_first_thing_noted_until_today(january):
    (person,) = fill(january, "桃兴村", 1)
    assert season_reports.weeks(january, SEASON) == [FRIDAYS[2]]
    note(january, person, "已返乡", FRIDAYS[0] - timedelta(days=2))
    assert season_reports.weeks(january, SEASON) == FRIDAYS
    assert season_reports.weeks(january, "2026春节") == [date(2026, 7, 3)]


def test_the_weekly_table_is_printed_with_right_sums(january, tmp_path):
    workers = fill(january, "桃兴村", 12)
    for person in workers[:6]:
        note(january, person, "已返乡", FRIDAYS[0])
    for person in workers[:3]:
        note(january, person, "已返岗", FRIDAYS[1])
    file = tmp_path / "周报.xlsx"

    def make(session):
        return season_reports.weekly_listing(session, season=SEASON)

    assert list_prints.write(january, make, file=file) == 3
    lines = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(file).active.iter_rows()
    ]
    head = next(at for at, row in enumerate(lines) if row[0] == "序号")
    column = {name: at for at, name in enumerate(lines[head])}
    table = {
        name: [row[column[name]] for row in lines[head + 1 : head + 4]]
        for name in ("累计返乡", "累计返岗", "返岗率")
    }
    assert table == {
        "累计返乡": [6, 6, 6], "累计返岗": [0, 3, 3], "返岗率": ["0.0%", "50.0%", "50.0%"]
    }  # fmt: skip


def test_the_board_is_printed_with_a_figure_over_three_columns(january, tmp_path):
    fill(january, "桃兴村", 4)
    tell(january, "桃兴村", "外出务工", "6")
    file = tmp_path / "快报.xlsx"

    def make(session):
        return season_reports.board_listing(session, season=SEASON, until=FRIDAYS[0])

    list_prints.write(january, make, file=file)
    lines = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(file).active.iter_rows()
    ]
    row = next(row for row in lines if row[0] == "桃兴村")
    assert row[1:4] == [6, 4, 2]
    assert list_prints.preview(january, make).pages == 1


def test_progress_counts_who_is_noted(january):
    workers = fill(january, "桃兴村", 4)
    note(january, workers[0], "未定", FRIDAYS[0])
    (found,) = presence.progress(january, season=SEASON)
    assert (found.name, found.away, found.noted) == ("桃兴村", 4, 1)
    assert presence.seasons_known(january) == [SEASON]
    assert found.village == people.village_of(january, "桃兴村")


def test_the_command_line_reports_by_name(january):
    catalogue.call(
        january,
        "presence.report",
        {"season": SEASON, "village": "桃兴村", "until": "2027-01-29", "figure": "未定",
         "value": "7"},
    )  # fmt: skip
    fill(january, "桃兴村", 4)
    assert cell(january, "桃兴村", "未定").told == 7
