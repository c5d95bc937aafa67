"""Packages in parts: each whole, in any order, cut between acts; and packages of some villages."""

import os
from itertools import pairwise

import pytest

from desktop.domain.entities import Household, Person
from desktop.domain.errors import Refused
from desktop.services import packages, parting
from desktop.storage import mail
from tests.services.offices import (
    COUNTY,
    TOWNSHIP,
    carry,
    dump,
    edit,
    introduce,
    office,
    populate,
)
from tests.services.shared_scope import contents

HERE, NEAR = "433130110210", "433130110203"


@pytest.fixture
def two(tmp_path):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    yield township, county, tmp_path / "stick"
    township.close()
    county.close()


def fill(session, acts: int) -> list[str]:
    """Acts of about a kilobyte each, that no packing makes smaller, and changes of what is old."""
    made = []
    for _ in range(acts):
        with session.ledger.act("test.fill", "填表") as writer:
            made.append(writer.insert(Person(name="甲", remark=os.urandom(700).hex())).id)
    for person in made[:3]:
        edit(session, person, phone="13900001111")
    return made


def send_small(session, stick, monkeypatch, **options):
    """As ``part_size=1``, but of 10,000 bytes."""
    monkeypatch.setattr(packages, "_MEGABYTE", 10_000)
    return packages.send(session, to="龙山县", folder=stick, part_size=1, **options)


@pytest.mark.parametrize("backwards", [False, True])
def test_parts_come_to_the_same_in_any_order(two, monkeypatch, backwards):
    township, county, stick = two
    fill(township, 60)
    sent = send_small(township, stick, monkeypatch)
    assert len(sent.files) > 3
    assert [header.part for header in sent.headers] == list(range(1, len(sent.files) + 1))
    assert all(one.upto == other.after for one, other in pairwise(sent.headers))
    assert all(other.previous == one.digest for one, other in pairwise(sent.headers))
    assert all(file.stat().st_size <= 10_000 for file in sent.files)
    files = sent.files[::-1] if backwards else sent.files
    for file in files:
        packages.receive(county, files=[file])
    assert dump(township, "office") == dump(county, "office")
    reached = mail.reached(county.ledger.data, township.ledger.device, TOWNSHIP)
    assert reached == sent.headers[-1].upto


def test_a_part_that_is_lost_is_named_and_comes_again(two, monkeypatch):
    township, county, stick = two
    fill(township, 40)
    sent = send_small(township, stick, monkeypatch)
    results = packages.receive(county, files=[sent.files[0], *sent.files[2:]])
    second = sent.headers[1]
    parked = [result.parked for result in results if result.parked]
    assert len(parked) == len(sent.files) - 2
    assert f"第{second.after + 1}至" in parked[0]
    assert f"这是第3/{len(sent.files)}份" in parked[0]
    packages.receive(township, files=[results[0].receipt])
    again = send_small(township, stick, monkeypatch)
    assert again.header.after == second.after
    packages.receive(county, files=again.files)
    assert dump(township, "office") == dump(county, "office")
    assert list((county.ledger.folder / "inbox").iterdir()) == []


def test_a_record_is_whole_in_the_part_that_brings_it(two, monkeypatch):
    """Even if the later parts never come, nothing shows a value that no change speaks of."""
    township, county, stick = two
    made = fill(township, 40)
    edit(township, made[0], name="乙")
    sent = send_small(township, stick, monkeypatch)
    packages.receive(county, files=[sent.files[0]])
    held = county.ledger.get(Person, made[0])
    query = "SELECT count(*) FROM change WHERE record = ?"
    assert (held.name, held.phone) == ("乙", "13900001111")
    assert county.ledger.data.one(query, [made[0]]) == (2,)


def test_one_act_is_never_cut(two, monkeypatch):
    township, county, stick = two
    with township.ledger.act("test.fill", "填表") as writer:
        for _ in range(30):
            writer.insert(Person(name="甲", remark=os.urandom(700).hex()))
    fill(township, 3)
    sent = send_small(township, stick, monkeypatch)
    assert any(file.stat().st_size > 10_000 for file in sent.files)
    packages.receive(county, files=sent.files)
    assert dump(township, "office") == dump(county, "office")


def test_a_stick_that_fails_leaves_the_parts_in_the_outbox(two, monkeypatch):
    township, _, stick = two
    fill(township, 40)
    sent = send_small(township, stick, monkeypatch)
    outbox = township.ledger.folder / "outbox"
    assert {file.name for file in sent.files} == {path.name for path in outbox.iterdir()}
    assert all("份共" in file.name for file in sent.files)


@pytest.mark.parametrize(
    ("weights", "most", "cuts"),
    [
        ({}, 5, [2, 9]),
        ({3: 1, 4: 1}, 5, [2, 9]),
        ({3: 4, 5: 4, 9: 4}, 5, [2, 4, 8, 9]),
        ({3: 50, 5: 1, 6: 1}, 5, [2, 4, 9]),
    ],
)
def test_cuts_lie_between_acts(weights, most, cuts):
    assert parting.cut(weights, most, 2, 9) == cuts


def test_nothing_new_makes_no_package(two):
    township, county, stick = two
    populate(township, 10)
    carry(township, county, stick)
    before = len(packages.log(township))
    with pytest.raises(packages.NothingNew, match="没有新的内容要报"):
        packages.send(township, to="龙山县", folder=stick)
    assert len(packages.log(township)) == before
    assert packages.send(township, to="龙山县", folder=stick, full=True).rows > 0


def home(session, code: str, name: str) -> str:
    village = session.ledger.book.places.by_code(code).id
    with session.ledger.act("test.home", "新增一户") as writer:
        return writer.insert(Household(village=village, address=name)).id


def test_some_villages_alone_are_sent_and_widening_brings_the_rest(two):
    township, county, stick = two
    here, near = home(township, HERE, "甲"), home(township, NEAR, "乙")
    with township.ledger.act("test.edit", "修改") as writer:
        writer.update(township.ledger.get(Household, near), {"address": "丙"})
    first = carry(township, county, stick, village=(HERE,))
    assert first.applied["household"] == 1
    assert county.ledger.get(Household, near) is None
    carry(township, county, stick, village=("桃兴村", NEAR))
    assert county.ledger.get(Household, near).address == "丙"
    assert contents(township.ledger, NEAR) == contents(county.ledger, NEAR)
    assert county.ledger.get(Household, here).address == "甲"
    with pytest.raises(packages.NothingNew):
        packages.send(township, to="龙山县", folder=stick, village=(HERE,))


def test_a_village_outside_the_area_is_refused(two):
    township, _, stick = two
    for text in ("433130112201", "没有的村"):
        with pytest.raises(Refused, match="不是这个范围内的村"):
            packages.send(township, to="龙山县", folder=stick, village=(text,))
