"""The folder of a ledger: what lies where, and where a ledger must not lie."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.storage.faults import Damaged, NotALedger, OnNetwork, told

DATA = "data.db"
KEYS = "keys.json"
RESTORED = "restored"
"""Marks a folder that came out of a backup and was not opened yet."""
SUBFOLDERS = ("backups", "outbox", "inbox", "files", "tmp", "log")
_NETWORK_TYPES = (
    "nfs", "cifs", "smb", "ncpfs", "9p", "davfs", "afs", "ceph", "glusterfs",
    "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.davfs", "fuse.rclone", "fuse.smbnetfs",
)  # fmt: skip


def make(folder: Path) -> None:
    """Lay out a new ledger folder, readable by its owner only."""
    with told():
        if folder.exists() and not folder.is_dir():
            raise NotEmpty(folder.name)
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise NotEmpty(folder.name)
        if os.name == "posix":
            folder.chmod(0o700)
        for name in SUBFOLDERS:
            (folder / name).mkdir()


@contextmanager
def made(folder: Path) -> Iterator[None]:
    """Lay out a new ledger folder; if what follows fails, nothing of it is left behind."""
    existed = folder.exists()
    untouched = not existed or (folder.is_dir() and not any(folder.iterdir()))
    try:
        make(folder)
        yield
    except BaseException:
        if untouched and folder.is_dir():
            clear(folder)
            if not existed:
                # Somebody may have put a file there meanwhile; that is left alone.
                with suppress(OSError):
                    folder.rmdir()
        raise


def clear(folder: Path) -> None:
    """Take away what a ledger's folder holds, and nothing else."""
    for name in SUBFOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in (DATA, f"{DATA}-wal", f"{DATA}-shm", KEYS, RESTORED):
        (folder / name).unlink(missing_ok=True)


class NotEmpty(NotALedger):
    """A new ledger needs an empty folder."""

    def __init__(self, name: str) -> None:
        Exception.__init__(self, f"“{name}”不是空文件夹，里面已有文件，请换一个空文件夹")


def check(folder: Path) -> None:
    """Refuse a folder that is no ledger, or that lies on a network share.

    Raises:
        NotALedger: if data.db or keys.json is missing.
        Damaged: if data.db is empty.
        OnNetwork: if it lies on a share.
    """
    if not (folder / DATA).is_file() or not (folder / KEYS).is_file():
        raise NotALedger
    if not (folder / DATA).stat().st_size:
        # An empty file would open as a new, empty ledger.
        raise Damaged
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
    return is_share(mount_type(str(path)))


def is_share(kind: str) -> bool:
    """Whether a file system of this kind lies on another computer."""
    return kind.startswith(_NETWORK_TYPES)


def mount_type(place: str, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The kind of file system that a place lies on; empty if the system does not tell."""
    best, kind = "", ""
    if not mounts.exists():
        return kind
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        mounted, found = [*line.split(" "), "", "", ""][1:3]
        mounted = mounted.replace("\\040", " ")
        inside = f"{place}/".startswith(mounted.rstrip("/") + "/") if mounted else False
        if inside and len(mounted) >= len(best):
            best, kind = mounted, found
    return kind


def wipe_tmp(folder: Path) -> None:
    """Empty the folder for temporary files, as on every opening, unless somebody works in it."""
    tmp = folder / "tmp"
    with told():
        tmp.mkdir(exist_ok=True)
        with _held(tmp, alone=True) as is_free:
            for left in tmp.iterdir() if is_free else ():
                shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)


@contextmanager
def working_in_tmp(folder: Path) -> Iterator[Path]:
    """The folder for temporary files; whoever opens the ledger meanwhile leaves it as it is."""
    tmp = folder / "tmp"
    tmp.mkdir(exist_ok=True)
    with _held(tmp, alone=False):
        yield tmp


@contextmanager
def _held(tmp: Path, *, alone: bool) -> Iterator[bool]:
    """Hold a folder for oneself, or with others who work in it; False if they do not let us."""
    if sys.platform == "win32":
        # There a file in use cannot be deleted anyway.
        yield True
        return
    import fcntl

    handle = os.open(tmp, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(handle)
