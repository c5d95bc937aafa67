"""劳动力及农户总表: households and labourers of each village in numbers (domain §11, table 1)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.facts import Family
from desktop.domain.indicators import INDICATORS
from desktop.domain.labour import workforce
from desktop.domain.tables import Align, Column, Table
from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.pdf.page import Layout, Margins, Paper

_LABEL = "劳动力及农户总表"
_HOUSEHOLDS = "农户（户）"
_LABOURERS = "劳动力（人）"
_AROUND_A4_MM, _AROUND_A3_MM = 112.0, 140.0
"""What margins, title, head, signatures and notes take of the page's height."""
_ROW_LEAST_MM = 4.6
_POINTS_PER_MM = 2.05
"""The type that a row of some height holds."""
_COLUMNS = (
    ("households", "户数", _HOUSEHOLDS),
    ("households_with_labour", "有劳动力户数", _HOUSEHOLDS),
    ("households_employed", "至少一人就（创）业户数", _HOUSEHOLDS),
    ("households_willing", "有就业创业意愿户数", _HOUSEHOLDS),
    ("labour", "合计", _LABOURERS),
    ("transfer", "转移就业", _LABOURERS),
    ("farming", "农业就业", _LABOURERS),
    ("own_business", "自主创业", _LABOURERS),
    ("other_work", "其他就业", _LABOURERS),
    ("idle", "未就业（含不详）", _LABOURERS),
    ("willing", "有转移就（创）业意愿", ""),
    ("trained", "技能培训", ""),
    ("transfer_all_ages", "转移就业（含超龄）", ""),
    ("age_unknown", "年龄不明（未计入）", ""),
)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One village (or township, or group) with its figures by indicator.

    ``known`` counts the households that can tell a figure at all.
    """

    key: str
    label: str
    figures: Counter[str]
    known: Counter[str]


def _rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[SummaryRow]:
    rows = {key: SummaryRow(key, label, Counter(), Counter()) for key, label in occasion.units}
    wanted = [INDICATORS[name] for name, *_ in _COLUMNS]
    for family in families:
        key = occasion.unit_of(family)
        row = rows.setdefault(key, SummaryRow(key, key or "未填", Counter(), Counter()))
        force = workforce(family, occasion.basis)
        for indicator in wanted:
            row.figures[indicator.name] += indicator.of(force)
            row.known[indicator.name] += indicator.is_known(force)
    yield from rows.values()


def _table(occasion: Occasion) -> Table[SummaryRow]:
    place: Column[SummaryRow] = Column("所属行政区", lambda row: row.label, 30.0, Align.CENTER)
    return Table(_LABEL, (place, *(_column(*column) for column in _COLUMNS)))


def _column(name: str, label: str, group: str) -> Column[SummaryRow]:
    return Column(label, _figure(name), 17.0, Align.CENTER, group=group, total=True)


def _figure(name: str) -> Callable[[SummaryRow], int | None]:
    """Nothing, and not 0, where there is no household yet, or nobody was asked."""
    return lambda row: row.figures[name] if row.known[name] else None


def _notes(occasion: Occasion) -> tuple[str, ...]:
    lines = [INDICATORS[name].line(occasion.basis) for name, *_ in _COLUMNS]
    return (
        "口径说明：",
        *(f"{number}. {line}" for number, line in enumerate(lines, start=1)),
        "劳动力＝转移就业＋农业就业＋自主创业＋其他就业＋未就业，各人只计一栏。"
        "整行空白的，尚无数据；就业创业意愿、技能培训空白的，没有人答过这一项，0是有人答过而没有。",
    )


def _layout(occasion: Occasion, paper: Paper) -> Layout:
    large = paper is Paper.A3
    height, *_ = paper.value
    lines = len(occasion.units) + 1
    room = (height - (_AROUND_A3_MM if large else _AROUND_A4_MM)) / lines
    row_mm = max(_ROW_LEAST_MM, min(room, 9.0 if large else 7.5))
    return Layout(
        paper=paper,
        font_size_pt=min(12.0 if large else 9.5, _POINTS_PER_MM * row_mm),
        row_height_mm=row_mm,
        note_size_pt=9.0 if large else 7.5,
        margins=Margins(top=14.0, right=14.0, bottom=14.0, left=14.0),
    )


HOUSEHOLD_SUMMARY = Document(
    name="household_summary",
    label=_LABEL,
    form=Form.SUMMARY,
    table=_table,
    rows=_rows,
    layout=_layout,
    notes=_notes,
    unit="户、人",
    total="合计",
    frozen=1,
    one_page=True,
)
