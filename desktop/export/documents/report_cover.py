"""上报封面: what a round comes to, and the households that are held back by their errors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.tables import Align, Column, Table
from desktop.export.documents.declaring import SIGNATURES
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.bundles import Grouping
from desktop.export.pdf.document import PageSetup, Printed, table_pdf
from desktop.export.pdf.page import Layout, Margins

_LABEL = "上报封面"
_MARGINS = Margins(top=22.0, right=20.0, bottom=20.0, left=22.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLine:
    """One line: what the round comes to, or an error of a household that is held back."""

    group: str
    number: int | None
    place: str
    household_no: str
    head: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands on the cover."""

    office: str
    survey: str
    step: str
    day: date
    made_on: date


def cover_pdf(cover: Cover, lines: Iterable[CoverLine]) -> tuple[bytes, Printed]:
    """The cover in memory."""
    table: Table[CoverLine] = Table(
        f"{cover.survey}{_LABEL}",
        (
            Column("序号", lambda line: line.number, 10.0, Align.CENTER),
            Column("项目、村组", lambda line: line.place, 34.0),
            Column("户编号", lambda line: line.household_no, 34.0, Align.CENTER),
            Column("户主", lambda line: line.head, 20.0, Align.CENTER, wrap=False),
            Column("内容", lambda line: line.message, 72.0),
        ),
    )
    heading = Heading(
        title=table.title,
        left=f"上报单位（盖章）：{cover.office}",
        middle=f"调查时点：{_day(cover.day)}",
        right=f"上报日期：{_day(cover.made_on)}",
    )
    setup = PageSetup(
        heading=heading,
        layout=Layout(landscape=False, font_size_pt=9.5, row_height_mm=7.5, margins=_MARGINS),
        grouping=Grouping(heading=lambda line: line.group),
        ending=Ending(signatures=SIGNATURES),
    )
    return table_pdf(table, lines, setup)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
