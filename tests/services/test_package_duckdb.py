"""The tables of a package load into DuckDB, for whoever wants to count without this program."""

import pytest

from desktop.envelope import container
from desktop.services import packages, partners
from tests.services.offices import COUNTY, TOWNSHIP, introduce, office, populate

duckdb = pytest.importorskip("duckdb", reason="DuckDB is installed for this test only")


def test_duckdb_reads_the_tables_and_joins_them(tmp_path):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    people = populate(township, 60)
    sent = packages.send(township, to="龙山县", folder=tmp_path / "stick")
    identity = partners.own_keys(county.ledger).age_identity
    with container.open_package(sent.file).open_body(identity) as body:
        body.extractall(tmp_path / "tables")
    database = duckdb.connect()
    for name in ("person", "membership", "household"):
        path = tmp_path / "tables" / f"{name}.csv"
        database.execute(
            f"CREATE TABLE {name} AS"
            f" SELECT * FROM read_csv('{path}', header=true, all_varchar=true)"
        )
    (named,) = database.execute("SELECT count(*), count(DISTINCT name) FROM person").fetchall()
    assert named == (len(people), len({person.name for person in people}))
    joined = database.execute(
        "SELECT count(*) FROM membership m JOIN person p ON p.id = m.person"
        " JOIN household h ON h.id = m.household"
    ).fetchone()
    assert joined == (sent.header.counts["membership"],)
    numbers = database.execute("SELECT id, id_no FROM person").fetchall()
    assert dict(numbers) == {person.id: person.id_no for person in people}
    township.close()
    county.close()
