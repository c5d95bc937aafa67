"""A county that takes in its townships one after another, against one into an empty ledger."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.levels import Level
from desktop.services import ledgers, partners, receiving
from desktop.storage.backup import save
from tests.benchmarks.ratio import Timing, timed
from tests.benchmarks.scale import MERGED, TOWNSHIPS
from tests.benchmarks.township_office import CARD, new_office
from tests.population_source import inside

COUNTY = "430181"
"""It has 32 townships."""
ROOT = Path(__file__).parents[2]
GROWTH = 1.1
EACH = 5
"""So many townships are merged for each that is merged alone."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """The county's ledger, closed, which trusts all townships and has nothing of them yet."""
    place = tmp_path_factory.mktemp("county")
    session = new_office(place, COUNTY, Level.COUNTY)
    card = place / CARD
    partners.write_card(session, file=card)
    offices = [place / code for code in townships()]
    for office in offices:
        office.mkdir()
        command = [sys.executable, "-m", "tests.benchmarks.township_office"]
        subprocess.run(
            [*command, office.name, str(MERGED), str(card), str(office)], cwd=ROOT, check=True
        )
        partners.trust(session, file=office / CARD)
    session.close()
    return place


def townships() -> list[str]:
    return [place.code for place in inside(COUNTY) if len(place.code) == 9][:TOWNSHIPS]


def opened(place: Path) -> ledgers.Session:
    around = ledgers.Surroundings(state=place / "state")
    return ledgers.open_(place / "ledger", COUNTY, around=around)


@pytest.fixture
def unsaved(monkeypatch):
    """No backup before each merge: one is timed apart."""
    monkeypatch.setattr(receiving.backup, "save", lambda ledger: ledger.folder)


def merged(session: ledgers.Session, package: Path) -> Timing:
    """How long a township's package takes to merge."""
    with timed() as timing:
        (received,) = receiving.receive(session, files=[package])
    assert received.applied["person"] == MERGED
    return timing


def alone(nothing: Path, place: Path, package: Path) -> Timing:
    """The same into a county's ledger that has nothing else."""
    shutil.copytree(nothing, place / "ledger")
    with_nothing = opened(place)
    timing = merged(with_nothing, package)
    with_nothing.close()
    shutil.rmtree(place)
    return timing


@pytest.mark.usefixtures("unsaved")
def test_county(empty, tmp_path, report):
    nothing = shutil.copytree(empty / "ledger", tmp_path / "nothing")
    packages = [next((empty / code).glob("*.ldp")) for code in townships()]
    session = opened(empty)
    alones, all_ = [], []
    for number, package in enumerate(packages):
        # In turns, so that a busy hour of the PC troubles both alike.
        if not number % EACH:
            alones.append(alone(nothing, tmp_path / "alone", package))
        all_.append(merged(session, package))
    one = sum(timing.seconds for timing in alones) / len(alones)
    work = f"county merge, {len(packages)} townships × {MERGED} persons"
    total = Timing(sum(timing.seconds for timing in all_), max(timing.peak_mb for timing in all_))
    report.add(f"{work}, by as many into an empty ledger", total, Timing(one * len(all_)), 1.5)
    report.add(f"{work}: the last, by the second", all_[-1], all_[1])
    report.add_size(f"{work}: peak memory of the last, by the second's",
                    *(int(timing.peak_mb * 1e6) for timing in (all_[-1], all_[1])),
                    most=GROWTH)  # fmt: skip
    with timed() as saving:
        save(session.ledger)
    report.add(f"{work}: a backup of it all", saving)
    session.close()
