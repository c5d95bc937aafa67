"""劳动力转移情况表（鄂农年01表的样式）: 56 rows by code, and what is not known of each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.facts import Family
from desktop.domain.indicators import INDICATORS, Unit
from desktop.domain.tables import Align, Column, Table
from desktop.domain.transfer_figures import ROWS, FormRow
from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.documents.summing import SummaryRow, summary_rows
from desktop.export.pdf.page import Layout, Margins, Paper

_LABEL = "农村劳动力转移就业情况表"
_TEN_THOUSAND = 10_000
_NAMES = tuple(row.figure for row in ROWS if row.figure)


@dataclass(frozen=True, slots=True)
class TransferLine:
    """One row of the form with its figure, and that of each unit by key.

    Attributes:
        unknown: on the first part of a breakdown, how many of the whole are in none of its parts.
    """

    row: FormRow
    figure: int | None
    unknown: int | None
    units: dict[str, int | None]


def _lines(occasion: Occasion, families: Iterable[Family]) -> Iterator[TransferLine]:
    units = list(summary_rows(occasion, families, _NAMES))
    total: Counter[str] = Counter()
    for unit in units:
        total.update(unit.figures)
    told = any(unit.known[_NAMES[0]] for unit in units)
    seen: set[str] = set()
    for row in ROWS:
        first = bool(row.breakdown) and row.breakdown not in seen
        seen.add(row.breakdown)
        yield TransferLine(
            row,
            total[row.figure] if row.figure and told else None,
            _unknown(row, total) if first and told else None,
            {unit.key: _of_unit(unit, row) for unit in units},
        )


def _of_unit(unit: SummaryRow, row: FormRow) -> int | None:
    known = row.figure and unit.known[row.figure]
    return unit.figures[row.figure] if known else None


def _unknown(row: FormRow, total: Counter[str]) -> int:
    parts = (one for one in ROWS if (one.whole, one.breakdown) == (row.whole, row.breakdown))
    return total[row.whole] - sum(total[part.figure] for part in parts)


def _scaled(value: int | None, row: FormRow) -> int | float | None:
    return value / _TEN_THOUSAND if value is not None and row.unit is Unit.YUAN else value


def _label(line: TransferLine) -> str:
    return "　" * line.row.indent + line.row.label


def _head() -> tuple[Column[TransferLine], ...]:
    return (
        Column("指标名称", _label, 60.0),
        Column("代码", lambda line: f"{line.row.code:02}", 14.0, Align.CENTER),
        Column("计量单位", lambda line: "万元" if line.row.unit is Unit.YUAN else "人", 18.0,
               Align.CENTER),
        Column("数量", lambda line: _scaled(line.figure, line.row), 26.0, Align.RIGHT),
    )  # fmt: skip


def _table(occasion: Occasion) -> Table[TransferLine]:
    unknown: Column[TransferLine] = Column(
        "不详（未列入各分项）", lambda line: line.unknown, 30.0, Align.RIGHT
    )
    return Table(_LABEL, (*_head(), unknown))


def _wide_table(occasion: Occasion) -> Table[TransferLine]:
    """With a column for each village."""

    def of(key: str) -> Callable[[TransferLine], int | float | None]:
        return lambda line: _scaled(line.units.get(key), line.row)

    units = (Column(label, of(key), 18.0, Align.RIGHT) for key, label in occasion.units)
    return Table(_LABEL, (*_table(occasion).columns, *units))


def _layout(occasion: Occasion, paper: Paper) -> Layout:
    large = paper is Paper.A3
    return Layout(
        paper=paper,
        landscape=False,
        font_size_pt=11.0 if large else 7.2,
        row_height_mm=5.4 if large else 3.7,
        note_size_pt=9.0 if large else 7.0,
        margins=Margins(top=10.0, right=20.0, bottom=13.0, left=22.0),
    )


def _notes(occasion: Occasion) -> tuple[str, ...]:
    defined = ("nong_01", "nong_02", "nong_04", "nong_07", "nong_37", "nong_53")
    lines = [INDICATORS[name].line(occasion.basis) for name in (*defined, "labour")]
    return (
        "口径说明：",
        *(f"{number}. {line}" for number, line in enumerate(lines, start=1)),
        "03＝04＋07＋不详；04＝05＋06；07＝各分项之和＋不详。不详为台账没有填这一项的人数。"
        "45、46、51台账不采集，空白。08—52为外出从业人员。表样仿国统制〔2016〕122号鄂农年01表。",
    )


TRANSFER_FORM = Document(
    name="transfer_form",
    label=_LABEL,
    form=Form.SUMMARY,
    table=_table,
    wide=_wide_table,
    rows=_lines,
    layout=_layout,
    notes=_notes,
    unit="人、万元",
    frozen=4,
    one_page=True,
)
