"""Ways to break the merge rule, beside those of the histories: each of them is found out."""

import pytest
from hypothesis import Phase, find, settings

from desktop.domain import merge
from desktop.domain.changes import DELETED
from desktop.domain.merge import live, settle
from tests.domain import replica
from tests.domain.history import History, histories, run
from tests.domain.test_merge_histories import generated

right = settle


def who_comes_first_wins(patch):
    """No order between equals but that in which they came in."""
    patch.setattr(merge, "_rank", lambda change, owner: 0)


def what_comes_last_wins(patch):
    def ranked(changes, birth, owner, field=""):
        changes = list(changes)
        place = {change.name: place for place, change in enumerate(changes)}
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(merge, "_rank", lambda change, owner: place[change.name])
            return right(changes, birth, owner, field)

    patch.setattr(merge, "settle", ranked)


def nothing_is_ever_seen(patch):
    patch.setattr(merge, "live", list)


def only_ones_own_is_seen(patch):
    def own(changes):
        seen = {n for c in changes for n in c.saw if n.device == c.device and n != c.name}
        return [change for change in changes if change.name not in seen] or list(changes)

    patch.setattr(merge, "live", own)


def losers_of_one_level_are_not_told(patch):
    def told(changes, birth, owner, field=""):
        state = right(changes, birth, owner, field)
        differ = len({change.level for change in state.conflict}) > 1
        return state if differ else state._replace(conflict=())

    patch.setattr(merge, "settle", told)


def whoever_deletes_wins(patch):
    patch.setattr(
        replica, "is_deleted", lambda cells: any(change.new for change in cells.get(DELETED, ()))
    )


def a_delete_has_seen_nothing(patch):
    patch.setattr(replica, "seen_by_delete", lambda fields: ())


def a_change_that_was_seen_by_a_loser_is_live_again(patch):
    def naive(changes):
        alive = live(changes)
        top = max(alive, key=lambda change: change.name, default=None)
        return [c for c in changes if top is None or c is top or c.name not in top.saw]

    patch.setattr(merge, "live", naive)


MUTANTS = [
    who_comes_first_wins,
    what_comes_last_wins,
    nothing_is_ever_seen,
    only_ones_own_is_seen,
    losers_of_one_level_are_not_told,
    whoever_deletes_wins,
    a_delete_has_seen_nothing,
    a_change_that_was_seen_by_a_loser_is_live_again,
]


@pytest.mark.parametrize("mutate", MUTANTS)
def test_a_wrong_rule_is_found_out(mutate):
    def complains(history: History) -> bool:
        with pytest.MonkeyPatch.context() as patch:
            mutate(patch)
            return bool(run(history, lambda *cell: merge.settle(*cell)))

    once = settings(generated, max_examples=300, phases=[Phase.generate])
    assert run(find(histories(), complains, settings=once), settle) == set()
