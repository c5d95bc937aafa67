"""Backups are proved before they count, thinned with age, and put back whole or not at all."""

import json
import shutil
import zipfile
from datetime import datetime, timedelta

import pytest

from desktop.domain.entities import Person
from desktop.storage import backup
from desktop.storage import folder as folders
from desktop.storage.backup import BadBackup
from desktop.storage.faults import Damaged, DiskFull, LedgerBusy, NotALedger

NOON = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - the names hold local time


@pytest.fixture
def person(ledger):
    with ledger.act("test", "录入") as writer:
        return writer.insert(Person(name="田大山"))


@pytest.fixture
def saved(ledger, person):
    return backup.save(ledger)


def test_a_backup_brings_the_ledger_back_as_a_new_device(
    ledger, person, saved, tmp_path, reopen, place
):
    device = ledger.device
    backup.unpack(saved, tmp_path / "again")
    again = reopen(tmp_path / "again")
    assert again.get(Person, person.id) == person
    assert again.device != device
    assert backup.verify(again) == []
    assert (tmp_path / "again" / folders.KEYS).read_text() == (place / folders.KEYS).read_text()


def test_a_backup_holds_nothing_that_can_be_read_but_counts(ledger, person, saved):
    assert person.name.encode() not in saved.read_bytes()
    with zipfile.ZipFile(saved) as archive:
        assert sorted(archive.namelist()) == ["backup.json", "data.db", "keys.json"]
        assert json.loads(archive.read("backup.json"))["counts"]["person"] == 1


def test_a_backup_leaves_nothing_in_tmp(ledger, saved):
    assert list((ledger.folder / "tmp").iterdir()) == []
    assert [path.suffix for path in saved.parent.iterdir()] == [".ldb"]


def test_a_backup_goes_where_it_is_asked_to(ledger, person, tmp_path):
    target = tmp_path / "stick" / "copy.ldb"
    target.parent.mkdir()
    assert backup.save(ledger, target) == target
    backup.unpack(target, tmp_path / "again")


def test_a_backup_does_not_take_the_place_of_a_good_one_if_it_fails(
    ledger, person, tmp_path, monkeypatch
):
    target = backup.save(ledger, tmp_path / "copy.ldb")
    before = target.read_bytes()

    def refuse(*_args):
        raise Damaged

    monkeypatch.setattr(backup, "verify_file", refuse)
    with pytest.raises(Damaged):
        backup.save(ledger, target)
    assert target.read_bytes() == before
    assert list((ledger.folder / "tmp").iterdir()) == []


@pytest.fixture
def other(ledger, place, reopen):
    """The same ledger, opened by another process."""
    return reopen(place)


def write_at(data, moment, write, monkeypatch):
    """Have somebody else write just before or just after the data file is copied."""
    run = data.run

    def run_and_write(statement, *values):
        if statement.startswith("VACUUM") and moment == "before":
            write()
        run(statement, *values)
        if statement.startswith("VACUUM") and moment == "after":
            write()

    monkeypatch.setattr(data, "run", run_and_write)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_backup_is_whole_though_somebody_else_writes_meanwhile(
    moment, ledger, person, other, tmp_path, reopen, monkeypatch
):
    wrote = []

    def write():
        if not wrote:
            with other.act("test", "录入") as writer:
                wrote.append(writer.insert(Person(name="陈晓")))

    write_at(ledger.data, moment, write, monkeypatch)
    file = backup.save(ledger)
    with zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("backup.json"))["counts"]["person"]
    backup.unpack(file, tmp_path / "again")
    again = reopen(tmp_path / "again")
    assert again.count("person") == told == (2 if moment == "before" else 1)
    assert wrote


def test_a_backup_among_endless_writing_is_put_off(ledger, person, other, monkeypatch):
    def write():
        with other.act("test", "录入") as writer:
            writer.insert(Person(name="陈晓"))

    write_at(ledger.data, "before", write, monkeypatch)
    with pytest.raises(LedgerBusy):
        backup.save(ledger)
    assert list((ledger.folder / "tmp").iterdir()) == []
    assert list((ledger.folder / "backups").iterdir()) == []


