"""What a clerk relies on without seeing it: backups before, nothing twice, nothing ahead."""

import pytest

from desktop.domain.entities import Person
from desktop.domain.errors import Refused
from desktop.services import imports, ledgers, packages
from desktop.storage import backup, batches, mail, schema, undoing
from tests.intake.tables import SAMPLES
from tests.later import LATER, with_later_steps
from tests.services.offices import (
    COUNTY,
    PASSPHRASE,
    TOWNSHIP,
    around,
    carry,
    dump,
    edit,
    introduce,
    office,
    populate,
)

FILE = next(SAMPLES.glob("*gbk*.csv"))


@pytest.fixture
def two(tmp_path):
    """A township with people, and its county."""
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    populate(township, 30)
    yield township, county
    township.close()
    county.close()


def saved(session, tmp_path):
    """How many people each backup of a ledger holds, the oldest first."""
    found = []
    for number, file in enumerate(sorted((session.ledger.folder / "backups").iterdir())):
        folder = tmp_path / f"opened-{session.ledger.folder.name}-{number}"
        backup.unpack(file, folder)
        again = ledgers.open_(folder, PASSPHRASE, around=around(tmp_path))
        found.append(again.ledger.count("person"))
        again.close()
    return found


# A backup comes before what changes much.


def test_before_an_import_and_before_it_is_undone(two, tmp_path):
    township, _ = two
    report = imports.take_in(township, file=FILE)
    imports.undo(township, batch=report.batch)
    assert saved(township, tmp_path) == [30, 30 + report.added]


def test_one_before_a_command_of_several_files(two, tmp_path):
    township, _ = two
    other = tmp_path / "没有.csv"
    imports.take_in_all(township, files=[FILE, other])
    assert saved(township, tmp_path) == [30]


def test_before_a_package_is_merged(two, tmp_path):
    township, county = two
    carry(township, county, tmp_path)
    assert saved(county, tmp_path) == [0]


def test_before_tables_are_changed(two, tmp_path, monkeypatch):
    township, _ = two
    folder = township.ledger.folder
    township.close()
    with monkeypatch.context() as later:
        later.setattr(schema, "steps", with_later_steps(schema.steps))
        later_session = ledgers.open_(folder, PASSPHRASE, around=around(tmp_path, LATER))
    assert saved(later_session, tmp_path) == [30]
    later_session.close()


@pytest.mark.parametrize("fails", ["import", "undo", "receive"])
def test_without_a_backup_nothing_is_done(two, tmp_path, monkeypatch, fails):
    township, county = two
    report = imports.take_in_more(township, file=FILE)
    sent = packages.send(township, to="龙山县人社局", folder=tmp_path)
    before = [dump(session) for session in two]

    def refuse(*_args):
        raise backup.BadBackup

    monkeypatch.setattr(backup, "save", refuse)
    work = {
        "import": lambda: imports.take_in(township, file=FILE),
        "undo": lambda: imports.undo(township, batch=report.batch),
        "receive": lambda: packages.receive(county, files=[sent.file]),
    }
    with pytest.raises(backup.BadBackup):
        work[fails]()
    assert [dump(session) for session in two] == before


# Nothing twice.


def test_a_batch_that_another_window_took_back_meanwhile_is_not_taken_back_again(two, monkeypatch):
    township, _ = two
    report = imports.take_in_more(township, file=FILE)
    stale = batches.find(township.ledger, report.batch)
    imports.undo(township, batch=report.batch)
    position = township.ledger.position
    monkeypatch.setattr(batches, "find", lambda *_: stale)
    with pytest.raises(Refused, match="已经撤销"):
        imports.undo(township, batch=report.batch)
    assert township.ledger.position == position


def test_a_batch_whose_undo_failed_may_still_be_taken_back(two, monkeypatch):
    township, _ = two
    report = imports.take_in_more(township, file=FILE)
    with monkeypatch.context() as broken:
        broken.setattr(undoing, "_set_back", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            imports.undo(township, batch=report.batch)
    assert imports.undo(township, batch=report.batch).deleted["person"] == report.added


def test_own_acts_that_come_back_are_known(two, tmp_path):
    township, county = two
    person = next(township.ledger.where(Person)).id
    edit(township, person, phone="13900000001")
    carry(township, county, tmp_path)
    edit(county, person, phone="13900000002")
    before, device = dump(township), township.ledger.device
    came = carry(county, township, tmp_path, full=True)
    assert came.applied.items() >= {"changes": 1}.items()
    assert "person" not in came.applied
    assert came.conflicts == 0
    assert township.ledger.device == device
    edit(county, person, phone="13900000001")
    carry(county, township, tmp_path, full=True)
    assert dump(township)["person"] == before["person"]


# Nothing ahead.


def test_a_receipt_that_runs_ahead_of_what_was_sent_is_refused(two, tmp_path):
    township, county = two
    sent = packages.send(township, to="龙山县人社局", folder=tmp_path)
    packages.receive(county, files=[sent.file])
    office_id, device = county.ledger.fact("office"), township.ledger.device
    with county.ledger.data.transaction():
        mail.reach(county.ledger.data, device, TOWNSHIP, township.ledger.position + 9)
    (again,) = packages.receive(county, files=[sent.file], receipts_to=tmp_path)
    (taken,) = packages.receive(township, files=[again.receipt])
    assert "超出" in taken.refused
    assert mail.acknowledged(township.ledger.data, office_id, device, TOWNSHIP) is None
    assert packages.send(township, to="龙山县人社局", folder=tmp_path).header.after == 0
