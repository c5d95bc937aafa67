"""Old .xls files: takes the workbook out of its container, checks it, and packs it anew.

The reader of workbooks trusts the sizes that such a file states of itself, and a wrong one ends
the whole process. So sizes are checked here, and the container is written afresh.
"""

import io
import struct
from collections.abc import Callable

import olefile  # type: ignore[import-untyped]

from desktop.intake.grid import MAX_CELLS

_STREAMS = ("Workbook", "Book")
_SECTOR = 4096
_PER_SECTOR = _SECTOR // 4
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_HEADER_FATS = 109
_LONG_ENOUGH = 4096  # shorter streams would belong into the container's second, finer store

_BOF, _EOF, _FILEPASS, _DIMENSIONS, _SST, _MULRK = 0x0809, 0x000A, 0x002F, 0x0200, 0x00FC, 0x00BD
_CELLS = frozenset({0x0203, 0x0204, 0x00FD, 0x027E, 0x0205, 0x0006, 0x00D6, 0x0003, 0x0002, _MULRK})
_SHORTEST_STRING = 3
_BOUND_SHEET = 0x0085
# BOF, FilePass, UsrExcl, FileLock, InterfaceHdr, RRDInfo and RRDHead (MS-XLS 2.2.10).
_NEVER_LOCKED = frozenset({_BOF, _FILEPASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138})


class Damaged(ValueError):
    """The container or the workbook in it contradicts itself."""


class TooWide(ValueError):
    """The cells of a sheet lie so far apart that it cannot be held in memory."""


class Locked(ValueError):
    """The workbook is encrypted."""


def repacked(data: bytes) -> bytes:
    """The same workbook in a plain container, with honest sizes.

    Raises:
        Damaged, TooWide, Locked: if it cannot be read as it is.
    """
    name, stream = _workbook(data)
    return _container(name, _checked(bytearray(stream)))


def unlocked(data: bytes, decipher: Callable[[bytes], bytes]) -> bytes:
    """The same workbook without its encryption.

    Args:
        data: the file.
        decipher: takes the encryption off the whole stream, also where none was on.

    Raises:
        Damaged: if the file contradicts itself.
    """
    name, stream = _workbook(data)
    plain = bytearray(decipher(stream)[: len(stream)].ljust(len(stream), b"\0"))
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        body = place + 4
        open_part = length if kind in _NEVER_LOCKED else 4 if kind == _BOUND_SHEET else 0
        plain[place : body + open_part] = stream[place : body + open_part]
        if kind == _FILEPASS:
            plain[place : place + 2] = b"\0\0"
        place = body + length
    return _container(name, plain)


def _workbook(data: bytes) -> tuple[str, bytes]:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            for name in _STREAMS:
                if container.exists(name):
                    return name, container.openstream(name).read()
    except (
        OSError,
        ValueError,
        TypeError,
        IndexError,
        KeyError,
        struct.error,
        MemoryError,
    ) as error:
        raise Damaged(str(error)) from error
    raise Damaged("no workbook in the container")


def _checked(stream: bytearray) -> bytearray:
    place = 0
    sheet = _Extent()
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        body, place = place + 4, place + 4 + length
        if place > len(stream):
            raise Damaged("a record reaches beyond the end")
        if kind in _CELLS:
            sheet.add(stream, body, kind, length)
        elif kind == _BOF:
            sheet = _Extent()
        elif kind == _DIMENSIONS:
            sheet.stated_at = (body, length)
        elif kind == _EOF:
            sheet.correct(stream)
        else:
            _check_globals(stream, body, kind, length)
    return stream


def _check_globals(stream: bytearray, body: int, kind: int, length: int) -> None:
    if kind == _FILEPASS:
        raise Locked
    if kind == _SST:
        strings = struct.unpack_from("<I", stream, body + 4)[0] if length >= 8 else len(stream)
        if strings * _SHORTEST_STRING > len(stream):
            raise Damaged("more strings than fit")


class _Extent:
    """How far the filled cells of one sheet reach."""

    def __init__(self) -> None:
        self.stated_at: tuple[int, int] | None = None
        self._rows = 0
        self._columns = 0

    def add(self, stream: bytearray, body: int, kind: int, length: int) -> None:
        if length < 4:
            return
        row, column = struct.unpack_from("<HH", stream, body)
        if kind == _MULRK and length >= 6:
            column = max(column, struct.unpack_from("<H", stream, body + length - 2)[0])
        self._rows = max(self._rows, row + 1)
        self._columns = max(self._columns, column + 1)
        if self._rows * self._columns > MAX_CELLS:
            raise TooWide

    def correct(self, stream: bytearray) -> None:
        """Overwrite the size that the sheet states, for which memory would be set aside."""
        if self.stated_at is None:
            return
        body, length = self.stated_at
        if length >= 14:
            struct.pack_into("<IIHH", stream, body, 0, self._rows, 0, self._columns)
        elif length >= 10:
            struct.pack_into("<HHHH", stream, body, 0, min(self._rows, 0xFFFF), 0, self._columns)
        self.stated_at = None


def _container(name: str, stream: bytearray) -> bytes:
    """A compound file of version 4 (MS-CFB) with the one stream."""
    size = max(len(stream), _LONG_ENOUGH)
    sectors = -(-size // _SECTOR)
    fats = 1
    while fats * _PER_SECTOR < sectors + 1 + fats:
        fats += 1
    if fats > _HEADER_FATS:
        raise TooWide
    table = [*range(1, sectors), _END, _END, *[_FAT] * fats]
    table += [_FREE] * (fats * _PER_SECTOR - len(table))
    first_fat = sectors + 1
    in_header = [*range(first_fat, first_fat + fats), *[_FREE] * (_HEADER_FATS - fats)]
    directory = _entry("Root Entry", 5, child=1, start=sectors, size=0)  # never at the end
    directory += _entry(name, 2, child=_FREE, start=0, size=size)
    return b"".join(
        (
            _header(in_header, fats, directory_at=sectors),
            bytes(stream).ljust(sectors * _SECTOR, b"\0"),
            directory.ljust(_SECTOR, b"\0"),
            struct.pack(f"<{len(table)}I", *table),
        )
    )


def _header(in_header: list[int], fats: int, *, directory_at: int) -> bytes:
    fixed = struct.pack("<8s16xHHHHH6x", olefile.MAGIC, 0x3E, 4, 0xFFFE, 12, 6)
    counts = struct.pack(
        "<9I", 1, fats, directory_at, 0, _LONG_ENOUGH, _END, 0, _END, 0
    )  # one directory sector; no finer store; no further sectors of the table
    places = struct.pack(f"<{_HEADER_FATS}I", *in_header)
    return (fixed + counts + places).ljust(_SECTOR, b"\0")


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIQ",
        wide, len(wide) + 2, kind, 1, _FREE, _FREE, child, 0, start, size,
    )  # fmt: skip
