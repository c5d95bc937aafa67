"""A file that was kept cannot be read on the disk, and comes back as it was or not at all."""

import pytest

from desktop.storage import attachments, backup
from desktop.storage.attachments import AttachmentMissing
from desktop.storage.faults import DiskFull

TEXT = "田大山 433130198003050016".encode()


def test_it_comes_back_as_it_was_and_cannot_be_read_on_the_disk(ledger):
    name = attachments.keep(ledger, TEXT)
    (path,) = attachments.every(ledger.folder)
    assert path.name == name
    assert b"433130" not in path.read_bytes()
    assert attachments.fetch(ledger, name) == TEXT


def test_the_same_content_is_kept_once(ledger):
    assert attachments.keep(ledger, TEXT) == attachments.keep(ledger, TEXT)
    assert len(list((ledger.folder / "files").iterdir())) == 1


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data[:5], lambda _: b""])
def test_a_damaged_one_is_refused(ledger, spoil):
    name = attachments.keep(ledger, TEXT)
    path = ledger.folder / "files" / name
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(AttachmentMissing):
        attachments.fetch(ledger, name)


@pytest.mark.parametrize("name", ["0" * 64, "", "../data.db", "keys.json"])
def test_what_was_never_kept_is_missing(ledger, name):
    with pytest.raises(AttachmentMissing):
        attachments.fetch(ledger, name)


def test_a_full_disk_leaves_nothing_behind(ledger, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiskFull):
        attachments.keep(ledger, TEXT)
    assert list((ledger.folder / "files").iterdir()) == []


def test_a_backup_brings_it_back(ledger, tmp_path, reopen):
    name = attachments.keep(ledger, TEXT)
    backup.unpack(backup.save(ledger), tmp_path / "again")
    assert attachments.fetch(reopen(tmp_path / "again"), name) == TEXT
