"""Killed at any instant, a ledger holds all of the work or none, and nothing readable."""

import json
import os
import random
import shutil
from contextlib import contextmanager

import pytest

from desktop.domain.entities import EmploymentSpell, Person
from desktop.services import checks, imports, ledgers, packages
from desktop.storage import schema
from tests.intake.tables import SAMPLES
from tests.later import LATER, NEW_FIELDS, LaterPerson, with_later_steps
from tests.services.killed import PASSPHRASE, around, run
from tests.services.offices import COUNTY, dump, introduce, office, populate

MOMENTS = 50 if os.environ.get("LEDGER_FULL") == "1" else 5
TRUTH = json.loads(next(SAMPLES.glob("*gbk*.truth.json")).read_text("utf-8"))
FILE = SAMPLES / TRUTH["file"]


@pytest.fixture
def folder(township):
    """The folder of a closed ledger."""
    township.close()
    return township.ledger.folder


def moments(ran, seed):
    """Some statements to be killed at: at and after commits, the first, the last, and others."""
    source = random.Random(seed)
    around_commits = [at + after for at in ran.commits for after in (0, 1) if at + after < ran.seen]
    chosen = [1, ran.seen, *source.sample(around_commits, min(len(around_commits), MOMENTS - 3))]
    return chosen + [source.randint(2, ran.seen - 1) for _ in range(MOMENTS - len(chosen))]


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


@contextmanager
def whole(place):
    """The session of a ledger that was killed, opened and found whole."""
    session = ledgers.open_(place, PASSPHRASE, around=around(place))
    assert ledgers.verify(session) == []
    assert list((place / "tmp").iterdir()) == []
    yield session
    session.close()


def people_in(place):
    """How many people a ledger holds, and whether it says so in its list of imports."""
    with whole(place) as session:
        counted = session.ledger.count("person")
        standing = [batch for batch in imports.history(session) if not batch.undone]
        assert len(standing) == (1 if counted else 0)
    return counted


def test_the_words_looked_for_are_those_of_the_file():
    assert len(phones()) > 100
    content = FILE.read_bytes()
    assert sum(word in content for word in WORDS) > 500


def test_a_killed_import_is_whole_or_has_not_been(folder):
    ran = run("import", copied(folder, "whole"), FILE)
    assert ran.finished
    outcomes = set()
    for number, moment in enumerate(moments(ran, 1)):
        place = copied(folder, f"killed{number}")
        assert run("import", place, FILE, moment)[0] == moment
        assert readable(place.parent) == []
        outcomes.add(people_in(place))
    assert outcomes <= {0, TRUTH["persons"]}
    assert 0 in outcomes
    assert run("import", place, FILE)[1]
    assert people_in(place) == TRUTH["persons"]
    assert readable(place.parent) == []


def test_a_killed_undo_of_an_import_is_whole_or_has_not_been(folder):
    with whole(folder) as session:
        imports.take_in_more(session, file=FILE)
    ran = run("undo-import", copied(folder, "whole"), FILE)
    assert ran.finished
    outcomes = set()
    for number, moment in enumerate(moments(ran, 3)):
        place = copied(folder, f"killed{number}")
        assert run("undo-import", place, FILE, moment)[0] == moment
        assert readable(place.parent) == []
        outcomes.add(people_in(place))
    assert outcomes <= {0, TRUTH["persons"]}
    assert TRUTH["persons"] in outcomes


def edited(place):
    """What an edited household shows, and how many acts it took."""
    with whole(place) as session:
        (person,) = session.ledger.where(Person)
        (spell,) = session.ledger.where(EmploymentSpell)
        acts = session.ledger.data.one("SELECT count(*) FROM act WHERE verb = 'undo'")[0]
        cells = (spell.work_place, spell.work_area is None, spell.region_class)
        found = set(checks.listed(session))
        checks.check_all(session)
        assert set(checks.listed(session)) == found
    return person.name, cells, acts


def test_a_killed_undo_of_an_edit_is_whole_or_has_not_been(folder):
    done = copied(folder, "whole")
    ran = run("undo-edit", done, FILE)
    assert ran.finished
    before, after = ("田大山", ("广东深圳", False, "省外"), 0), ("田大山", (None, True, None), 1)
    assert edited(done) == after
    outcomes = set()
    for number, moment in enumerate(moments(ran, 4)):
        place = copied(folder, f"killed{number}")
        assert run("undo-edit", place, FILE, moment)[0] == moment
        outcomes.add(edited(place))
    assert outcomes <= {before, after}
    assert before in outcomes


def test_a_killed_receive_is_whole_or_has_not_been(folder, tmp_path):
    sender = office(tmp_path, COUNTY)
    with whole(folder) as receiver:
        introduce(tmp_path, sender, receiver)
        people = populate(sender, 200)
        file = packages.send(sender, to=receiver.ledger.fact("office"), folder=tmp_path).file
        empty = dump(receiver)
    names = {person.name.encode() for person in people if len(person.name) > 2}
    done = copied(folder, "whole")
    ran = run("receive", done, file)
    assert ran.finished
    with whole(done) as session:
        full = dump(session)
    assert len(full["person"]) == len(people)
    outcomes = []
    for number, moment in enumerate(moments(ran, 5)):
        place = copied(folder, f"killed{number}")
        assert run("receive", place, file, moment)[0] == moment
        raw = [path.read_bytes() for path in place.rglob("*") if path.is_file()]
        assert not any(name in content for name in names for content in raw)
        with whole(place) as session:
            now, reached = dump(session), session.ledger.data.one("SELECT count(*) FROM reached")
        assert (now, reached) in [(empty, (0,)), (full, (1,))]
        outcomes.append(now == full)
    assert False in outcomes
    assert run("receive", place, file)[1]
    with whole(place) as session:
        assert dump(session) == full
    sender.close()


def test_a_killed_migration_is_whole_or_has_not_been(folder, monkeypatch):
    session = ledgers.open_(folder, PASSPHRASE, around=around(folder))
    imports.take_in_more(session, file=FILE)
    session.ledger.data.run("""UPDATE person SET extra = '{"savings": "12"}'""")
    session.close()
    ran = run("migrate", copied(folder, "whole"), FILE)
    assert ran.finished
    former = schema.steps
    for number, moment in enumerate(moments(ran, 2)):
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
