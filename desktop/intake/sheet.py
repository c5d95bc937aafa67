"""A spreadsheet file as it came in: its tables, their columns and their rows."""

from dataclasses import dataclass
from pathlib import Path

from desktop.domain.dictionary import Dictionary
from desktop.domain.partial_date import PartialDate
from desktop.intake import surroundings, targets
from desktop.intake.files import read_grids
from desktop.intake.grid import Grid
from desktop.intake.headers import Column, Header, find_header
from desktop.intake.matching import HeadingIndex
from desktop.intake.refusals import CannotRead
from desktop.intake.rows import read_rows
from desktop.intake.seen import Dropped, IncomingRow

_NO_HEADER = "“{name}”里没有找到表头：前30行中没有“姓名”“身份证号”这样的列名，请核对是否选对了文件"
_NO_ROWS = "“{name}”只有表头，没有内容，请核对是否选对了文件"
_FOOTER = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingSheet:
    """One table of a file.

    Attributes:
        file: the file's name without its folder.
        sheet: the worksheet's name; the file's stem for a text file.
        header_lines: the lines of the header, counted from 1.
        columns: every column that has a heading.
        rows: the rows of people.
        dropped: the rows left out, each with its reason.
        reference_date: the sheet's own 填报日期 or 导出时间, if it names one.
        place_texts: texts that may name the village: title, 填报单位, sheet name, file name.
    """

    file: str
    sheet: str
    header_lines: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[IncomingRow, ...]
    dropped: tuple[Dropped, ...]
    reference_date: PartialDate | None
    place_texts: tuple[str, ...]

    @property
    def header_line(self) -> int:
        """The last line of the header: the rows begin below it."""
        return self.header_lines[-1]

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings that were not understood."""
        return tuple(column.text for column in self.columns if column.target is None)

    @property
    def lists_people(self) -> bool:
        """Whether it has a column of names, so that it can be matched with people."""
        return any(column.target == targets.NAME for column in self.columns)

    @property
    def from_monitoring(self) -> bool:
        """Whether it is a 防返贫 export: its 户编号 and 人口编号 are that system's."""
        return any(column.target == targets.PERSON_NO for column in self.columns)

    def heading(self, target: str) -> str:
        """The heading over a target's column; empty if the sheet has none."""
        return next((column.text for column in self.columns if column.target == target), "")


def read_file(
    path: Path, dictionary: Dictionary, *, password: str | None = None
) -> list[IncomingSheet]:
    """Every table of a spreadsheet file, each from its own sheet; other sheets are passed over.

    Raises:
        NeedsPassword: if the file is locked and the password is missing or wrong.
        CannotRead: if it is no table, damaged, too large, or has no header that is understood.
    """
    index = HeadingIndex(dictionary)
    found = [
        (grid, header)
        for grid in read_grids(path, password)
        if (header := find_header(grid, index)) is not None
    ]
    if not found:
        raise CannotRead(_NO_HEADER.format(name=path.name))
    sheets = [_incoming(path, grid, header, dictionary) for grid, header in found]
    if not any(sheet.rows for sheet in sheets):
        raise CannotRead(_NO_ROWS.format(name=path.name))
    return sheets


def _incoming(path: Path, grid: Grid, header: Header, dictionary: Dictionary) -> IncomingSheet:
    rows: list[IncomingRow] = []
    dropped: list[Dropped] = []
    for entry in read_rows(grid, header, dictionary):
        if isinstance(entry, IncomingRow):
            rows.append(entry)
        else:
            dropped.append(entry)
    above = grid.rows[: header.first]
    below = [grid.rows[entry.line - 1] for entry in dropped[-_FOOTER:]]
    return IncomingSheet(
        file=path.name,
        sheet=grid.name,
        header_lines=tuple(range(header.first + 1, header.last + 2)),
        columns=header.columns,
        rows=tuple(rows),
        dropped=tuple(dropped),
        reference_date=surroundings.reference_date([*above, *below]),
        place_texts=surroundings.place_texts(above, (grid.name, path.stem)),
    )
