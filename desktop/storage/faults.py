"""What can go wrong with the data file, each with its sentence; SQL errors end here."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as sql

from desktop.domain.errors import AppError


class LedgerFault(AppError):
    """The ledger on disk cannot be used as it is; it was left as it was."""


class LedgerBusy(LedgerFault):
    """Another program holds the data file open for writing."""

    def __init__(self) -> None:
        super().__init__("台账正被另一个程序占用，请关闭它后再试")


class DiskFull(LedgerFault):
    """There is no room left to write."""

    def __init__(self) -> None:
        super().__init__("磁盘已满，刚才的操作没有保存。请腾出空间后再试，台账原有内容不受影响")


class ReadOnly(LedgerFault):
    """The place where the ledger lies cannot be written to."""

    def __init__(self) -> None:
        super().__init__("台账所在的磁盘只读，不能写入。请把台账文件夹复制到本机硬盘后再打开")


class NoSuchPlace(LedgerFault):
    """The folder is not there (any more)."""

    def __init__(self) -> None:
        super().__init__("文件夹不存在，或U盘已拔出，请重新选择位置")


class Damaged(LedgerFault):
    """The data file cannot be read, or not with this key."""

    def __init__(self) -> None:
        super().__init__("台账数据文件已损坏或不属于这个台账，请从“备份恢复”里选最近的备份恢复")


class NotALedger(LedgerFault):
    """The folder holds no ledger."""

    def __init__(self) -> None:
        super().__init__("这个文件夹里没有台账，请重新选择（应当有 data.db 和 keys.json）")


class TooNew(LedgerFault):
    """The ledger was last used by a newer program."""

    def __init__(self, needed: str) -> None:
        super().__init__(f"这个台账已由新版程序（{needed}）使用过，请先升级本程序；台账没有改动")


class OnNetwork(LedgerFault):
    """The ledger lies on a network share, where the database cannot work safely."""

    def __init__(self) -> None:
        super().__init__("台账放在网络共享文件夹上，容易损坏，不能打开。请复制到本机硬盘后再打开")


_NO_ROOM = {
    "SQLITE_FULL",
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_FSYNC",
    "SQLITE_IOERR_TRUNCATE",
    "SQLITE_IOERR_SHMOPEN",
    "SQLITE_IOERR_SHMSIZE",
    "SQLITE_IOERR_SHMMAP",
}
"""Opening grows the index of the write-ahead log, so a full disk shows there first."""

_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO}


def _sentence(error: sql.Error) -> LedgerFault | None:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerBusy()
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return ReadOnly()
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return Damaged()
    if name in _NO_ROOM:
        return DiskFull()
    return Damaged() if name.startswith("SQLITE_IOERR") else None


@contextmanager
def told() -> Iterator[None]:
    """Turn errors of the environment into their sentences; our own mistakes pass as they are."""
    try:
        yield
    except sql.Error as error:
        fault = _sentence(error)
        if fault is None:
            raise
        raise fault from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull from error
        if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
            raise ReadOnly from error
        if error.errno in _GONE:
            raise NoSuchPlace from error
        raise
