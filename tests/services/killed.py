"""Work in another process that is killed at a statement; run as a script it is that process.

The child tells each SQL statement by a byte before it runs, so that a moment is a place in the
work and not a time: however busy the machine, the kill lands within it.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import STANDARD
from desktop.envelope.key_file import Cost
from desktop.services import imports, ledgers, packages, spells, undo
from desktop.services.session import Session
from desktop.storage import schema
from desktop.storage.database import Data
from tests.later import LATER, with_later_steps
from tests.services.homes import home, key

ROOT = Path(__file__).parents[2]
PASSPHRASE = "township"


def around(folder: Path, dictionary: Dictionary = STANDARD) -> ledgers.Surroundings:
    """As the fixture of that name, but for a ledger that another process opens too."""
    return ledgers.Surroundings(
        dictionary=dictionary, state=folder.parent / "state", cost=Cost(1024, 1, 1)
    )


class Ran(NamedTuple):
    """How many statements were seen, whether the work was finished, which of them were commits."""

    seen: int
    finished: bool
    commits: tuple[int, ...]


def run(work: str, folder: Path, file: Path, statement: int | None = None) -> Ran:
    """Do some work; it is killed (SIGKILL) once it has told that statement."""
    seen, commits = 0, []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.services.killed", work, folder, file],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as child:
        while (told := child.stdout.read(1)) in {b".", b","}:
            seen += 1
            if told == b",":
                commits.append(seen)
            if seen == statement:
                child.kill()
                break
    return Ran(seen, told == b"!", tuple(commits))


def _opened(folder: Path) -> Session:
    session = ledgers.open_(folder, PASSPHRASE, around=around(folder))
    _tell(session.ledger.data)
    return session


def _import(folder: Path, file: Path) -> None:
    imports.take_in(_opened(folder), file=file)


def _undo_import(folder: Path, _file: Path) -> None:
    session = _opened(folder)
    imports.undo(session, batch=imports.history(session)[0].id)


def _undo_edit(folder: Path, _file: Path) -> None:
    # Only what this very device keyed in can be taken back, and a copied ledger is another one.
    session = ledgers.open_(folder, PASSPHRASE, around=around(folder))
    _, (head,) = home(session, "田大山")
    job = spells.start_job(session, person=head.person.id)
    key(session, job, work_place="广东深圳")
    _tell(session.ledger.data)
    undo.undo(session, since=0)


def _receive(folder: Path, file: Path) -> None:
    packages.receive(_opened(folder), files=[file])


def _migrate(folder: Path, _file: Path) -> None:
    former = schema.upgrade

    def upgrade(data: Data, dictionary: Dictionary) -> None:
        _tell(data)
        former(data, dictionary)

    schema.upgrade = upgrade
    schema.steps = with_later_steps(schema.steps)
    ledgers.open_(folder, PASSPHRASE, around=around(folder, LATER))


def _tell(data: Data) -> None:
    def tell(statement: str) -> None:
        os.write(1, b"," if statement == "COMMIT" else b".")

    data.connection.set_trace_callback(tell)


_WORK: dict[str, Callable[[Path, Path], None]] = {
    "import": _import,
    "migrate": _migrate,
    "undo-import": _undo_import,
    "undo-edit": _undo_edit,
    "receive": _receive,
}

if __name__ == "__main__":
    _WORK[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    os.write(1, b"!")
