"""Where a ledger may lie, and what its folder holds."""

import os
import sys

import pytest

from desktop.storage import folder as folders
from desktop.storage.faults import NotALedger, OnNetwork, ReadOnly

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/home /mnt/our\\040home nfs4 rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
user@host: /mnt/far fuse.sshfs rw 0 0
/dev/sdc1 /media/stick vfat rw 0 0

"""


@pytest.mark.parametrize(
    ("place", "network"),
    [
        ("/home/clerk/ledger", False),
        ("/mnt/share/ledger", True),
        ("/mnt/share", True),
        ("/mnt/shared", False),
        ("/mnt/share/local/ledger", False),
        ("/mnt/our home/ledger", True),
        ("/run/user/1000/gvfs/smb-share:server=pc/ledger", True),
        ("/mnt/far/ledger", True),
        ("/media/stick/ledger", False),
    ],
)
def test_a_share_is_told_from_a_disk(tmp_path, place, network):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert folders.is_share(folders.mount_type(place, mounts)) is network


def test_without_a_list_of_mounts_a_place_counts_as_a_disk(tmp_path):
    assert not folders.is_share(folders.mount_type("/home", tmp_path / "none"))


def test_a_ledger_on_a_share_is_not_opened(ledger, place, reopen, monkeypatch):
    monkeypatch.setattr(folders, "on_network", lambda folder: folder == place)
    with pytest.raises(OnNetwork, match="网络共享"):
        reopen(place)


def test_a_new_folder_has_its_places_and_is_its_owners_only(place):
    folders.make(place)
    assert {path.name for path in place.iterdir()} == set(folders.SUBFOLDERS)
    if os.name == "posix":
        assert place.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_holds_something_is_refused(place):
    place.mkdir()
    (place / "letter.txt").touch()
    with pytest.raises(NotALedger, match="已有文件"):
        folders.make(place)
    assert [path.name for path in place.iterdir()] == ["letter.txt"]


def test_a_file_in_the_place_of_the_folder_is_refused(place):
    place.touch()
    with pytest.raises(NotALedger, match="文件夹"):
        folders.make(place)


@pytest.mark.parametrize("missing", [folders.DATA, folders.KEYS])
def test_a_folder_without_data_or_keys_is_no_ledger(ledger, place, reopen, missing):
    (place / missing).unlink()
    with pytest.raises(NotALedger, match=r"data\.db"):
        reopen(place)


def test_opening_wipes_what_lies_in_tmp(ledger, place, reopen):
    (place / "tmp" / "left").mkdir()
    (place / "tmp" / "left" / "over.db").touch()
    reopen(place)
    assert list((place / "tmp").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a file in use cannot be deleted there")
def test_opening_leaves_alone_what_another_works_at_in_tmp(ledger, place, reopen):
    with folders.working_in_tmp(place) as tmp, folders.working_in_tmp(place):
        (tmp / "half.db").touch()
        reopen(place)
        assert (tmp / "half.db").exists()
    reopen(place)
    assert not (tmp / "half.db").exists()


def test_a_folder_in_a_place_that_cannot_be_written_is_refused(tmp_path, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "mkdir", refuse)
    with pytest.raises(ReadOnly):
        folders.make(tmp_path / "new")
