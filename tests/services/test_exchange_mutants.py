"""The histories would notice: each promise of the exchange, broken on purpose, makes one fail."""

import random

import pytest

from desktop.domain.errors import AppError
from desktop.storage import scopes
from desktop.storage.ledger import Ledger
from tests.services.exchange_faults import wrong_in
from tests.services.exchange_world import LAYOUTS, World, make_templates

EVENTS = 70


@pytest.fixture(scope="session")
def templates(tmp_path_factory):
    return make_templates(tmp_path_factory.mktemp("offices"))


def lists_stay(patch):
    patch.setattr(scopes, "CONCERNS", "c.record IN (SELECT id FROM temp.inside)")


def nobody_is_told_who_left(patch):
    patch.setattr(scopes, "told_of", lambda dictionary: "0")


def who_enters_comes_without_history(patch):
    patch.setattr(scopes, "BROUGHT", "0")


def nobody_enters(patch):
    patch.setattr(scopes, "_fill_entered", lambda *_: None)


def only_the_present_counts(patch):
    patch.setattr(scopes._Spread, "over_time", scopes._Spread.now)


def nothing_follows_a_person(patch):
    patch.setattr(scopes, "_links", lambda dictionary: [])


def a_copy_goes_on_as_the_same_device(patch):
    patch.setattr(Ledger, "settle_device", lambda _: None)


MUTANTS = [
    (lists_stay, 0),
    (nobody_is_told_who_left, 4),
    (who_enters_comes_without_history, 3),
    (nobody_enters, 3),
    (only_the_present_counts, 16),
    (nothing_follows_a_person, 1),
    (a_copy_goes_on_as_the_same_device, 2),
]
"""Each with the history that notices it."""


def complaints(templates, folder, mutate, seed: int) -> list[str]:
    """What is wrong after a history in which something is broken."""
    world = World(templates, folder, random.Random(seed), LAYOUTS[seed % len(LAYOUTS)])
    try:
        with pytest.MonkeyPatch.context() as patch:
            mutate(patch)
            try:
                world.live(EVENTS)
                world.exchange()
            except (AppError, AssertionError) as error:
                return [str(error)]
        return wrong_in(world)
    finally:
        world.close()


@pytest.mark.parametrize(("mutate", "seed"), MUTANTS)
def test_a_broken_promise_is_noticed(templates, tmp_path, mutate, seed):
    assert complaints(templates, tmp_path, mutate, seed)
