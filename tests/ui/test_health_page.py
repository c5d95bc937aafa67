"""台账体检."""

import pytest

from desktop.services import health
from desktop.ui.pages.health import HealthPage


@pytest.fixture
def page(desk, show):
    return show(HealthPage(desk))


def choose(page, label, village=-1):
    at = [one.label for one in health.QUESTIONS].index(label) + 1
    row = village if village >= 0 else page.numbers.table.rowCount() - 1
    page.numbers.setCurrentIndex(page.numbers.table.index(row, at))


def names(page):
    return [line.member.person.name for line in page.names.table.rows]


def test_a_number_opens_its_names(page):
    choose(page, "身份证错")
    assert names(page) == ["王五"]
    assert page.heading.text() == "合计　身份证错 1 人"


def test_a_number_of_one_village_has_only_its_own(page):
    choose(page, "人数", village=1)
    assert names(page) == ["李四"]


def test_a_name_opens_its_card(qtbot, page, desk):
    choose(page, "身份证错")
    with qtbot.waitSignal(desk.person_wanted):
        page.names.opened.emit(page.names.table.rows[0])


def test_nothing_can_be_printed_of_nobody(page):
    choose(page, "重复")
    assert not page.out.isEnabled()
