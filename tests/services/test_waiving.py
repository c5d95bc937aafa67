"""An answer to a doubt, taken back."""

import pytest

from desktop.domain.errors import Refused
from desktop.domain.finding import Severity
from desktop.services import checks, undo, waiving
from tests.services.homes import home, key


@pytest.fixture
def doubt(township):
    _, (head, _) = home(township, "田大山", "彭氏")
    key(township, head.person, employment_status="转移就业", birth="1950-01-01")
    return next(one for one in checks.listed(township) if one.severity is Severity.DOUBT)


def answer(session, doubt):
    return checks.answer(session, rule=doubt.rule, record=doubt.record, field=doubt.field,
                         value=doubt.value, reason="本人确认")  # fmt: skip


def test_a_doubt_stands_open_again(township, doubt):
    made = answer(township, doubt)
    assert waiving.answer_of(township, doubt).id == made.id
    assert doubt not in checks.listed(township)
    waiving.withdraw(township, waiver=made.id)
    assert doubt in checks.listed(township)
    assert waiving.answer_of(township, doubt) is None


def test_what_was_taken_back_cannot_be_taken_back_again(township, doubt):
    made = answer(township, doubt)
    waiving.withdraw(township, waiver=made.id)
    with pytest.raises(Refused, match="已经撤回"):
        waiving.withdraw(township, waiver=made.id)


def test_an_answer_is_undone_by_the_same_key_as_all_else(township, doubt):
    since = township.ledger.position
    answer(township, doubt)
    undo.undo(township, since=since)
    assert doubt in checks.listed(township)
