"""The check list as a workbook, for whoever fills it in on another PC."""

from collections.abc import Iterable
from pathlib import Path

from desktop.domain.tables import Align, Column, Table
from desktop.export.documents.check_list import LABEL, CheckLine, CheckOccasion, table
from desktop.export.parts import Heading
from desktop.export.workbook import write_workbook
from desktop.export.workbook_sheet import SheetSpec

_FROZEN = 5


def write_check_book(path: Path, occasion: CheckOccasion, lines: Iterable[CheckLine]) -> int:
    """Write the list, with its pages as a column; how many lines it has.

    Raises:
        CannotWrite: if the file cannot be written; nothing of it is left behind.
    """
    places: tuple[Column[CheckLine], ...] = (
        Column("组", lambda line: line.group, 14.0),
        Column("页", lambda line: line.page, 10.0, Align.CENTER),
    )
    spec: SheetSpec[CheckLine] = SheetSpec(
        table=Table(LABEL, (*places, *table(occasion).columns)),
        rows=lines,
        name=LABEL,
        heading=Heading(title=f"{occasion.area}{LABEL}", left=occasion.survey),
        frozen=_FROZEN,
    )
    return write_workbook(path, [spec])
