"""How the tables grow: one step after another, all or nothing, and never backwards."""

import pytest
from sqlite_utils import Migrations

from desktop.domain.entities import STANDARD, Person
from desktop.storage import schema
from desktop.storage.faults import TooNew
from desktop.storage.search import find
from tests.later import LATER, NEW_FIELDS, LaterPerson, with_later_steps


@pytest.fixture
def later_steps(monkeypatch):
    """The steps of a later program."""
    monkeypatch.setattr(schema, "steps", with_later_steps(schema.steps))


def add(ledger, **fields):
    with ledger.act("test", "录入") as writer:
        return writer.insert(Person(**fields))


def test_a_new_file_has_a_column_for_every_declared_field(ledger):
    assert schema.missing_columns(ledger.data, STANDARD) == []
    assert not schema.pending(ledger.data, STANDARD)


def test_upgrading_twice_changes_nothing(ledger):
    before = ledger.data.all("SELECT sql FROM sqlite_master")
    schema.upgrade(ledger.data, STANDARD)
    assert ledger.data.all("SELECT sql FROM sqlite_master") == before


def test_a_new_field_gets_its_column_and_what_a_newer_program_had_sent(
    ledger, place, reopen, later_steps
):
    extra = {"savings": "1200", "nickname": "1e3", "unknown": "?"}
    old = add(ledger, name="田大山", extra=extra)
    ledger.close()
    now = reopen(place, LATER).get(LaterPerson, old.id)
    assert (now.savings, now.nickname, dict(now.extra)) == (1200, "1e3", {"unknown": "?"})
    assert now.name == "田大山"


def test_a_new_field_that_is_searched_is_found(ledger, place, reopen, later_steps):
    add(ledger, name="田大山", extra={"second_phone": "18912340000"})
    ledger.close()
    later = reopen(place, LATER)
    for typed in ("1891234", "912340"):
        assert len(find(later.data, LATER, typed)) == 1


def test_a_backup_is_asked_for_before_tables_change(ledger, place, reopen, later_steps):
    ledger.close()
    columns = []

    def look(opened):
        columns.append(schema.missing_columns(opened.data, LATER))

    reopen(place, LATER, before_upgrade=look)
    assert columns == [[f"person.{name}" for name in NEW_FIELDS]]
    reopen(place, LATER, before_upgrade=look)
    assert len(columns) == 1


def test_a_step_that_fails_leaves_the_file_as_it_was(ledger, place, reopen, monkeypatch):
    former = schema.steps

    def steps(dictionary):
        migrations = former(dictionary)

        @migrations()
        def m002_broken(db):
            db.execute("ALTER TABLE person ADD COLUMN half TEXT")
            raise ZeroDivisionError

        return migrations

    before = ledger.data.all("SELECT sql FROM sqlite_master")
    ledger.close()
    with monkeypatch.context() as patched:
        patched.setattr(schema, "steps", steps)
        patched.setattr(schema, "LATEST", "m002_broken")
        with pytest.raises(ZeroDivisionError):
            reopen(place)
    assert reopen(place).data.all("SELECT sql FROM sqlite_master") == before


def test_a_declared_field_without_a_step_is_a_mistake_of_ours(ledger, place, reopen):
    ledger.close()
    with pytest.raises(LookupError, match=r"person\.savings"):
        reopen(place, LATER)


def test_a_file_of_a_newer_program_is_left_alone(ledger, place, reopen):
    add(ledger, name="田大山")
    newer = Migrations("ledger")
    newer(name="m999_future")(lambda db: None)
    newer.apply(ledger.data.tables)
    ledger.close()
    before = (place / "data.db").read_bytes()
    with pytest.raises(TooNew, match="升级本程序"):
        reopen(place)
    assert (place / "data.db").read_bytes() == before


def test_the_sentence_names_the_version_that_is_needed(ledger, place, reopen):
    newer = Migrations("ledger")
    newer(name="m999_future")(lambda db: None)
    newer.apply(ledger.data.tables)
    ledger.put("schema", "7.5")
    ledger.close()
    with pytest.raises(TooNew, match=r"7\.5"):
        reopen(place)


def test_the_newest_step_is_the_one_that_files_are_marked_with(ledger):
    applied = [step.name for step in schema.steps(STANDARD).applied(ledger.data.tables)]
    assert applied[-1] == schema.LATEST


def test_a_marked_file_opens_without_looking_at_its_steps(ledger, monkeypatch):
    monkeypatch.setattr(schema, "steps", lambda _: pytest.fail("looked at the steps"))
    assert not schema.pending(ledger.data, STANDARD)
