"""A spreadsheet file as it came in: its tables, their columns and their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.domain.dictionary import Dictionary
from desktop.domain.partial_date import PartialDate
from desktop.intake import surroundings, targets
from desktop.intake.files import read_grids
from desktop.intake.grid import Cell, Grid, text_of
from desktop.intake.headers import Column, Header, find_header
from desktop.intake.layouts import NOTHING_KNOWN, Layouts, laid_out
from desktop.intake.matching import HeadingIndex
from desktop.intake.refusals import CannotRead
from desktop.intake.rows import read_rows
from desktop.intake.seen import Dropped, IncomingRow

_NO_HEADER = "“{name}”里没有找到表头：前30行中没有“姓名”“身份证号”这样的列名，请核对是否选对了文件"
_NO_ROWS = "“{name}”只有表头，没有内容，请核对是否选对了文件"
_FOOTER = 6
_SAMPLES = 3
_SAMPLED = 200

Mends = Mapping[tuple[str, int, int], str]
"""Cells that a clerk has put right since: by worksheet, line and column, both from 0."""


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
        samples: a few different texts that stand in each column, by its place.
        layout: the name of the kind of table that it was known as, if any.
        found: the columns as their headings alone were understood.
    """

    file: str
    sheet: str
    header_lines: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[IncomingRow, ...]
    dropped: tuple[Dropped, ...]
    reference_date: PartialDate | None
    place_texts: tuple[str, ...]
    samples: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    layout: str = ""
    found: tuple[Column, ...] = ()

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
    path: Path,
    dictionary: Dictionary,
    *,
    password: str | None = None,
    layouts: Layouts = NOTHING_KNOWN,
    mends: Mends | None = None,
) -> list[IncomingSheet]:
    """Every table of a spreadsheet file, each from its own sheet; other sheets are passed over.

    Args:
        path: the file.
        dictionary: what columns may mean.
        password: what opens it.
        layouts: what is known beforehand of its columns.
        mends: cells that are to be read as something else than the file says.

    Raises:
        NeedsPassword: if the file is locked and the password is missing or wrong.
        CannotRead: if it is no table, damaged, too large, or has no header that is understood.
    """
    index = HeadingIndex(dictionary)
    names = layouts.names()
    taught = HeadingIndex(dictionary, names) if names else None
    found = [
        (grid, header)
        for grid in read_grids(path, password)
        if (header := _header(grid, index, taught, layouts)) is not None
    ]
    if not found:
        raise CannotRead(_NO_HEADER.format(name=path.name))
    for grid, _ in found:
        mend(grid, mends or {})
    sheets = [_incoming(path, grid, header, dictionary, layouts) for grid, header in found]
    if not any(sheet.rows for sheet in sheets):
        raise CannotRead(_NO_ROWS.format(name=path.name))
    return sheets


def _header(
    grid: Grid, index: HeadingIndex, taught: HeadingIndex | None, layouts: Layouts
) -> Header | None:
    """The header by its own words; if they say nothing, by what was decided on earlier."""
    header = find_header(grid, index)
    if header is not None and layouts.fits(header.columns):
        return header
    other = find_header(grid, taught) if taught else None
    if other is not None and (layouts.chosen or layouts.of(other.columns)):
        return other
    return header


def mend(grid: Grid, mends: Mends) -> None:
    """Put the cells right that a clerk has put right."""
    for (sheet, line, place), text in mends.items():
        if sheet == grid.name and line < len(grid.rows):
            row = grid.rows[line]
            row.extend([""] * (place + 1 - len(row)))
            row[place] = text


def _incoming(
    path: Path, grid: Grid, header: Header, dictionary: Dictionary, layouts: Layouts
) -> IncomingSheet:
    rows: list[IncomingRow] = []
    dropped: list[Dropped] = []
    known = layouts.of(header.columns)
    columns = laid_out(header.columns, layouts)
    for entry in read_rows(grid, replace(header, columns=columns), dictionary):
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
        columns=columns,
        rows=tuple(rows),
        dropped=tuple(dropped),
        reference_date=surroundings.reference_date([*above, *below]),
        place_texts=surroundings.place_texts(above, (grid.name, path.stem)),
        samples=_samples(grid.rows[header.last + 1 :], columns),
        layout=known.name if known else "",
        found=header.columns,
    )


def _samples(
    rows: Sequence[Sequence[Cell]], columns: Sequence[Column]
) -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = {column.index: {} for column in columns}
    for row in rows[:_SAMPLED]:
        for place, texts in found.items():
            if place < len(row) and len(texts) < _SAMPLES and (text := text_of(row[place])):
                texts[text] = None
    return {place: tuple(texts) for place, texts in found.items()}
