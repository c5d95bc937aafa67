"""A value and a text that could not be read, typed in several ledgers: one of them stands."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.entities import Person
from desktop.domain.ids import uuid7
from desktop.storage import history, mail, undoing
from desktop.storage.absorbing import Absorber

TEXTS = st.sampled_from(["13800000001", "13800000002", "138?", "139?", ""])
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.integers(0, 1), TEXTS),
        st.tuples(st.just("stale"), st.integers(0, 1), TEXTS),
        st.tuples(st.just("undo"), st.integers(0, 1), st.just("")),
        st.tuples(st.just("send"), st.integers(0, 1), st.just("")),
    ),
    max_size=10,
)


@pytest.fixture
def pair(make, tmp_path):
    """Two offices that hold the same person."""
    ledgers = [make(tmp_path / "one"), make(tmp_path / "two")]
    person = Person(id=uuid7(), born_device="ELSEWHERE0", born_seq=1, name="田大山", phone="1")
    for ledger in ledgers:
        with ledger.act("test", "录入") as writer:
            writer.add(person)
    return ledgers, person


def send(one, other):
    """Everything that one has, as a package would bring it."""
    acts = [act for _, act in history.recent_acts(one.data, 1000)]
    changes = list(history.changes_between(one.data, 0, one.position))
    with other.act("receive", "接收", batch=uuid7()) as writer:
        Absorber(writer).absorb(acts, changes, [])


def write(ledger, person, text, seen=None):
    with ledger.act("edit", "填写", batch=uuid7(), always=False) as writer:
        told = {"phone": None} if "?" in text else {"phone": text or None}
        unread = {"phone": text} if "?" in text else None
        writer.update(person, told, unread=unread, seen=seen)


def do(pair, verb, which, text):
    ledgers, person = pair
    ledger = ledgers[which]
    if verb == "send":
        send(ledger, ledgers[1 - which])
    elif verb == "undo":
        row = ledger.data.one("SELECT batch FROM act WHERE batch IS NOT NULL ORDER BY pos DESC")
        if row:
            undoing.undo_batch(ledger, row[0], "撤销")
    else:
        write(ledger, person, text, {"phone": ()} if verb == "stale" else None)


def cell(ledger, person):
    now = ledger.get(Person, person.id)
    return now.phone, now.unread.get("phone")


def typed_and_gone(ledger, person):
    """What somebody typed that stands nowhere, though nobody who saw it took it away."""
    changes = history.changes_of(ledger.data, person.id, "phone")
    seen = {name for change in changes for name in change.saw}
    disputed = {row[2] for row in mail.conflicts(ledger.data)}
    standing = {*cell(ledger, person)}
    acts = [(change.device, change.seq) for change in changes]
    return [
        change.new
        for at, change in enumerate(changes)
        if change.new is not None
        and change.name not in seen
        and (change.device, change.seq) not in acts[at + 1 :]
        and change.new not in standing
        and "phone" not in disputed
    ]


@given(DEEDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_one_of_value_and_text_stands_and_the_other_is_in_the_conflict(pair, deeds):
    ledgers, person = pair
    with ledgers[0].rehearsal(), ledgers[1].rehearsal():
        for deed in deeds:
            do(pair, *deed)
            assert None in cell(ledgers[deed[1]], person)
        for which in (0, 1, 0):
            send(ledgers[which], ledgers[1 - which])
        for ledger in ledgers:
            assert None in cell(ledger, person)
            assert typed_and_gone(ledger, person) == []
        assert cell(ledgers[0], person) == cell(ledgers[1], person)
        assert mail.conflicts(ledgers[0].data) == mail.conflicts(ledgers[1].data)
