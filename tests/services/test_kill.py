"""Killed at any instant, a ledger holds all of the work or none, and nothing readable."""

import json
import os
import random
import shutil

import pytest

from desktop.services import imports, ledgers
from desktop.storage import schema
from tests.intake.tables import SAMPLES
from tests.later import LATER, NEW_FIELDS, LaterPerson, with_later_steps
from tests.services.killed import PASSPHRASE, around, run

MOMENTS = 50 if os.environ.get("LEDGER_FULL") == "1" else 5
TRUTH = json.loads(next(SAMPLES.glob("*gbk*.truth.json")).read_text("utf-8"))
FILE = SAMPLES / TRUTH["file"]


@pytest.fixture
def folder(township):
    """The folder of a closed ledger."""
    township.close()
    return township.ledger.folder


def moments(total, seed):
    """Some statements to be killed at, the first and the last among them."""
    source = random.Random(seed)
    return [1, total, *(source.randint(2, total - 1) for _ in range(MOMENTS - 2))]


def copied(folder, name):
    place = folder.parent / name / folder.name
    shutil.copytree(folder.parent / "state", place.parent / "state", dirs_exist_ok=True)
    shutil.copytree(folder, place)
    return place


def secrets():
    """What may stand nowhere in plain: names, ID numbers, in the ways that text is written."""
    for row in TRUTH["rows"]:
        yield row["name"].encode()
        yield row["id_no"].encode()
        yield row["id_no"].encode("utf-16-le")
        if len(row["name"]) > 2:
            # Two characters are four bytes here, which a few megabytes of noise may hold.
            yield row["name"].encode("gb18030")
            yield row["name"].encode("utf-16-le")


def phones():
    """The phone numbers of the file."""
    text = FILE.read_bytes().decode("gb18030")
    return {part.encode() for part in text.split(",") if part.isdigit() and len(part) == 11}


WORDS = frozenset(secrets()) | phones()


def readable(folder):
    """What can be read in the files of a folder, or in their names."""
    found = []
    for path in folder.rglob("*"):
        content = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        found += [(path.name, word) for word in WORDS if word in content]
    return found


def people_in(place):
    """How many people a ledger holds, once it is opened and found whole."""
    session = ledgers.open_(place, PASSPHRASE, around=around(place))
    assert ledgers.verify(session) == []
    assert list((place / "tmp").iterdir()) == []
    counted = session.ledger.count("person")
    imports_known = len(imports.history(session))
    assert imports_known == (1 if counted else 0)
    session.close()
    return counted


def test_the_words_looked_for_are_those_of_the_file():
    assert len(phones()) > 100
    content = FILE.read_bytes()
    assert sum(word in content for word in WORDS) > 500


def test_a_killed_import_is_whole_or_has_not_been(folder):
    total, finished = run("import", copied(folder, "whole"), FILE)
    assert finished
    outcomes = set()
    for number, moment in enumerate(moments(total, 1)):
        place = copied(folder, f"killed{number}")
        assert run("import", place, FILE, moment)[0] == moment
        assert readable(place.parent) == []
        outcomes.add(people_in(place))
    assert outcomes <= {0, TRUTH["persons"]}
    assert 0 in outcomes
    assert run("import", place, FILE)[1]
    assert people_in(place) == TRUTH["persons"]
    assert readable(place.parent) == []


def test_a_killed_migration_is_whole_or_has_not_been(folder, monkeypatch):
    session = ledgers.open_(folder, PASSPHRASE, around=around(folder))
    imports.take_in_more(session, file=FILE)
    session.ledger.data.run("""UPDATE person SET extra = '{"savings": "12"}'""")
    session.close()
    total, finished = run("migrate", copied(folder, "whole"), FILE)
    assert finished
    former = schema.steps
    for number, moment in enumerate(moments(total, 2)):
        place = copied(folder, f"killed{number}")
        assert run("migrate", place, FILE, moment)[0] == moment
        assert readable(place.parent) == []
        with monkeypatch.context() as later:
            later.setattr(schema, "steps", with_later_steps(former))
            session = ledgers.open_(place, PASSPHRASE, around=around(place, LATER))
        assert ledgers.verify(session) == []
        found = list(session.ledger.where(LaterPerson))
        assert {(person.savings, dict(person.extra) == {}) for person in found} == {(12, True)}
        assert len(found) == TRUTH["persons"]
        assert set(NEW_FIELDS) <= set(session.ledger.dictionary["person"].by_name)
        session.close()
