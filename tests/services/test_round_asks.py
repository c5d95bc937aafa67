"""A round asks more or less of than is usual."""

from datetime import date

import pytest

from desktop.domain.errors import Refused
from desktop.services import archive, round_asks, rounds

MOVED = ("person.political=必问", "person.phone=不问")


@pytest.fixture
def survey(township):
    return rounds.add(township, name="一季度", reference_date=date(2026, 3, 31))


def asks_of(session, survey):
    return set((rounds.named(session, survey.name).asks or "").split(";"))


def test_what_is_moved_stays_until_it_is_asked_as_usual(township, survey):
    round_asks.set_asks(township, survey=survey.id, asks=MOVED)
    assert asks_of(township, survey) == set(MOVED)
    round_asks.set_asks(township, survey=survey.id)
    assert asks_of(township, survey) == {""}


def test_the_next_round_asks_the_same(township, survey):
    round_asks.set_asks(township, survey=survey.id, asks=MOVED)
    made = rounds.add(township, name="二季度", reference_date=date(2026, 6, 30))
    assert asks_of(township, made) == set(MOVED)


@pytest.mark.parametrize("wrong", ["person.political", "person.nothing=必问", "person.phone=分支"])
def test_what_cannot_be_moved_is_refused_and_nothing_changes(township, survey, wrong):
    with pytest.raises(Refused, match="不能这样调整"):
        round_asks.set_asks(township, survey=survey.id, asks=(*MOVED, wrong))
    assert asks_of(township, survey) == {""}


def test_an_archived_round_asks_what_it_asked(township, survey):
    archive.archive(township, survey=survey.id)
    with pytest.raises(Refused, match="已归档"):
        round_asks.set_asks(township, survey=survey.id, asks=MOVED)