def test_a_copy_that_lost_a_record_is_not_taken_for_whole(ledger, person, tmp_path):
    copy = tmp_path / "copy.db"
    ledger.data.run("VACUUM INTO ?", [str(copy)])
    backup.verify_file(copy, ledger.data.key, backup.counts(ledger))
    with pytest.raises(Damaged):
        backup.verify_file(copy, ledger.data.key, {"person": 2})


def test_a_copy_with_a_broken_page_is_not_taken_for_whole(ledger, person, tmp_path):
    copy = tmp_path / "copy.db"
    ledger.data.run("VACUUM INTO ?", [str(copy)])
    content = bytearray(copy.read_bytes())
    content[len(content) - 100] ^= 1
    copy.write_bytes(content)
    with pytest.raises(Damaged):
        backup.verify_file(copy, ledger.data.key, {"person": 1})


def cut(file):
    file.write_bytes(file.read_bytes()[:-200])


def flip(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def empty(file):
    file.write_bytes(b"")


def locked(file):
    """A foreign archive whose members want a password."""
    content = bytearray(file.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + offset] |= 1
            start = content.find(mark, start + 4)
    file.write_bytes(content)


def strange(file):
    """An archive packed in a way nobody knows."""
    content = bytearray(file.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = content.find(mark)
        while start >= 0:
            content[start + offset] = 77
            start = content.find(mark, start + 4)
    file.write_bytes(content)


def without(*names):
    def change(file):
        with zipfile.ZipFile(file) as archive:
            kept = {n: archive.read(n) for n in archive.namelist() if n not in names}
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in kept.items():
                archive.writestr(name, content)

    return change


@pytest.mark.parametrize(
    "spoil",
    [cut, flip, empty, locked, strange, without("keys.json"), without("data.db"),
     without("backup.json")],
)  # fmt: skip
def test_a_spoiled_backup_is_refused_and_leaves_nothing(saved, tmp_path, spoil):
    file = tmp_path / "spoiled.ldb"
    shutil.copy(saved, file)
    spoil(file)
    with pytest.raises(BadBackup, match="不完整或已损坏"):
        backup.unpack(file, tmp_path / "again")
    assert not (tmp_path / "again").exists() or not any((tmp_path / "again").iterdir())


def test_a_backup_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadBackup):
        backup.unpack(tmp_path / "none.ldb", tmp_path / "again")


def test_a_folder_that_holds_something_is_not_restored_into(saved, tmp_path):
    (tmp_path / "letter.txt").touch()
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(NotALedger, match="已有文件"):
        backup.unpack(saved, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_disk_that_fills_up_while_restoring_leaves_nothing(saved, tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_write_out", full)
    with pytest.raises(DiskFull):
        backup.unpack(saved, tmp_path / "again")
    assert not (tmp_path / "again").exists() or not any((tmp_path / "again").iterdir())


def name_of(moment):
    return moment.strftime("%Y%m%d-%H%M%S-%f") + ".ldb"


def test_old_backups_are_thinned_to_days_weeks_and_months(tmp_path):
    every = [NOON - timedelta(hours=hours) for hours in range(0, 24 * 400, 8)]
    for moment in every:
        (tmp_path / name_of(moment)).touch()
    backup.thin(tmp_path)
    kept = sorted((path.stem for path in tmp_path.iterdir()), reverse=True)
    days = [moment for moment in every if name_of(moment)[:-4] in kept]
    assert days[0] == NOON
    assert len({day.date() for day in days if day > NOON - timedelta(days=7)}) == 7
    assert min(days) < NOON - timedelta(days=330)
    assert len(kept) <= 5 + 7 + 4 + 12
    backup.thin(tmp_path)
    assert sorted((path.stem for path in tmp_path.iterdir()), reverse=True) == kept


def test_thinning_leaves_other_files_alone(tmp_path):
    for hours in range(0, 24 * 20, 2):
        (tmp_path / name_of(NOON - timedelta(hours=hours))).touch()
    (tmp_path / "letter.txt").touch()
    (tmp_path / "自己改的名.ldb").touch()
    backup.thin(tmp_path)
    assert (tmp_path / "letter.txt").exists()
    assert (tmp_path / "自己改的名.ldb").exists()
