"""交接清单: what one clerk hands over to the next, line by line, to be ticked and signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.tables import Align, Column, Table
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.bundles import Grouping
from desktop.export.pdf.document import PageSetup, Printed, table_pdf
from desktop.export.pdf.page import Layout, Margins

_LABEL = "劳务台账交接清单"
_MARGINS = Margins(top=22.0, right=20.0, bottom=20.0, left=22.0)
_SIGNATURES = ("移交人：", "接收人：", "监交人：", "日期：")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverLine:
    """One thing that is handed over, and how it stands."""

    group: str
    number: int
    what: str
    content: str


def handover_pdf(
    office: str, made_on: date, lines: Iterable[HandoverLine]
) -> tuple[bytes, Printed]:
    """The list in memory."""
    table: Table[HandoverLine] = Table(
        _LABEL,
        (
            Column("序号", lambda line: line.number, 10.0, Align.CENTER),
            Column("事项", lambda line: line.what, 44.0),
            Column("内容", lambda line: line.content, 88.0),
            Column("核对", lambda _: "", 16.0, Align.CENTER),
        ),
    )
    day = f"{made_on.year}年{made_on.month}月{made_on.day}日"
    setup = PageSetup(
        heading=Heading(
            title=table.title, left=f"单位（盖章）：{office}", right=f"打印日期：{day}"
        ),
        layout=Layout(landscape=False, font_size_pt=10.0, row_height_mm=8.0, margins=_MARGINS),
        grouping=Grouping(heading=lambda line: line.group),
        ending=Ending(signatures=_SIGNATURES),
    )
    return table_pdf(table, lines, setup)
