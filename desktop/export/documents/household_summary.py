"""劳动力及农户总表: households and labourers of each village in numbers (domain §11, table 1)."""

from collections.abc import Iterable, Iterator

from desktop.domain.facts import Family
from desktop.domain.tables import Table
from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.documents.summing import (
    Shown,
    SummaryRow,
    definition_lines,
    figure_column,
    place_column,
    summary_layout,
    summary_rows,
)

_LABEL = "劳动力及农户总表"
_HOUSEHOLDS = "农户（户）"
_LABOURERS = "劳动力（人）"
_COLUMNS: tuple[Shown, ...] = (
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
_NAMES = tuple(name for name, *_ in _COLUMNS)


def _rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[SummaryRow]:
    return summary_rows(occasion, families, _NAMES)


def _table(occasion: Occasion) -> Table[SummaryRow]:
    return Table(_LABEL, (place_column(), *map(figure_column, _COLUMNS)))


def _notes(occasion: Occasion) -> tuple[str, ...]:
    return (
        *definition_lines(occasion, _NAMES),
        "劳动力＝转移就业＋农业就业＋自主创业＋其他就业＋未就业，各人只计一栏。"
        "整行空白的，尚无数据；就业创业意愿、技能培训空白的，没有人答过这一项，0是有人答过而没有。",
    )


HOUSEHOLD_SUMMARY = Document(
    name="household_summary",
    label=_LABEL,
    form=Form.SUMMARY,
    table=_table,
    rows=_rows,
    layout=summary_layout,
    notes=_notes,
    unit="户、人",
    total="合计",
    frozen=1,
    one_page=True,
)
