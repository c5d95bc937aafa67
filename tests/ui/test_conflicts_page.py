"""冲突待办 in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.domain.entities import Household, Membership, Person
from desktop.services import conflicts
from desktop.ui.desk import Desk
from desktop.ui.jobs import Jobs
from desktop.ui.pages.conflicts import ConflictsPage
from desktop.ui.theme import Look
from tests.domain.make import id_no
from tests.services.offices import COUNTY, TOWNSHIP, carry, edit, introduce, office, populate


@pytest.fixture
def county(tmp_path):
    """A county that disagrees with its township over two phones and a name."""
    above, below = office(tmp_path, COUNTY), office(tmp_path, TOWNSHIP)
    introduce(tmp_path, below, above)
    people = populate(below, 12)
    stick = tmp_path / "stick"
    stick.mkdir()
    carry(below, above, stick)
    for n, person in enumerate(people[:2]):
        edit(below, person.id, phone=f"1390000111{n}")
        edit(above, person.id, phone=f"1390000222{n}")
    edit(below, people[3].id, name="彭水生")
    edit(above, people[3].id, name="彭水声")
    carry(below, above, stick)
    below.close()
    yield above, people
    above.close()


@pytest.fixture
def page(county, show, preferences):
    return show(ConflictsPage(Desk(county[0], Jobs(inline=True), preferences, Look())))


def chip(page, number):
    return page.kinds.button(number)


def press(qtbot, page, name):
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_what_a_person_must_decide_comes_first_with_both_values(page):
    assert [chip(page, n).text() for n in range(3)] == ["待办 1", "已自动采用 2", "重复人员 0"]
    (one,) = page.grid.table.rows
    assert one.label == "姓名"
    shown = {button.text() for button in page.panel.findChildren(QPushButton)}
    assert {"用这个（1）", "用这个（2）"} <= shown


def test_one_key_keeps_a_value_and_the_conflict_is_gone(qtbot, page, county):
    session, people = county
    wanted = page.grid.table.rows[0].sides[1].value
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus)
    qtbot.keyClick(page.grid, Qt.Key.Key_2)
    assert session.ledger.get(Person, people[3].id).name == wanted
    assert conflicts.listed(session, asked=True) == []
    assert page.empty.isVisible()


def test_another_value_may_be_typed(qtbot, page, county):
    session, people = county
    page.panel.other.setText("彭水笙")
    qtbot.keyClick(page.panel.other, Qt.Key.Key_Return)
    assert session.ledger.get(Person, people[3].id).name == "彭水笙"


def test_all_alike_asks_first_and_says_what_will_change(qtbot, page, county):
    session, people = county
    qtbot.mouseClick(chip(page, 1), Qt.MouseButton.LeftButton)
    assert len(page.grid.table.rows) == 2
    press(qtbot, page, "alike-county")
    question = page.findChild(QMessageBox, "question")
    assert "共 2 处" in question.text()
    agree = next(b for b in question.buttons() if b.text() == "照此处理")
    qtbot.mouseClick(agree, Qt.MouseButton.LeftButton)
    phones = {session.ledger.get(Person, person.id).phone for person in people[:2]}
    assert phones == {"13900002220", "13900002221"}
    assert conflicts.tally(session) == (1, 0)


def test_plain_duplicates_are_merged_after_one_question(qtbot, page, county):
    session, _ = county
    village = next(iter(session.ledger.where(Household))).village
    with session.ledger.act("test", "造数") as writer:
        for number in ("1", "2"):
            home = writer.insert(Household(village=village, household_no=number))
            person = writer.insert(Person(name="田生花", id_no=id_no("1990-01-01", "女", 7)))
            writer.insert(Membership(person=person.id, household=home.id, kind="户籍"))
    qtbot.mouseClick(chip(page, 2), Qt.MouseButton.LeftButton)
    assert [row.names for row in page.twice.table.rows] == [("田生花", "田生花")]
    press(qtbot, page, "merge-all")
    question = page.findChild(QMessageBox, "question")
    agree = next(b for b in question.buttons() if b.text() == "合并 1 人")
    qtbot.mouseClick(agree, Qt.MouseButton.LeftButton)
    assert page.twice.table.rows == []
    assert sum(1 for one in session.ledger.where(Person) if one.name == "田生花") == 1
