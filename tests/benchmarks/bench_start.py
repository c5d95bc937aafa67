"""From the start of the program to a window that can be used, against a bare window."""

import sys

from desktop.services import checks
from tests.benchmarks import baselines
from tests.benchmarks.conftest import PASSPHRASE, state_of
from tests.benchmarks.ratio import Timing
from tests.benchmarks.scale import PERSONS

RUNS = 5


def test_start(township, report):
    if not checks.tallies(township):
        checks.check_all(township)
    bare = quickest(baselines.bare_window)
    painted = quickest(lambda: own_window(township, "painted"))
    counted = quickest(lambda: own_window(township, "counted"))
    work = f"start on a ledger of {PERSONS} persons, by a bare window"
    report.add(f"{work}: window painted", painted, bare, 3.0)
    report.add(f"{work}: its first page counted", counted, bare)


def own_window(session, until: str) -> Timing:
    folder = session.ledger.folder
    program = [sys.executable, "-m", "tests.benchmarks.ledger_window"]
    return baselines.started([*program, str(folder), str(state_of(folder)), PASSPHRASE, until])


def quickest(start) -> Timing:
    return min((start() for _ in range(RUNS)), key=lambda timing: timing.seconds)
