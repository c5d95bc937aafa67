"""One keystroke in the search box among a million people, against the bare query."""

import time
from collections.abc import Callable, Sequence
from statistics import mean, quantiles

import pytest

from desktop.domain.entities import Household, Membership, Person
from desktop.domain.names import pinyin_keys
from desktop.services import people
from tests import population
from tests.benchmarks import baselines
from tests.benchmarks.ratio import Timing, timed
from tests.benchmarks.scale import PEOPLE

FRAME_S = 1 / 60
REPEATS = 10
PER_HOUSEHOLD = 4
LIMIT = 50
LEAST_OF_A_PIECE, MOST_OF_A_PIECE = 3, 8
SOME = list(population.light_people(5, 1))


def typed(column: int, *lengths: int) -> tuple[str, ...]:
    """What somebody types who looks for one of some people: the first characters of a cell."""
    return tuple(person[column][:length] for person in SOME for length in lengths)


INITIALS = tuple(pinyin_keys(name).initials[:length] for name, _, _ in SOME for length in (1, 2, 3))
BEGINNINGS = {
    "id_no": typed(1, 6, 10, 14, 18),
    "phone": typed(2, 3, 5, 7, 11),
    "initials": INITIALS,
    "name": typed(0, 1, 2, 3),
}
GIVEN = tuple(name[1:] for name, _, _ in SOME) + tuple(name[1] for name, _, _ in SOME)
PIECES = tuple(
    piece for _, id_no, phone in SOME for piece in (id_no[6:14], id_no[10:14], phone[4:])
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    rows = (
        (name, pinyin_keys(name).initials, id_no, phone)
        for name, id_no, phone in population.light_people(PEOPLE, 1)
    )
    path = tmp_path_factory.mktemp("bare") / "people.db"
    found = baselines.BarePeople(path, rows, PER_HOUSEHOLD)
    yield found
    found.close()


@pytest.fixture(scope="module")
def county(make_ledger, report):
    session = make_ledger()
    with timed() as timing, session.ledger.act("bench.fill", "填充") as writer:
        fill(writer, session.ledger.book.places.villages(session.ledger.fact("area")))
    report.add(f"fill a ledger with {PEOPLE} people to search among", timing)
    return session


def fill(writer, villages):
    """People in households, as the bare table has them."""
    home = Household()
    for number, (name, id_no, phone) in enumerate(population.light_people(PEOPLE, 1)):
        home_no, place = divmod(number, PER_HOUSEHOLD)
        if not place:
            village = villages[home_no % len(villages)].id
            home = writer.bear(Household, village=village, household_no=f"{home_no:07}")
        person = writer.bear(Person, name=name, id_no=id_no, phone=phone)
        relation = "子" if place else "户主"
        belongs = {"person": person.id, "household": home.id, "relation": relation}
        writer.bear(Membership, kind="户籍", **belongs)


Search = Callable[[str], list]


def keystrokes(texts: Sequence[str], bare: Search, ours: Search) -> tuple[Timing, Timing, Timing]:
    """The mean of a keystroke, bare and ours, and what one of ours in twenty takes longer than.

    They take turns, so that a busy moment of the PC troubles both alike; the first round, which
    reads from the disk, does not count.
    """
    times: dict[Search, list[float]] = {bare: [], ours: []}
    for text in texts * (REPEATS + 1):
        for search, spent in times.items():
            start = time.perf_counter()
            found = search(text)
            spent.append(time.perf_counter() - start)
            assert found
    bare_times, our_times = (spent[len(texts) :] for spent in times.values())
    return (
        Timing(mean(bare_times)),
        Timing(mean(our_times)),
        Timing(quantiles(our_times, n=20)[-1]),
    )


def beginning(bare: baselines.BarePeople, column: str, text: str) -> list:
    """What begins with a text, and what contains it if it may be an inner piece: two queries."""
    found = bare.beginning(column, text)
    if len(found) < LIMIT and MOST_OF_A_PIECE >= len(text) >= LEAST_OF_A_PIECE:
        found += bare.containing(text)
    return found


def told(report, what: str, texts: Sequence[str], bare: Search, county) -> None:
    queried, ours, slow = keystrokes(texts, bare, lambda text: people.find(county, text))
    report.add(f"search keystroke, {what}, {PEOPLE} people", ours, queried, 2.0)
    report.add(f"search keystroke, {what}: p95 by a 60 Hz frame", slow, Timing(FRAME_S), 1.0)


@pytest.mark.parametrize("column", BEGINNINGS)
def test_beginning(column, bare, county, report):
    told(report, column, BEGINNINGS[column], lambda text: beginning(bare, column, text), county)


def test_containing(bare, county, report):
    told(report, "inner piece", PIECES, bare.containing, county)


def test_given_name(bare, county, report):
    """By the characters after the surname; bare, an index of them."""
    bare.index_given()
    told(report, "given name", GIVEN, lambda text: bare.beginning("given", text), county)
