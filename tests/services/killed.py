"""Work in another process that is killed at a statement; run as a script it is that process.

The child tells each SQL statement by a byte before it runs, so that a moment is a place in the
work and not a time: however busy the machine, the kill lands within it.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import STANDARD
from desktop.envelope.key_file import Cost
from desktop.services import imports, ledgers
from desktop.storage import schema
from desktop.storage.database import Data
from tests.later import LATER, with_later_steps

ROOT = Path(__file__).parents[2]
PASSPHRASE = "township"


def around(folder: Path, dictionary: Dictionary = STANDARD) -> ledgers.Surroundings:
    """As the fixture of that name, but for a ledger that another process opens too."""
    return ledgers.Surroundings(
        dictionary=dictionary, state=folder.parent / "state", cost=Cost(1024, 1, 1)
    )


def run(work: str, folder: Path, file: Path, statement: int | None = None) -> tuple[int, bool]:
    """Do some work; how many statements were seen, and whether it was finished.

    It is killed (SIGKILL) once it has told that statement.
    """
    seen = 0
    with subprocess.Popen(
        [sys.executable, "-m", "tests.services.killed", work, folder, file],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as child:
        while (told := child.stdout.read(1)) == b".":
            seen += 1
            if seen == statement:
                child.kill()
                break
    return seen, told == b"!"


def _import(folder: Path, file: Path) -> None:
    session = ledgers.open_(folder, PASSPHRASE, around=around(folder))
    _tell(session.ledger.data)
    imports.take_in(session, file=file)


def _migrate(folder: Path, _file: Path) -> None:
    former = schema.upgrade

    def upgrade(data: Data, dictionary: Dictionary) -> None:
        _tell(data)
        former(data, dictionary)

    schema.upgrade = upgrade
    schema.steps = with_later_steps(schema.steps)
    ledgers.open_(folder, PASSPHRASE, around=around(folder, LATER))


def _tell(data: Data) -> None:
    data.connection.set_trace_callback(lambda _statement: os.write(1, b"."))


_WORK: dict[str, Callable[[Path, Path], None]] = {"import": _import, "migrate": _migrate}

if __name__ == "__main__":
    _WORK[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    os.write(1, b"!")
