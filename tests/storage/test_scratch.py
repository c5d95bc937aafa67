"""What is tried on a copy stays there."""

from contextlib import suppress

import pytest

from desktop.domain.entities import Person
from desktop.storage import scratch


@pytest.fixture
def person(ledger):
    with ledger.act("test", "录入") as writer:
        return writer.insert(Person(name="田大山"))


def test_what_is_done_in_a_copy_does_not_reach_the_ledger(ledger, person):
    with scratch.copied(ledger) as copy:
        assert copy.get(Person, person.id) == person
        with copy.act("test", "试改") as writer:
            writer.update(person, {"name": "陈晓"})
        assert copy.get(Person, person.id).name == "陈晓"
    assert ledger.get(Person, person.id) == person


def test_others_write_meanwhile_without_waiting(ledger, person, place, reopen):
    other = reopen(place)
    with scratch.copied(ledger) as copy, copy.rehearsal(), copy.act("test", "试改") as writer:
        writer.update(person, {"name": "陈晓"})
        with other.data.impatient(), other.act("test", "录入") as really:
            really.insert(Person(name="彭秀英"))
    assert ledger.count("person") == 2


def test_a_copy_leaves_nothing_behind(ledger, person, place, reopen):
    device = ledger.device
    with suppress(KeyError), scratch.copied(ledger) as copy:
        (file,) = (place / "tmp").rglob("data.db")
        assert "田大山".encode() not in file.read_bytes()
        with copy.act("test", "试录") as writer:
            writer.insert(Person(name="陈晓"))
        raise KeyError
    assert list((place / "tmp").iterdir()) == []
    ledger.close()
    assert reopen(place).device == device
