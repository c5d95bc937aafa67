"""A township's package: made, taken in by the county, and made again after a few changes."""

from itertools import islice

import pytest

from desktop.domain.entities import Person
from desktop.services import packages, partners, receiving
from desktop.services.seeds import SEED_DEVICE
from tests.benchmarks import baselines
from tests.benchmarks.ratio import best_of, timed
from tests.benchmarks.scale import COUNTY, PERSONS

CHANGES = 500


@pytest.fixture(scope="module")
def county(township, make_ledger, tmp_path_factory):
    session = make_ledger(COUNTY)
    card = tmp_path_factory.mktemp("cards") / "card.ldk"
    for giver, taker in ((township, session), (session, township)):
        partners.write_card(giver, file=card)
        partners.trust(taker, file=card)
    return session


@pytest.fixture(scope="module")
def tables(township):
    """What travels, as the data file holds it."""
    data = township.ledger.data
    found = []
    for name in [entity.name for entity in township.ledger.dictionary] + ["act", "change"]:
        columns = [row[1] for row in data.all(f'PRAGMA table_info("{name}")')]
        own = f"WHERE born_device <> '{SEED_DEVICE}'" if "born_device" in columns else ""
        found.append((name, columns, data.all(f'SELECT * FROM "{name}" {own}')))
    return found


def test_packages(township, county, tables, report, tmp_path):
    name = county.ledger.fact("office_name")
    rows = sum(len(table[2]) for table in tables)
    dumped = best_of(2, lambda: baselines.dump_zipped(tmp_path / "all.z", tables))
    inserted = best_of(1, lambda: baselines.insert_all(tmp_path / "bare.db", tables, ["id"]))

    with timed() as writing:
        full = packages.send(township, to=name, folder=tmp_path)
    assert full.rows >= PERSONS
    report.add(f"full package, {PERSONS} persons: write", writing, dumped, 3.0)

    with timed() as taking:
        (received,) = receiving.receive(county, files=[full.file], receipts_to=tmp_path)
    assert received.applied["person"] == PERSONS
    work = f"full package, {PERSONS} persons, {rows} rows: receive into an empty ledger"
    report.add(work, taking, inserted, 4.0)

    receiving.receive(township, files=[received.receipt])
    people = islice(township.ledger.where(Person), CHANGES)
    with township.ledger.act("bench.edit", "修改") as writer:
        for person in list(people):
            writer.update(person, {"remark": "已电话核实"})
    with timed() as again:
        changes = packages.send(township, to=name, folder=tmp_path)
    assert 0 < changes.rows < 3 * CHANGES
    work = f"incremental package, {CHANGES} changes in {PERSONS} persons"
    report.add(f"{work}: time, by the full one", again, writing, 0.05)
    sizes = [sent.file.stat().st_size for sent in (changes, full)]
    report.add_size(f"{work}: bytes, by the full one", *sizes, most=0.05)

    with timed() as taking_changes:
        (received,) = receiving.receive(county, files=[changes.file], receipts_to=tmp_path)
    assert received.applied["changes"] == CHANGES
    report.add(f"{work}: receive", taking_changes)
