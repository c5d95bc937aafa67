"""Printing what a list shows: its columns and filter, on paper, as PDF or as a workbook."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic

from desktop.domain.errors import Refused
from desktop.domain.progress import Progress, silent
from desktop.domain.tables import Column, Row, Table
from desktop.services.previews import Preview
from desktop.services.prints import keep_trace, paper_of
from desktop.services.session import Session

if TYPE_CHECKING:
    from desktop.export.parts import Ending, Heading
    from desktop.export.pdf.document import PageSetup
    from desktop.export.workbook_sheet import SheetSpec

_MOST_ON_A4_MM = 330.0
_NUMBER_MM = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[Row]):
    """A list to be printed.

    Attributes:
        note: what it lists, as its filters say.
        count: how many rows will come.
        unit: what a row or number counts.
        total: the label of its sums, if it has any.
        notes: what stands under it.
        signed: whether there are lines to sign under it.
        numbered: whether a column 序号 stands before the others.
        group: the words over a row's group; rows of one group follow each other. Each group has
            pages or a sheet of its own, and is numbered from 1.
    """

    title: str
    note: str
    table: Table[Row]
    rows: Iterable[Row]
    count: int
    unit: str = ""
    total: str = ""
    notes: tuple[str, ...] = ()
    signed: bool = False
    numbered: bool = True
    group: Callable[[Row], str] | None = None


Make = Callable[[Session], Listing[Any]]
"""Reads a list anew for whoever prints it, perhaps in a worker thread."""


def preview(
    session: Session, make: Make, *, paper: str = "A4", progress: Progress = silent
) -> Preview:
    """The pages, to be looked at and sent to a printer; nothing touches the disk."""
    from desktop.export.pdf.document import table_pdf

    listing = make(session)
    setup = _setup(session, listing, paper)
    data, _ = table_pdf(*_numbered(listing), setup, count=listing.count, progress=progress)
    return Preview(data)


def write(
    session: Session, make: Make, *, file: Path, paper: str = "A4", progress: Progress = silent
) -> int:
    """Write a list as PDF or workbook, by the file's name; how many rows it has.

    Raises:
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    listing = make(session)
    if file.suffix.lower() == ".pdf":
        rows = _write_pdf(session, listing, file, paper, progress)
    else:
        rows = _write_sheet(session, listing, file, paper, progress)
    keep_trace(session, "export.list", f"导出{listing.title}（{rows}行）", file)
    return rows


def note_printed(session: Session, title: str, pages: int) -> None:
    """Log that a list went to a printer."""
    with session.ledger.act("print.paper", f"打印{title}（{pages}页）"):
        pass


def _write_pdf(
    session: Session, listing: Listing[Any], file: Path, paper: str, progress: Progress
) -> int:
    from desktop.export.pdf.document import write_table_pdf

    printed = write_table_pdf(file, *_numbered(listing), _setup(session, listing, paper),
                              count=listing.count, progress=progress)  # fmt: skip
    return printed.rows


def _write_sheet(
    session: Session, listing: Listing[Any], file: Path, paper: str, progress: Progress
) -> int:
    from desktop.export.workbook import write_workbook

    specs = _sheets(session, listing, paper)
    return write_workbook(file, specs, count=listing.count, progress=progress)


def in_memory(
    session: Session, listing: Listing[Any], *, paper: str = "A4", progress: Progress = silent
) -> tuple[bytes, int]:
    """The workbook of a list and how many rows it has; nothing touches the disk or is logged.

    Raises:
        Refused: if it is gathered in groups and has nobody.
    """
    from desktop.export.workbook import workbook_bytes

    specs = _sheets(session, listing, paper)
    return workbook_bytes(specs, count=listing.count, progress=progress)


def _sheets(session: Session, listing: Listing[Any], paper: str) -> "Iterable[SheetSpec[Any]]":
    from desktop.export.workbook_sheet import SheetSpec

    table, rows = _numbered(listing)
    groups: Iterable[tuple[str, Iterable[Any]]] = [("", rows)]
    if listing.group is not None:
        if not listing.count:
            raise Refused("没有符合条件的人，没有生成文件")
        groups = groupby(rows, _group_of(listing))
    return (
        SheetSpec(
            table=table,
            rows=some,
            name=name or listing.title,
            heading=_heading(session, listing, name),
            ending=_ending(listing),
            paper=paper_of(paper),
            frozen=2 if listing.numbered else 1,
        )
        for name, some in groups
    )


def _group_of(listing: Listing[Row]) -> Callable[[Any], str]:
    """The group of a row as it is printed, behind its number."""
    group = listing.group or (lambda _: "")
    return (lambda line: group(line[1])) if listing.numbered else group


def _counted(listing: Listing[Row]) -> Iterator[tuple[int, Row]]:
    group = listing.group or (lambda _: "")
    number, last = 0, None
    for line in listing.rows:
        name = group(line)
        number = number + 1 if name == last else 1
        last = name
        yield number, line


def _numbered(listing: Listing[Row]) -> tuple[Table[Any], Iterable[Any]]:
    if not listing.numbered:
        return listing.table, listing.rows

    def behind(column: Column[Row]) -> Column[tuple[int, Row]]:
        return Column(
            column.label,
            lambda line: column.value(line[1]),
            column.width_mm,
            column.align,
            column.group,
            column.total,
            column.wrap,
        )

    number: Column[tuple[int, Row]] = Column("序号", lambda line: line[0], _NUMBER_MM)
    columns = (number, *map(behind, listing.table.columns))
    return Table(listing.table.title, columns), _counted(listing)


def _heading(session: Session, listing: Listing[Any], group: str = "") -> "Heading":
    from desktop.export.parts import Heading

    today = session.today()
    unit = f"　单位：{listing.unit}" if listing.unit else ""
    return Heading(
        title=listing.title,
        left=f"填报单位：{session.ledger.fact('office_name')}",
        middle=f"范围：{'　'.join(filter(None, (listing.note, group)))}",
        right=f"{today.year}年{today.month}月{today.day}日{unit}",
    )


def _ending(listing: Listing[Any]) -> "Ending":
    from desktop.export.documents.declaring import SIGNATURES
    from desktop.export.parts import Ending

    signatures = SIGNATURES if listing.signed else ()
    return Ending(total=listing.total, signatures=signatures, notes=listing.notes)


def _setup(session: Session, listing: Listing[Any], paper: str) -> "PageSetup":
    from desktop.export.pdf.bundles import Grouping
    from desktop.export.pdf.document import PageSetup
    from desktop.export.pdf.page import Layout, Margins

    wide = sum(column.width_mm for column in listing.table.columns) > _MOST_ON_A4_MM
    layout = Layout(
        paper=paper_of(paper),
        font_size_pt=8.0 if wide else 9.0,
        margins=Margins(top=16.0, right=10.0, bottom=15.0, left=10.0),
    )
    grouping: Grouping[Any] = Grouping()
    if listing.group is not None:
        grouping = Grouping(heading=_group_of(listing), begins_page=True)
    return PageSetup(
        heading=_heading(session, listing),
        layout=layout,
        grouping=grouping,
        ending=_ending(listing),
    )
