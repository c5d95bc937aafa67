"""A dry run shows what an import would do, and nobody waits for it."""

import pytest

from desktop.domain.entities import Person
from desktop.services import imports, ledgers
from desktop.services.importing import running
from tests import population


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "花名册.xlsx"
    population.write_roster(path, population.township("433130110", 60, 1))
    return path


@pytest.fixture
def beside(township, around):
    """The same ledger in another window."""
    opened = ledgers.open_(township.ledger.folder, "township", around=around)
    yield opened
    opened.close()


@pytest.fixture
def long(monkeypatch):
    """As if these few rows took long."""
    monkeypatch.setattr(running, "_SHORT", 10)


def told(report):
    """What a report says, without the ids of households that come to nothing."""
    plain = report.plain()
    for remark in plain["findings"]:
        remark.pop("household")
    return plain


def test_a_dry_run_in_a_copy_tells_the_same(township, roster, monkeypatch):
    quick = told(imports.preview(township, roster))
    monkeypatch.setattr(running, "_SHORT", 10)
    assert told(imports.preview(township, roster)) == quick
    assert quick["added"] == 60
    assert quick["findings"]
    assert list(township.ledger.where(Person)) == []


@pytest.mark.usefixtures("long")
def test_others_key_in_during_a_long_dry_run(township, beside, roster):
    calls = []

    def key_in(done, total):
        calls.append((done, total))
        with beside.at_once(), beside.ledger.act("test", "录入") as writer:
            writer.insert(Person(name=f"田{len(calls)}"))

    imports.preview(township, roster, progress=key_in)
    assert calls[-1] == (60, 60)
    assert len(list(township.ledger.where(Person))) == len(calls)
    assert list((township.ledger.folder / "tmp").iterdir()) == []
