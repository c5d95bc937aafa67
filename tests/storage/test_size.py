"""How much room the log, the indexes and the search take beside the records themselves."""

import os

import pytest

from desktop.storage import findings
from desktop.storage.database import Data
from tests import population
from tests.storage.conftest import KEY

# Among fewer people, the tables that hold nothing weigh more than they do in an office.
PERSONS = 20_000 if os.environ.get("LEDGER_FULL") == "1" else 8_000
MOST = 2.2


@pytest.fixture
def filled(ledger):
    """A ledger with a township in it that has been checked, as small as it gets."""
    with ledger.act("test", "填表") as writer:
        for record in population.records(population.township("433130110", PERSONS, seed=2)):
            writer.insert(record)
    findings.looked(ledger)
    return ledger


def compacted(data):
    data.run("VACUUM")
    data.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return data.path.stat().st_size


def records_alone(ledger, path):
    """The same rows of the same columns in a file of their own, by id."""
    bare = Data(path, KEY)
    with bare.transaction():
        for entity in ledger.dictionary:
            rows = ledger.data.all(f'SELECT * FROM "{entity.name}"')
            info = ledger.data.all(f'PRAGMA table_info("{entity.name}")')
            columns = ", ".join(f'"{row[1]}" {row[2]}' for row in info)
            bare.run(f'CREATE TABLE "{entity.name}"({columns}, PRIMARY KEY(id)) WITHOUT ROWID')
            marks = ", ".join("?" * len(info))
            bare.insert_many(f'INSERT INTO "{entity.name}" VALUES ({marks})', rows)
    size = compacted(bare)
    bare.close()
    return size


def test_a_ledger_stays_small_beside_its_records(filled, tmp_path):
    ratio = compacted(filled.data) / records_alone(filled, tmp_path / "bare.db")
    assert filled.count("person") >= PERSONS
    assert 1 < ratio < MOST, ratio
