"""Whatever happens between village, township and county, all come to show the same."""

import os
import random

import pytest

from tests.services.exchange_faults import wrong_in
from tests.services.exchange_world import LAYOUTS, World, make_templates

FULL = os.environ.get("LEDGER_FULL") == "1"
SEEDS = range(120 if FULL else 6)
EVENTS = 80 if FULL else 50


@pytest.fixture(scope="session")
def templates(tmp_path_factory):
    return make_templates(tmp_path_factory.mktemp("offices"))


@pytest.fixture
def world_of(templates, tmp_path):
    """Makes the world of a seed; closed at the end."""
    made = []

    def make(seed: int) -> World:
        folder = tmp_path / str(seed)
        folder.mkdir()
        layout = LAYOUTS[seed % len(LAYOUTS)]
        made.append(World(templates, folder, random.Random(seed), layout))
        return made[-1]

    yield make
    for world in made:
        world.close()


@pytest.mark.timeout(0 if FULL else 120)
@pytest.mark.parametrize("seed", SEEDS)
def test_after_all_is_exchanged_whoever_shares_a_village_shows_it_alike(world_of, seed):
    world = world_of(seed)
    world.live(EVENTS)
    world.exchange()
    assert wrong_in(world) == []
    # An office that lost its ledger may find again, in an old package, what it had lost.
    known = world.everything_known()
    world.replay()
    world.exchange()
    assert wrong_in(world) == []
    assert known <= world.everything_known()
