"""Excel workbooks: .xlsx, .xlsm and .xls, with or without an opening password."""

import io
import lzma
import re
import string
import sys
import zipfile
import zlib
from collections.abc import Iterator

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop.domain import workbook_mark
from desktop.intake import compound, locks
from desktop.intake.grid import MAX_CELLS, Grid, text_of
from desktop.intake.refusals import BROKEN, CannotRead, NeedsPassword

BAD_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    OSError,
    RuntimeError,
)
"""What zipfile raises on a damaged archive."""
_TOO_BIG = "“{name}”解压后过大，不像正常的表格，没有读取。请核对文件来源"
_TOO_WIDE = "“{name}”的有效区域过大（最远的单元格在很远处），请在Excel中删掉多余的行和列后再导入"

_NEWER = "“{name}”是更新版本的程序做的填报工作簿，请先升级本程序再导入"
_MARK_ROWS = 4

_MAX_INFLATED = 600 * 1024 * 1024
_CHUNK = 1 << 22
_SURE_DIGITS = 5
_LETTERS = string.ascii_letters.encode()
_FAR = re.compile(rb"""=\s*["']([A-Za-z]{2,7}[0-9]{1,9}|[A-Za-z][0-9]{6,9})["']""")
# Memory is set aside for as many strings as a workbook claims to have, in count or uniqueCount;
# a search for what both end in is ten times as quick.
_CLAIM = re.compile(rb"""ount\s*=\s*["'][0-9]{8,}""")
_FILLED = re.compile(
    rb"""r\s*=\s*["']([A-Za-z]{1,7})([0-9]{1,9})["'](?:[^<>"']|"[^"]*"|'[^']*')*+(?<!/)>\s*<(?!/)"""
)


def read_workbook(data: bytes, name: str, password: str | None) -> list[Grid]:
    """The visible sheets of a workbook.

    Raises:
        NeedsPassword: if it is encrypted and the password is missing or wrong.
        CannotRead: if it is damaged, or would not fit into memory.
    """
    if locks.is_locked_package(data):
        data = locks.opened(data, name, password)
    if data[:2] == b"PK":
        _check_size(data, name)
        return _grids(data, name)
    try:
        return _grids(_repacked(data, name), name)
    except compound.Locked:
        return _grids(_repacked(locks.opened(data, name, password), name), name)


def _grids(data: bytes, name: str) -> list[Grid]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            _refuse_newer(book, name)
            return [
                _grid(book.get_sheet_by_name(sheet.name))
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
                and sheet.visible == SheetVisibleEnum.Visible
            ]
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise CannotRead(BROKEN.format(name=name)) from error
    except BaseException as error:
        # The reader's own crash is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise CannotRead(BROKEN.format(name=name)) from error


def _refuse_newer(book: CalamineWorkbook, name: str) -> None:
    """A workbook for filling in says which program made it."""
    if workbook_mark.SHEET in book.sheet_names:
        rows = book.get_sheet_by_name(workbook_mark.SHEET).to_python(nrows=_MARK_ROWS)
        if workbook_mark.is_newer([text_of(row[0]) for row in rows if row]):
            raise CannotRead(_NEWER.format(name=name))


def _repacked(data: bytes, name: str) -> bytes:
    try:
        return compound.repacked(data)
    except compound.Damaged as error:
        raise CannotRead(BROKEN.format(name=name)) from error
    except compound.TooWide as error:
        raise CannotRead(_TOO_WIDE.format(name=name)) from error


def _grid(sheet: CalamineSheet) -> Grid:
    rows = sheet.to_python(skip_empty_area=False)
    return Grid(sheet.name, rows, tuple(sheet.merged_cell_ranges or ()))


def _check_size(data: bytes, name: str) -> None:
    """Refuse what would unpack, or spread out, beyond any real table.

    The declared sizes may lie, so everything is unpacked once and counted; a cell at XFD1048576
    would make a dense grid of billions, so the farthest filled cell is looked for.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            left = _MAX_INFLATED
            for member in archive.infolist():
                if member.flag_bits & 1:
                    raise NeedsPassword(locks.ASK.format(name=name))
                left -= _unpack(archive, member, left, name)
    except BAD_ZIP as error:
        raise CannotRead(BROKEN.format(name=name)) from error


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, name: str) -> int:
    far: set[bytes] = set()
    size = 0
    for chunk in _chunks(archive, member):
        size += len(chunk)
        if size > left or _CLAIM.search(chunk):
            raise CannotRead(_TOO_BIG.format(name=name))
        far.update(_FAR.findall(chunk))
    if any(len(place.lstrip(_LETTERS)) > _SURE_DIGITS for place in far) or any(
        _column_number(place.rstrip(b"0123456789")) > MAX_CELLS // 10**_SURE_DIGITS for place in far
    ):
        _check_area(_chunks(archive, member), name)
    return size


def _check_area(chunks: Iterator[bytes], name: str) -> None:
    width = height = 0
    for chunk in chunks:
        for column, row in _FILLED.findall(chunk):
            width = max(width, _column_number(column))
            height = max(height, int(row))
            if width * height > MAX_CELLS:
                raise CannotRead(_TOO_WIDE.format(name=name))


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked member in pieces that are cut in front of a cell, never inside one."""
    member.file_size = sys.maxsize  # else a member that lies about its size is cut short
    rest = b""
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            piece = rest + piece
            cut = piece.rfind(b"<c ")
            cut = len(piece) if cut <= 0 else cut
            yield piece[:cut]
            rest = piece[cut:]
    yield rest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
