"""Collects ``bench_*.py`` when this folder is asked for by name; prints one table at the end."""

import os
from pathlib import Path

import pytest

from desktop.domain.levels import Level
from desktop.envelope.key_file import Cost
from desktop.services import ledgers
from tests import population
from tests.benchmarks.ratio import Report, timed
from tests.benchmarks.scale import PERSONS, TOWNSHIP
from tests.population_source import area_list

PASSPHRASE = "九月的茶叶很香"
LEVELS = {6: Level.COUNTY, 9: Level.TOWNSHIP}
_REPORT = pytest.StashKey[Report]()


def state_of(folder: Path) -> Path:
    """Where the state of a ledger's PC lies."""
    return folder.with_name("state")


def pytest_configure(config):
    config.stash[_REPORT] = Report()


def pytest_collect_file(file_path: Path, parent):
    asked_for = any("benchmarks" in str(argument) for argument in parent.config.args)
    # A file that is named itself is collected by pytest anyway.
    if asked_for and not parent.session.isinitpath(file_path) and file_path.match("bench_*.py"):
        return pytest.Module.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter, config):
    report = config.stash[_REPORT]
    if report.rows:
        terminalreporter.write_sep("=", "ratios")
        terminalreporter.write(report.markdown())
        if out := os.environ.get("BENCH_OUT"):
            report.write(Path(out))


@pytest.fixture(scope="session")
def report(pytestconfig):
    return pytestconfig.stash[_REPORT]


@pytest.fixture(scope="session")
def make_ledger(tmp_path_factory):
    """Makes empty ledgers, each in a folder of its own."""
    made = []

    def make(area: str = TOWNSHIP):
        folder = tmp_path_factory.mktemp("office") / "ledger"
        around = ledgers.Surroundings(
            state=state_of(folder), cost=Cost(memory_kib=8, passes=1, lanes=1)
        )
        session = ledgers.new(
            folder,
            office=area_list()[area],
            level=LEVELS[len(area)],
            area=area,
            passphrase=PASSPHRASE,
            around=around,
        ).session
        made.append(session)
        return session

    yield make
    for session in made:
        session.close()


@pytest.fixture(scope="session")
def township(make_ledger, report):
    """A ledger of a whole township."""
    session = make_ledger()
    families = population.township(TOWNSHIP, PERSONS, 1, faults=0.05)
    with timed() as timing, session.ledger.act("bench.fill", "填充") as writer:
        for record in population.records(families):
            writer.insert(record)
    report.add(f"fill a ledger with {PERSONS} persons", timing)
    return session
