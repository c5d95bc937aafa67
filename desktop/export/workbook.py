"""Workbooks of tables: text stays text, numbers can be summed, each sheet prints well.

Everything is built in memory: the writer's own temporary files would hold people in plain text.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from desktop.domain.progress import Progress, silent
from desktop.envelope.safe_file import written_safely
from desktop.export.workbook_formats import make_formats
from desktop.export.workbook_sheet import Filler, SheetSpec

_NAME_LENGTH = 31
_BAD_IN_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")


def write_workbook(
    path: Path, sheets: Iterable[SheetSpec[Any]], *, count: int = 0, progress: Progress = silent
) -> int:
    """Write the sheets to an .xlsx file and say how many rows they hold.

    Raises:
        CannotWrite: if the file cannot be written; nothing of it is left behind.
        Refused: if a sheet has more rows than a workbook can hold.
    """
    with written_safely(path) as file:
        data, written = workbook_bytes(sheets, count=count, progress=progress)
        file.write(data)
    return written


def workbook_bytes(
    sheets: Iterable[SheetSpec[Any]], *, count: int = 0, progress: Progress = silent
) -> tuple[bytes, int]:
    """The same in memory, for what must not lie on a disk in plain text.

    Raises:
        Refused: if a sheet has more rows than a workbook can hold.
    """
    memory = BytesIO()
    book = Workbook(memory, {"in_memory": True})
    formats = make_formats(book)
    written, names = 0, set[str]()
    for spec in sheets:
        sheet = book.add_worksheet(_tab(spec, names))
        written = Filler(spec, sheet, formats).fill(written, count, progress)
    book.close()
    return memory.getvalue(), written


def sheet_name(text: str) -> str:
    """A text as the name of a tab: at most 31 characters, none of them forbidden."""
    return _BAD_IN_NAME.sub("", text).strip()[:_NAME_LENGTH].strip("'") or "表"


def _tab(spec: SheetSpec[Any], names: set[str]) -> str:
    wanted = sheet_name(spec.name or spec.table.title)
    name, number = wanted, 2
    while name.casefold() in names:
        name = f"{wanted[: _NAME_LENGTH - 4]}({number})"
        number += 1
    names.add(name.casefold())
    return name
