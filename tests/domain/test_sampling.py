"""A sample is of every group, of those who are there, and the same again for the same seed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import sampling

strata = st.dictionaries(
    st.text("村组123", min_size=1, max_size=4),
    st.lists(st.uuids().map(str), min_size=1, max_size=30, unique=True),
    max_size=6,
)


@settings(max_examples=50)
@given(strata, st.integers(1, 100), st.integers(0, sampling.SEEDS))
def test_every_group_has_its_share_and_the_seed_decides(groups, percent, seed):
    drawn = sampling.draw(groups, percent, seed)
    assert sampling.draw({name: groups[name][::-1] for name in groups}, percent, seed) == drawn
    assert set(drawn) == set(groups)
    for name, found in drawn.items():
        assert set(found) <= set(groups[name])
        assert len(set(found)) == len(found) >= max(len(groups[name]) * percent / 100, 1)
        assert len(found) <= len(groups[name]) * percent / 100 + 1


def test_another_seed_draws_others():
    groups = {"一组": [f"h{at}" for at in range(40)]}
    assert len({tuple(sampling.draw(groups, 10, seed)["一组"]) for seed in range(20)}) > 10
