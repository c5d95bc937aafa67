"""修复身份证号."""

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.domain.entities import Person
from desktop.ui.pages.id_repairs import IdRepairsPage
from tests.domain.make import id_no
from tests.ui.conftest import ident

WHOLE = id_no("1960-01-01", "男", 1)


@pytest.fixture
def page(desk, show):
    return show(IdRepairsPage(desk))


@pytest.fixture
def other(tmp_path):
    file = tmp_path / "社保名单.csv"
    file.write_text(f"姓名,身份证号\n王五,{WHOLE}\n", encoding="utf-8")
    return file


def held(session):
    return session.ledger.get(Person, ident("p4")).id_no


def test_what_was_seen_is_listed_and_nothing_is_chosen(page, session):
    assert [one.name for one in page.damaged.table.rows] == ["王五"]
    assert not page.use.isEnabled()
    assert held(session) is None


def test_another_list_brings_candidates_and_changes_nothing(page, session, other):
    page.look_into([other])
    assert [one.number for one in page.candidates.table.rows] == [WHOLE]
    assert held(session) is None


def test_a_person_chooses_and_can_take_it_back(page, session, other):
    page.look_into([other])
    page.use.click()
    assert held(session) is None
    page.findChild(QMessageBox, "question").defaultButton().click()
    assert held(session) == WHOLE
    assert page.damaged.table.rows == []
    page.undo()
    assert held(session) is None


def test_a_list_that_cannot_be_read_is_forgotten(page, tmp_path):
    photo = tmp_path / "照片.xlsx"
    photo.write_bytes(b"\xff\xd8\xff\xe0")
    page.look_into([photo])
    assert page.files == []
    page.findChild(QMessageBox).close()
    assert [one.name for one in page.damaged.table.rows] == ["王五"]
