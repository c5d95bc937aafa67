"""Files that are either whole or not there, and the sentences for media that fail."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.domain.errors import AppError

_REASONS = {
    errno.ENOSPC: "磁盘或U盘空间不足，请清理后重试",
    errno.EDQUOT: "磁盘配额已用完，请清理后重试",
    errno.EFBIG: "文件太大，这个磁盘或U盘放不下单个大文件，请换一个U盘",
    errno.EROFS: "磁盘或U盘是只读的，请关闭写保护或换一个U盘",
    errno.EACCES: "没有写入权限，或文件正被别的程序打开，请换一个文件夹",
    errno.EPERM: "没有写入权限，请换一个文件夹",
    errno.ENOENT: "文件夹不存在，或U盘已拔出，请插好后重试",
    errno.ENOTDIR: "文件夹不存在，请重新选择",
    errno.EISDIR: "同名的文件夹已存在，请换一个文件名",
    errno.ENODEV: "U盘已拔出，请插好后重试",
    errno.ENXIO: "U盘已拔出，请插好后重试",
    errno.EIO: "磁盘或U盘读写出错，可能已拔出或损坏，请换一个再试",
    errno.ENAMETOOLONG: "文件名太长，请换一个短一些的文件名",
}
_OTHER_REASON = "磁盘或U盘出错，请换一个位置再试"
_SPARE = 64 * 1024
"""What the medium itself needs for a new file's entry."""
_FOLDER_SYNC_UNKNOWN = {errno.EINVAL, errno.ENOTSUP}


class CannotWrite(AppError):
    """The file could not be written; nothing of it is left behind."""


class CannotRead(AppError):
    """The file could not be read at all."""


def _nothing_to_check(part: Path) -> None:
    """For files whose bytes prove themselves when they are read."""


@contextmanager
def written_safely(
    path: Path, check: Callable[[Path], None] = _nothing_to_check
) -> Iterator[BinaryIO]:
    """Write ``path`` under another name, prove it by reading it back, then give it its name.

    ``check`` reads the finished file and raises an :class:`AppError` if it is not right.

    Raises:
        CannotWrite: if the medium fails or keeps something else than was written.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            _drop_cache(file)
        _check(part, check)
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise CannotWrite(f"写不了文件“{path.name}”：{_reason(error)}") from error
    finally:
        # If the stick is gone, its unfinished file is gone with it.
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file that came from elsewhere.

    Raises:
        CannotRead: if it is not there or its medium fails, at any time while it is open.
    """
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise CannotRead(f"读不了文件“{path.name}”，请检查文件或U盘是否还在、是否损坏") from error


def need_room(folder: Path, size: int) -> None:
    """See before anything is written whether a folder's medium has room for so many bytes.

    Raises:
        CannotWrite: if it has not; the sentence says how much is missing.
    """
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise CannotWrite(f"写不了“{folder.name}”：{_reason(error)}") from error
    if free < size + _SPARE:
        raise CannotWrite(
            f"“{folder.name or folder}”空间不足：要写{_megabytes(size)}，只剩{_megabytes(free)}，"
            "请清理后重试，或换一个U盘"
        )


def _megabytes(size: int) -> str:
    return f"{max(size / 1_000_000, 0.1):.1f}MB"


def _check(part: Path, check: Callable[[Path], None]) -> None:
    try:
        check(part)
    except AppError as error:
        raise CannotWrite("写入后核对不一致，磁盘或U盘可能已损坏，请换一个再试") from error


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, _OTHER_REASON)


def _drop_cache(file: BinaryIO) -> None:
    # Else the check would read the computer's memory, not the stick.
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; its rename is written through.
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _FOLDER_SYNC_UNKNOWN:
            raise
    finally:
        os.close(descriptor)
