"""报送函 with 移交清单: an official letter, and on a page of its own what is handed over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from desktop.domain.tables import Align, Column, Table
from desktop.export.documents.declaring import day_words
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.bundles import Grouping
from desktop.export.pdf.document import PageSetup, Printed, table_pdf
from desktop.export.pdf.letter import Letter
from desktop.export.pdf.page import OFFICIAL, Layout

_LABEL = "移交清单"
_SIGNED = ("移交人（签字）：", "接收人（签字）：", "接收日期：")
_ROUND = "农村劳动力资源台账数据"


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One thing to be checked by whoever receives the package."""

    group: str
    label: str
    value: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Which package goes to whom."""

    office: str
    to: str
    what: str
    digests: tuple[str, ...]
    households: int
    persons: int
    made_on: date
    printed_on: date


def handover_pdf(handover: Handover, lines: Sequence[HandoverLine]) -> tuple[bytes, Printed]:
    """The letter and the list in memory."""
    table: Table[HandoverLine] = Table(
        _LABEL,
        (
            Column("序号", lambda line: line.number, 12.0, Align.CENTER),
            Column("项目", lambda line: line.label, 34.0, Align.CENTER),
            Column("内容", lambda line: line.value, 80.0),
            Column("接收核对", lambda _: "", 26.0),
        ),
    )
    numbered = [replace(line, number=number) for number, line in zip(count(1), lines)]
    setup = PageSetup(
        heading=Heading(
            annex="附件1",
            title=_LABEL,
            left=f"移交单位（盖章）：{handover.office}",
            right=f"移交日期：{day_words(handover.printed_on)}",
        ),
        layout=Layout(landscape=False, font_size_pt=10.5, row_height_mm=8.5, official=True,
                      margins=OFFICIAL),
        grouping=Grouping(heading=lambda line: line.group),
        ending=Ending(signatures=_SIGNED),
        stamp=f"制表 {handover.office} {handover.printed_on.isoformat()}",
        letter=_letter(handover),
    )  # fmt: skip
    return table_pdf(table, numbered, setup)


def _letter(handover: Handover) -> Letter:
    count_of = len(handover.digests)
    parts = f"，分{count_of}份" if count_of > 1 else ""
    digests = "各份的整包摘要见移交清单" if count_of > 1 else f"整包摘要为{handover.digests[0]}"
    return Letter(
        title=f"关于报送{_ROUND}的函",
        to=handover.to,
        paragraphs=(
            f"现将我单位{_ROUND}（{handover.what}，涉及户记录{handover.households}条、人员记录"
            f"{handover.persons}条）报送你单位。数据于{day_words(handover.made_on)}生成上报包"
            f"{parts}，已加密并签名，只有你单位能够打开。",
            f"上报包{digests}。收到后请与程序显示的摘要核对，"
            "一致的请合并并出具回执；不一致的请勿使用，并告知我单位重新报送。",
            "请予接收。",
        ),
        sender=handover.office,
        day=handover.printed_on,
        annexes=(_LABEL,),
        apart=True,
    )
