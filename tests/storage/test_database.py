"""The encrypted file: all or nothing, and a sentence where it cannot be used."""

import threading

import pytest
from sqlcipher3 import dbapi2 as sql

from desktop.storage.database import Data
from desktop.storage.faults import Damaged, LedgerBusy

KEY = bytes(range(32))


@pytest.fixture
def data(tmp_path):
    opened = Data(tmp_path / "some.db", KEY)
    opened.run("CREATE TABLE t(x)")
    yield opened
    opened.close()


def insert_and_fail(data):
    with data.transaction():
        data.insert_many("INSERT INTO t VALUES (?)", [(1,), (2,)])
        raise ZeroDivisionError


def count(data):
    return data.one("SELECT count(*) FROM t")[0]


def test_a_transaction_that_fails_leaves_nothing(data):
    with pytest.raises(ZeroDivisionError):
        insert_and_fail(data)
    assert count(data) == 0


def test_a_transaction_inside_another_is_part_of_it(data):
    with data.transaction():
        with data.transaction():
            data.run("INSERT INTO t VALUES (1)")
        data.run("INSERT INTO t VALUES (2)")
    assert count(data) == 2


def test_another_connection_sees_what_was_committed(data):
    other = data.another()
    with data.transaction():
        data.run("INSERT INTO t VALUES (1)")
        assert count(other) == 0
    assert count(other) == 1
    other.close()


def test_the_file_is_unreadable_without_its_key(data):
    with pytest.raises(Damaged):
        Data(data.path, bytes(32))
    with pytest.raises(sql.DatabaseError):
        sql.connect(str(data.path)).execute("SELECT * FROM t")


def test_what_is_written_is_synced_and_logged_ahead(data):
    assert data.one("PRAGMA journal_mode") == ("wal",)
    assert data.one("PRAGMA synchronous") == (2,)
    assert data.one("PRAGMA temp_store") == (2,)


def test_a_write_against_a_held_lock_is_refused_with_a_sentence(data):
    holder = sql.connect(str(data.path), isolation_level=None)
    holder.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    holder.execute("BEGIN EXCLUSIVE")
    data.run("PRAGMA busy_timeout = 1")
    with pytest.raises(LedgerBusy, match="占用"), data.transaction():
        pass
    holder.close()


def test_threads_write_one_after_the_other(data):
    def write():
        own = data.another()
        for _ in range(20):
            with own.transaction():
                (most,) = own.one("SELECT coalesce(max(x), 0) FROM t")
                own.run("INSERT INTO t VALUES (?)", [most + 1])
        own.close()

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert data.all("SELECT x FROM t ORDER BY x") == [(number,) for number in range(1, 61)]
