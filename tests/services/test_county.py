"""Half a year of a county: villages, townships and the bureau end alike, and few are asked."""

import os
import random
import sys

import pytest

from desktop.services import conflicts
from tests.population_source import area_list
from tests.services.exchange_faults import wrong_in
from tests.services.exchange_world import World, make_templates
from tests.services.offices import COUNTY

FULL = os.environ.get("LEDGER_FULL") == "1"
TOWNSHIPS, VILLAGES = (4, 5) if FULL else (2, 1)
MONTHS, EDITS, LOST = 6, 8 if FULL else 5, 0.2
_DOINGS = (*["edit"] * 8, *["home"] * 2, "move_home", "move_person", "delete", "undo")


def offices() -> dict[str, str]:
    """The villages, townships and county by name; no name is part of another."""
    known = area_list()
    townships = sorted(code for code in known if code[:6] == COUNTY and len(code) == 9)
    chosen: dict[str, str] = {}
    for township in townships:
        villages = sorted(code for code in known if code[:9] == township and len(code) == 12)
        if len(villages) >= VILLAGES + 1 and len(chosen) < TOWNSHIPS * (VILLAGES + 1):
            chosen |= {f"{known[code]}{code[6:]}": code for code in villages[:VILLAGES]}
            chosen[f"{known[township]}{township[6:]}所"] = township
    return {**chosen, "龙山县人社局": COUNTY}


@pytest.fixture
def county(tmp_path):
    """A county in which nothing has happened yet."""
    areas = offices()
    (tmp_path / "offices").mkdir()
    (tmp_path / "world").mkdir()
    templates = make_templates(tmp_path / "offices", areas)
    world = World(templates, tmp_path / "world", random.Random(6), tuple(areas))
    yield world
    world.close()


@pytest.mark.timeout(0 if FULL else 120)
def test_half_a_year_ends_alike_everywhere(county, record_property, capsys):
    villages = [each for each in county.replicas if len(county.templates.areas[each.office]) == 12]
    shop = villages[0].office
    for month in range(MONTHS):
        for place, each in enumerate(list(county.replicas)):
            county.now += 3_600_000
            for _ in range(EDITS if len(county.templates.areas[each.office]) > 6 else 1):
                county.do(county.chance.choice(_DOINGS), county.replicas[place])
        report_to_the_county(county)
        if month == 1:
            county.do("backup", village(county, shop))
        if month == 3:
            # The shop round the corner put the PC back to what was saved two months ago.
            county.do("restore", village(county, shop))
        county.do("clock", county.chance.choice(county.replicas))
    county.exchange()
    assert wrong_in(county) == []
    asked, taken = conflicts.tally(county.replicas[-1].session)
    record_property("questions put to people", asked)
    record_property("taken without a question", taken)
    if FULL:
        with capsys.disabled():
            sys.stdout.write(f"{len(county.replicas)} ledgers: {asked} asked, {taken} not asked\n")
    assert county.replicas[-1].ledger.count("household") > MONTHS


def village(county: World, office: str):
    return next(each for each in county.replicas if each.office == office)


def report_to_the_county(county: World) -> None:
    """Up from the villages, then down again with what the offices above have corrected."""
    areas = county.templates.areas
    upwards = sorted(county.replicas, key=lambda each: -len(areas[each.office]))
    for order in (upwards, upwards[::-1]):
        for each in order:
            for other in county.replicas:
                above = county.templates.parent_of(
                    each.office if order is upwards else other.office
                )
                if above == (other if order is upwards else each).office:
                    carry(county, each, other)


def carry(county: World, one, other) -> None:
    """A stick with a package, and one with the receipt; either may be lost."""
    letter = county.post(one, other.office)
    if letter is None or county.chance.random() < LOST:
        return
    answers: list = []
    county.bring(letter, other, answers)
    for answer in answers:
        if county.chance.random() >= LOST:
            county.bring(answer, one)
