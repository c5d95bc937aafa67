"""A small real ledger with invented families, and a desk on which jobs run at once."""

import gc
import shutil
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent

from desktop.domain.entities import EmploymentSpell, Household, Membership, Person, Tag
from desktop.domain.levels import Level
from desktop.domain.partial_date import PartialDate
from desktop.envelope.key_file import Cost
from desktop.services import checks, ledgers, people
from desktop.services.ledgers import Surroundings
from desktop.ui import theme
from desktop.ui.desk import Desk
from desktop.ui.jobs import Jobs
from desktop.ui.preferences import Preferences
from desktop.ui.theme import Look
from tests.domain.make import id_no

PASSPHRASE = "township"
DAY = date(2026, 6, 30)
AT_WORK = ("p1", "p3", "p5")


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp):
    """The application in its clothes, as everybody sees it."""
    theme.load_fonts()
    theme.speak_chinese(qapp)
    theme.apply(qapp, Look())


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """The folder of a township ledger with three families in two villages, checked."""
    place = tmp_path_factory.mktemp("ledger")
    around = Surroundings(state=place / "state", cost=Cost(1024, 1, 1))
    made = ledgers.new(
        place / "township",
        office="石牌镇人社所",
        level=Level.TOWNSHIP,
        area="433130110",
        passphrase=PASSPHRASE,
        around=around,
    )
    session = replace(made.session, today=lambda: DAY)
    with session.ledger.act("test", "造数") as writer:
        for record in families(session):
            writer.insert(record)
    checks.check_all(session)
    session.close()
    return place / "township", around, made.recovery_code


def families(session):
    """张三丰 with wife and son, 王五 alone with a damaged number, 李四 elsewhere."""
    first, second = (village.place.id for village in people.villages(session)[4:6])
    yield from family("h1", first, "一组", "433130110001",
                      [("p1", "张三丰", "户主", "男", "1975-03-02"),
                       ("p2", "赵小花", "配偶", "女", "1978-08-15"),
                       ("p3", "张小明", "之子", "男", "2001-11-20")])  # fmt: skip
    yield from family("h2", first, "二组", "433130110002",
                      [("p4", "王五", "户主", "男", "1960-01-01")])  # fmt: skip
    yield from family("h3", second, "一组", "433130110003",
                      [("p5", "李四", "户主", "男", "1990-05-05")])  # fmt: skip
    for person in AT_WORK:
        yield EmploymentSpell(
            id=ident(f"s-{person}"), person=ident(person), kind="务工", employer="某电子厂",
            work_place="广东省深圳市", start=PartialDate(2024, 3), wage=None,
        )  # fmt: skip
    yield Tag(id=ident("t1"), person=ident("p4"), tag="低保")


def ident(name):
    """The id of an invented record; they sort as their names do."""
    return f"01900000-0000-7000-8000-{int.from_bytes(name.encode()):012x}"


def family(household, village, group, number, members):
    """A household with its members."""
    yield Household(id=ident(household), village=village, group_name=group, household_no=number)
    for at, (person, name, relation, sex, birth) in enumerate(members, start=1):
        born = PartialDate.parse(birth)
        unread = {"id_no": "4.33E+17"} if name == "王五" else {}
        number = None if unread else id_no(birth, sex, at)
        yield Person(id=ident(person), name=name, sex=sex, birth=born, id_no=number, unread=unread,
                     phone=f"1380013800{at}" if at == 1 else None,
                     employment_status="转移就业" if person in AT_WORK else None)  # fmt: skip
        yield Membership(
            id=ident(f"m-{person}"),
            person=ident(person),
            household=ident(household),
            kind="户籍",
            relation=relation,
        )


@pytest.fixture
def session(made_once, tmp_path):
    """A session on a copy of the ledger."""
    folder, around, _ = made_once
    copy = tmp_path / "township"
    shutil.copytree(folder, copy)
    opened = ledgers.open_(copy, PASSPHRASE, around=replace(around, state=tmp_path / "state"))
    yield replace(opened, today=lambda: DAY)
    opened.close()


@pytest.fixture
def preferences(tmp_path):
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def desk(session, preferences, qapp):
    """What pages are given; jobs run inline."""
    return Desk(session, Jobs(inline=True), preferences, Look())


@pytest.fixture
def show(qtbot):
    """Show a page or dialog and keep it until the test ends."""

    def shown(widget):
        qtbot.addWidget(widget)
        widget.resize(1180, 680)
        widget.show()
        return widget

    return shown


@pytest.fixture(autouse=True)
def nothing_left_over(qapp):
    """Each test's widgets are gone before the next one begins, in an order that Qt knows."""
    yield
    for widget in qapp.topLevelWidgets():
        widget.hide()
        widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
