"""A spreadsheet file as it came in: its tables, their columns and their rows."""

from dataclasses import dataclass

from desktop.domain.partial_date import PartialDate
from desktop.intake import targets
from desktop.intake.headers import Column
from desktop.intake.rows import Dropped, IncomingRow


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
