"""From the start of the program to a window that can be used, against a bare window."""

import sys
from collections.abc import Callable
from pathlib import Path

from desktop.services import checks
from tests.benchmarks import baselines
from tests.benchmarks.conftest import PASSPHRASE, state_of
from tests.benchmarks.ratio import Timing
from tests.benchmarks.scale import PERSONS

RUNS = 7


def test_start(township, report, tmp_path):
    if not checks.tallies(township):
        checks.check_all(township)
    bare, painted, counted = quickest(
        lambda: baselines.bare_window(tmp_path),
        lambda: own_window(township, "painted", tmp_path),
        lambda: own_window(township, "counted", tmp_path),
    )
    work = f"start on a ledger of {PERSONS} persons, by a bare window"
    report.add(f"{work}: window painted", painted, bare, 3.0)
    report.add(f"{work}: its first page counted", counted, bare)


def own_window(session, until: str, compiled: Path) -> Timing:
    folder = session.ledger.folder
    program = [sys.executable, "-m", "tests.benchmarks.ledger_window"]
    return baselines.started(
        [*program, str(folder), str(state_of(folder)), PASSPHRASE, until], compiled
    )


def quickest(*starts: Callable[[], Timing]) -> list[Timing]:
    """The quickest run of each, in turns, so that a busy moment of the PC troubles all alike."""
    rounds = [[start() for start in starts] for _ in range(RUNS)]
    return [min(runs, key=lambda timing: timing.seconds) for runs in zip(*rounds, strict=True)]
