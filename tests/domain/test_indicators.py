"""Figures: parts sum to wholes, each names its people and says what it counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.indicators import INDICATORS, Unit, households, persons, subjects
from desktop.domain.labour import basis_of, workforce
from tests.domain import make
from tests.population import township

PARTS = ("transfer", "farming", "own_business", "other_work", "idle")


def of(name, force):
    return INDICATORS[name].of(force)


@given(st.integers(0, 30))
def test_parts_sum_to_the_labour_force_and_every_figure_names_as_many_as_it_counts(seed):
    basis = basis_of(make.book(), make.DAY)
    for family in township("433130110", 60, seed, faults=0.3):
        force = workforce(family, basis)
        assert sum(of(part, force) for part in PARTS) == of("labour", force)
        assert of("employed", force) == of("labour", force) - of("idle", force)
        assert of("transfer_all_ages", force) >= of("transfer", force)
        for indicator in INDICATORS.values():
            named = subjects(indicator, force)
            assert len(set(named)) == len(named)
            if indicator.unit is Unit.PERSON:
                assert indicator.of(force) == len(named)
            elif indicator.unit is Unit.HOUSEHOLD:
                assert indicator.of(force) == bool(named)


def test_a_household_counts_once_however_many_of_it_do():
    basis = basis_of(make.book(), make.DAY)
    couple = make.family(make.member(), make.member("配偶", make.person(sex="女")))
    force = workforce(couple, basis)
    assert of("labour", force) == 2
    assert of("households_with_labour", force) == 1
    assert of("households", force) == 1


def test_who_farms_makes_an_employed_household_but_no_transfer():
    basis = basis_of(make.book(), make.DAY)
    force = workforce(
        make.family(make.member(who=make.person(employment_status="本地务农"))), basis
    )
    assert (of("households_employed", force), of("farming", force)) == (1, 1)
    assert of("transfer", force) == 0


def test_past_labour_age_counts_only_in_the_figure_for_all_ages():
    basis = basis_of(make.book(), make.DAY)
    old = make.member(who=make.person("1958-02-03"), spells=(make.spell(),))
    force = workforce(make.family(old), basis)
    assert (of("transfer", force), of("transfer_all_ages", force)) == (0, 1)


def test_the_definition_names_the_policy_and_whom_it_leaves_out():
    basis = basis_of(make.book(), make.DAY, "survey_60_50")
    line = INDICATORS["labour"].line(basis)
    assert "男16–60岁、女16–50岁" in line
    assert "不含在校学生、现役军人、丧失或无劳动能力人员" in line
    for indicator in INDICATORS.values():
        assert "{" not in indicator.line(basis)


@pytest.mark.parametrize("register", [persons, households])
def test_a_name_is_registered_once(register):
    with pytest.raises(ValueError, match="twice"):
        register("labour", "劳动力", "再来一次")(lambda worker: worker.labourer)
