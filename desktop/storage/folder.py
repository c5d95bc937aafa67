"""The folder of a ledger: what lies where, and where a ledger must not lie."""

import os
import shutil
import sys
from pathlib import Path

from desktop.storage.faults import NotALedger, OnNetwork, told

DATA = "data.db"
KEYS = "keys.json"
RESTORED = "restored"
"""Marks a folder that came out of a backup and was not opened yet."""
SUBFOLDERS = ("backups", "outbox", "inbox", "files", "tmp", "log")
_NETWORK_TYPES = ("nfs", "cifs", "smb", "ncpfs", "9p", "fuse.sshfs", "davfs", "afs")


def make(folder: Path) -> None:
    """Lay out a new ledger folder, readable by its owner only."""
    with told():
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise NotEmpty(folder.name)
        if os.name == "posix":
            folder.chmod(0o700)
        for name in SUBFOLDERS:
            (folder / name).mkdir()


class NotEmpty(NotALedger):
    """A new ledger needs an empty folder."""

    def __init__(self, name: str) -> None:
        Exception.__init__(self, f"文件夹“{name}”里已有文件，请换一个空文件夹")


def check(folder: Path) -> None:
    """Refuse a folder that is no ledger, or that lies on a network share.

    Raises:
        NotALedger: if data.db or keys.json is missing.
        OnNetwork: if it lies on a share.
    """
    if not (folder / DATA).is_file() or not (folder / KEYS).is_file():
        raise NotALedger
    refuse_network(folder)


def refuse_network(folder: Path) -> None:
    """Refuse a folder on a network share, where write-ahead logging does not work."""
    if on_network(folder):
        raise OnNetwork


def on_network(folder: Path) -> bool:
    """Whether a path lies on a network share, as far as the system tells."""
    path = folder.resolve()
    if sys.platform == "win32":
        import ctypes

        drive = path.drive + "\\"
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive) == 4
    return _mount_type(path).startswith(_NETWORK_TYPES)


def _mount_type(path: Path) -> str:
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, place, found, *_ = line.split(" ")
        place = place.replace("\\040", " ")
        inside = path == Path(place) or Path(place) in path.parents
        if inside and len(place) >= len(best):
            best, kind = place, found
    return kind


def wipe_tmp(folder: Path) -> None:
    """Empty the folder for temporary files, as it is on every opening."""
    with told():
        shutil.rmtree(folder / "tmp", ignore_errors=True)
        (folder / "tmp").mkdir(exist_ok=True)
