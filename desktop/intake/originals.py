"""A file as it is kept to be returned: its bytes without an opening password, and what it is."""

import io
import zipfile
from pathlib import Path

from desktop.intake import locks
from desktop.intake.refusals import CannotRead
from desktop.intake.workbooks import BAD_ZIP

MAX_KEPT = 20 * 1024 * 1024
_ZIP = b"PK"
_TYPES = "[Content_Types].xml"
_WITH_MACROS = b"macroEnabled"


def plain_bytes(path: Path, password: str | None = None) -> bytes:
    """What a file holds, its opening password taken off.

    Raises:
        CannotRead: if it is not there, too large to be kept, damaged, or the password is wrong.
    """
    try:
        if path.stat().st_size > MAX_KEPT:
            raise CannotRead(f"“{path.name}”超过20兆，请删去图片和多余的工作表后再收")
        data = path.read_bytes()
    except OSError as error:
        raise CannotRead(f"打不开“{path.name}”：文件不存在、正被占用或没有权限") from error
    if locks.is_locked_package(data) or (password and not data.startswith(_ZIP)):
        return locks.opened(data, path.name, password)
    return data


def workbook_suffix(data: bytes) -> str:
    """``.xlsx`` or ``.xlsm`` for a workbook whose cells can be filled in place; else nothing."""
    if not data.startswith(_ZIP):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                return ""
            return ".xlsm" if _WITH_MACROS in archive.read(_TYPES) else ".xlsx"
    except (*BAD_ZIP, KeyError):
        return ""
