"""Which kind of file this is, by its content, and its grids."""

import io
import re
import zipfile
from pathlib import Path

from desktop.intake import delimited, markup, workbooks
from desktop.intake.grid import Grid
from desktop.intake.refusals import BROKEN, CannotRead

MAX_SIZE = 200 * 1024 * 1024
_EMPTY = "“{name}”是空文件，请核对后重新拷贝"
_TOO_LARGE = "“{name}”超过200兆，没有读取。请删去图片和多余的工作表后再导入"
_NO_FILE = "打不开“{name}”：文件不存在、正被占用或没有权限"
_OTHER = "“{name}”是{what}，不是表格，请导入Excel或CSV文件"
_SAVE_AS = "“{name}”的格式读不了，请用Excel或WPS打开后另存为“.xlsx”再导入"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_SLIDES_STREAM = "PowerPoint Document".encode("utf-16-le")
_STRANGERS = (
    (b"%PDF", "PDF文件"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"{\\rtf", "文档"),
)
_MEMBERS = (
    ("header.json", "上报包或配置包"),
    ("word/document.xml", "Word文档"),
    ("ppt/presentation.xml", "幻灯片"),
)
_MARKUP = re.compile(r"<(?:html|table|meta|head|body|!doctype\s+html|style)\b", re.IGNORECASE)
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4_000


def read_grids(path: Path, password: str | None = None) -> list[Grid]:
    """Every visible sheet of a file, whatever its name ends with.

    Raises:
        CannotRead: if it is no table, damaged, locked or too large; the sentence says which.
    """
    return grids_of(_load(path), path.name, password)


def grids_of(data: bytes, name: str, password: str | None = None) -> list[Grid]:
    """The same from bytes.

    Raises:
        CannotRead: as for :func:`read_grids`.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise CannotRead(_EMPTY.format(name=name))
    for start, what in _STRANGERS:
        if data.startswith(start):
            raise CannotRead(_OTHER.format(name=name, what=what))
    if data.startswith(b"PK"):
        return _zipped(data, name, password)
    if data.startswith(_OLE):
        return _compound(data, name, password)
    return _written(data, name)


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_SIZE:
            raise CannotRead(_TOO_LARGE.format(name=path.name))
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(_NO_FILE.format(name=path.name)) from error


def _zipped(data: bytes, name: str, password: str | None) -> list[Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except workbooks.BAD_ZIP as error:
        raise CannotRead(BROKEN.format(name=name)) from error
    for member, what in _MEMBERS:
        if member in members:
            raise CannotRead(_OTHER.format(name=name, what=what))
    if "content.xml" in members:
        return markup.read_opendocument(data, name)
    if "xl/workbook.xml" in members:
        return workbooks.read_workbook(data, name, password)
    if "xl/workbook.bin" in members:
        raise CannotRead(_SAVE_AS.format(name=name))
    raise CannotRead(_OTHER.format(name=name, what="压缩包"))


def _compound(data: bytes, name: str, password: str | None) -> list[Grid]:
    for stream, what in ((_WORD_STREAM, "Word文档"), (_SLIDES_STREAM, "幻灯片")):
        if stream in data:
            raise CannotRead(_OTHER.format(name=name, what=what))
    return workbooks.read_workbook(data, name, password)


def _written(data: bytes, name: str) -> list[Grid]:
    text = delimited.decode(data, name)
    head = text[:_HEAD].lstrip("\ufeff \r\n\t")
    if head.startswith("<") and _SPREADSHEET_XML in head and not _MARKUP.match(head):
        return markup.read_spreadsheet_xml(data, name)
    if head.startswith("<") and _MARKUP.search(head):
        return markup.read_html(text, name)
    return [delimited.read_delimited(text, name)]
