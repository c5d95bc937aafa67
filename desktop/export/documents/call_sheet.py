"""抽查电话核对表: the households of a sample, what was keyed in, and room for the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.tables import Align, Column, Table
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.document import PageSetup, Printed, table_pdf
from desktop.export.pdf.page import Layout

_LABEL = "抽查电话核对表"
_BOXES = "□一致 □不一致 □联系不上"
_SIGNED = ("抽查人（签字）：", "抽查日期：", "审核人：")
_NOTES = (
    "说明",
    "1. 抽查户由程序按村、组随机抽取；用同一个种子和比例，在同一份数据上再抽，抽到的户相同。",
    "2. 打电话问本人或家属，与“登记情况”逐项核对；有一项对不上即为不一致，写明哪一项。",
    "3. 一致率＝一致户÷（一致户＋不一致户），联系不上的另计。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """One household to be called."""

    number: int
    place: str
    household_no: str
    head: str
    phone: str
    told: str
    result: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """Which sample it is, and what has come of it so far."""

    office: str
    survey: str
    seed: int
    made_on: date
    rate: float | None
    reached: int


def call_sheet_pdf(sheet: CallSheet, lines: Iterable[CallLine]) -> tuple[bytes, Printed]:
    """The sheet in memory."""
    table: Table[CallLine] = Table(
        f"{sheet.survey}{_LABEL}",
        (
            Column("序号", lambda line: line.number, 10.0, Align.CENTER),
            Column("村组", lambda line: line.place, 28.0),
            Column("户", lambda line: line.household_no[-4:], 12.0, Align.CENTER),
            Column("户主", lambda line: line.head, 18.0, Align.CENTER, wrap=False),
            Column("电话", lambda line: line.phone, 26.0, Align.CENTER),
            Column("登记情况", lambda line: line.told, 92.0),
            Column("结果", lambda line: line.result or _BOXES, 46.0, Align.CENTER),
            Column("不一致的内容", lambda line: line.note, 38.0),
        ),
    )
    day = sheet.made_on
    heading = Heading(
        title=table.title,
        left=f"抽查单位：{sheet.office}",
        middle=f"随机种子：{sheet.seed}",
        right=f"制表日期：{day.year}年{day.month}月{day.day}日",
    )
    notes = (*_NOTES, *_result(sheet))
    setup = PageSetup(
        heading=heading,
        layout=Layout(font_size_pt=9.0, row_height_mm=13.0),
        ending=Ending(signatures=_SIGNED, notes=notes),
    )
    return table_pdf(table, lines, setup)


def _result(sheet: CallSheet) -> tuple[str, ...]:
    if sheet.rate is None:
        return ()
    return (f"4. 已核对 {sheet.reached} 户，一致率 {sheet.rate * 100:.1f}%。",)
