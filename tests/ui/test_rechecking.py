"""All findings are found anew where they depend on something that changed, without being asked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from desktop.domain.entities import RuleParameter
from desktop.services import checks
from desktop.services.roles import Role
from desktop.ui.rechecking import Rechecking
from tests.ui.conftest import DAY


@pytest.fixture
def rechecking(desk, show, qtbot):
    return Rechecking(desk, show(QWidget()))


def tomorrow(desk):
    desk.session = replace(desk.session, today=lambda: DAY + timedelta(days=1))


def test_a_new_day_has_everything_checked_on_opening(desk, rechecking):
    tomorrow(desk)
    assert checks.stale(desk.session)
    rechecking.look()
    assert not checks.stale(desk.session)


def test_a_day_that_comes_while_the_window_is_open_is_noticed_with_the_next_act(desk, rechecking):
    tomorrow(desk)
    with desk.session.ledger.act("print", "打印"):
        pass
    assert not checks.stale(desk.session)


def test_a_changed_parameter_has_everything_checked(desk, rechecking):
    ledger = desk.session.ledger
    with ledger.act("test", "修改") as writer:
        limit = next(ledger.where(RuleParameter, "t.key = 'phone_shared_most'"))
        writer.update(limit, {"value": "9"})
    assert not checks.stale(desk.session)


def test_a_reader_has_nothing_checked(desk, rechecking):
    tomorrow(desk)
    desk.session = replace(desk.session, role=Role.READER)
    rechecking.look()
    assert checks.stale(desk.session)


def test_nothing_is_checked_where_nothing_changed(desk, rechecking, monkeypatch):
    looked = []
    monkeypatch.setattr(checks, "check_all", lambda *_, **__: looked.append(1))
    rechecking.look()
    assert looked == []
