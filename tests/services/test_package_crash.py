"""A receive that is killed leaves all of it or nothing."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

from desktop.services import ledgers, packages
from tests.services.offices import (
    COUNTY,
    PASSPHRASE,
    TOWNSHIP,
    around,
    dump,
    introduce,
    office,
    populate,
)

ROOT = Path(__file__).parents[2]
ROUNDS = 50 if os.environ.get("LEDGER_FULL") == "1" else 5
CHILD = """
import sys
from pathlib import Path
from desktop.services import ledgers, packages
from tests.services.offices import PASSPHRASE, around
folder, file = map(Path, sys.argv[1:])
session = ledgers.open_(folder, PASSPHRASE, around=around(folder.parent))
print("open", flush=True)
packages.receive(session, files=[file])
print("done", flush=True)
"""


def receive_in(folder: Path, file: Path, seconds: float | None) -> tuple[bool, float]:
    """Receive in another process, killed after so long; whether it finished, and how soon."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, folder, file],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "open\n"
        began = time.monotonic()
        killer = Timer(seconds or 0, process.kill)
        if seconds is not None:
            killer.start()
        finished = process.stdout.read() == "done\n"
        killer.cancel()
        return finished, time.monotonic() - began


def is_merged(folder: Path, empty: dict, full: dict) -> bool:
    """Whether the ledger holds all of the package; it must hold that or nothing."""
    session = ledgers.open_(folder, PASSPHRASE, around=around(folder.parent))
    with session.ledger:
        assert ledgers.verify(session) == []
        assert list((folder / "tmp").iterdir()) == []
        now = dump(session)
        reached = session.ledger.data.one("SELECT count(*) FROM reached")
        if now == empty:
            assert reached == (0,)
            return False
        assert {name: now[name] for name in full} == full
        assert reached == (1,)
        return True


def test_a_killed_receive_leaves_all_or_nothing(tmp_path):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    names = [person.name.encode() for person in populate(township, 400)]
    file = packages.send(township, to="龙山县人社局", folder=tmp_path).file
    folder, empty, full = county.ledger.folder, dump(county), dump(township, "office")
    township.close()
    county.close()

    def attempt(name: str, seconds: float | None) -> tuple[bool, bool, float]:
        copy = tmp_path / name
        shutil.copytree(folder, copy)
        finished, took = receive_in(copy, file, seconds)
        left = [path.read_bytes() for path in copy.rglob("*") if path.is_file()]
        assert not any(name in raw for name in names if len(name) > 6 for raw in left)
        return finished, is_merged(copy, empty, full), took

    finished, merged, took = attempt("whole", None)
    assert finished
    assert merged
    finished, merged, _ = attempt("at-once", 0)
    assert not finished
    assert not merged
    chance = random.Random(20261122)
    for number in range(ROUNDS):
        finished, merged, _ = attempt(f"round{number}", chance.uniform(0, took))
        assert merged or not finished
