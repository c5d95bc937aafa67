"""Ledgers on disk, empty of people, quick to make."""

import pytest

from desktop.domain.entities import STANDARD
from desktop.domain.ids import uuid7
from desktop.storage import folder as folders
from desktop.storage.ledger import Ledger

KEY = bytes(range(32))


@pytest.fixture
def state(tmp_path):
    """The per-user state folder of this PC."""
    return tmp_path / "state"


@pytest.fixture
def place(tmp_path):
    """Where the ledger lies."""
    return tmp_path / "ledger"


@pytest.fixture
def make(state):
    """Make a ledger in a folder."""
    made = []

    def new(folder, dictionary=STANDARD, level="township"):
        folders.make(folder)
        ledger = Ledger.create(folder, KEY, dictionary, state)
        ledger.put("level", level)
        ledger.put("office", uuid7())
        (folder / folders.KEYS).write_text("{}", encoding="utf-8")
        made.append(ledger)
        return ledger

    yield new
    for ledger in made:
        ledger.close()


@pytest.fixture
def ledger(make, place):
    """An open ledger of a township with one device and no act."""
    return make(place)


@pytest.fixture
def reopen(state):
    """Open the ledger of a folder; all are closed at the end."""
    opened = []

    def open_(folder, dictionary=STANDARD, **options):
        found = Ledger.open(folder, KEY, dictionary, state, **options)
        opened.append(found)
        return found

    yield open_
    for found in opened:
        found.close()
