"""Random samples that anybody can draw again: so many of every group, by a printed seed."""

import math
import random
from collections.abc import Mapping, Sequence

SEEDS = 1_000_000


def draw(strata: Mapping[str, Sequence[str]], percent: int, seed: int) -> dict[str, list[str]]:
    """So many per cent of each stratum, one at least; the same seed draws the same ones."""
    dice = random.Random(seed)  # noqa: S311 - to be drawn again, not to keep a secret
    drawn = {}
    for name in sorted(strata):
        everybody = sorted(strata[name])
        wanted = min(max(math.ceil(len(everybody) * percent / 100), 1), len(everybody))
        drawn[name] = sorted(dice.sample(everybody, wanted))
    return {name: found for name, found in drawn.items() if found}
