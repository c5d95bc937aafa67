"""村里正在填: editing at the township what a village keeps warns, and is stored all the same."""

import pytest

from desktop.domain.entities import Household, Person
from desktop.services import joining
from desktop.ui.pages.households import HouseholdsPage
from tests.ui.conftest import ident
from tests.ui.pressing import enter


@pytest.fixture
def handed_out(session, tmp_path):
    village = session.ledger.get(Household, ident("h1")).village
    place = session.ledger.book.places.get(village)
    joining.invite(session, area=place.code, office="李家村委会", file=tmp_path / "村.ldi")


@pytest.fixture
def page(qtbot, desk, show):
    page = show(HouseholdsPage(desk))
    page.activateWindow()
    page.members.setFocus()
    qtbot.waitUntil(page.members.hasFocus)
    return page


@pytest.fixture
def told(desk):
    heard = []
    desk.told.connect(heard.append)
    return heard


def type_name(page, text):
    labels = [column.label for column in page.members.table.table.columns]
    page.sheet.go_to(0, labels.index("姓名"))
    enter(text)


def test_the_head_says_so_and_the_first_cell_warns(handed_out, page, session, told):
    page.show_household(ident("h1"))
    assert page.sheet.head.holder.text() == "村里正在填"
    type_name(page, "张三峰")
    type_name(page, "张三丰")
    assert session.ledger.get(Person, ident("p1")).name == "张三丰"
    assert [words for words in told if "正在填" in words] == [page.sheet.head.holder.toolTip()]


def test_elsewhere_nothing_is_said(handed_out, page, told):
    page.show_household(ident("h3"))
    assert page.sheet.head.holder.text() == ""
    type_name(page, "李四四")
    assert told == []
