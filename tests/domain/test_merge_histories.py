"""The merge rule: every history ends alike everywhere, and nothing typed is gone."""

import os
from collections.abc import Collection

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from desktop.domain.changes import Change
from desktop.domain.levels import Level
from desktop.domain.merge import FieldState, settle
from tests.domain.history import History, histories, run
from tests.domain.replica import Settle

FULL = os.environ.get("LEDGER_FULL") == "1"
generated = settings(
    max_examples=6000 if FULL else 300,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@generated
@pytest.mark.timeout(0 if FULL else 120)
@given(histories())
def test_after_all_is_exchanged_every_ledger_shows_the_same_and_nothing_is_gone(history):
    assert run(history, settle) == set()


def current_equals_old(
    changes: Collection[Change], birth: str | None, owner: Level | None, field: str
) -> FieldState:
    """The rule that looks right and is wrong: take a change whose ``old`` is what stands here."""
    state = FieldState(birth, (), ())
    for each in (each for each in changes if each.field == field):
        if each.old == state.value:
            state = FieldState(each.new, (each.name,), state.conflict)
        else:
            state = state._replace(conflict=(*state.conflict, each))
    return state


def last_come(
    changes: Collection[Change], birth: str | None, owner: Level | None, field: str
) -> FieldState:
    """What came in last stands."""
    state = FieldState(birth, (), ())
    for each in (each for each in changes if each.field == field):
        state = FieldState(each.new, (each.name,), ())
    return state


def forgetting_losers(
    changes: Collection[Change], birth: str | None, owner: Level | None, field: str
) -> FieldState:
    """The right winner, but nobody is told of the others."""
    return settle(changes, birth, owner, field)._replace(conflict=())


def each_field_by_itself(
    changes: Collection[Change], birth: str | None, owner: Level | None, field: str
) -> FieldState:
    """The value and the text that could not be read, settled as if they were two cells."""
    return settle([each for each in changes if each.field == field], birth, owner, field)


def highest_office_ever(
    changes: Collection[Change], birth: str | None, owner: Level | None, field: str
) -> FieldState:
    """The highest office that ever spoke stands, whatever was decided after it."""
    top = max((each.level for each in changes), default=0)
    return settle([each for each in changes if each.level == top], birth, owner, field)


@pytest.mark.parametrize(
    ("wrong_rule", "complaint"),
    [
        (current_equals_old, "values differ"),
        (last_come, "values differ"),
        (last_come, "a typed value is gone"),
        (forgetting_losers, "a typed value is gone"),
        (highest_office_ever, "a typed value is gone"),
        (each_field_by_itself, "a value and an unread text stand side by side"),
    ],
)
def test_the_same_check_finds_a_wrong_rule_out(wrong_rule: Settle, complaint: str):
    def complains(history: History) -> bool:
        return complaint in run(history, wrong_rule)

    once = settings(generated, max_examples=300, phases=[Phase.generate])
    assert run(find(histories(), complains, settings=once), settle) == set()
