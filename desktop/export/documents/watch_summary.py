"""务工月监测表: the poor and the watched who work, against last year (domain §11, table 5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.facts import Family
from desktop.domain.tables import Align, Column, Table
from desktop.domain.watch_figures import BEFORE, IN_YEAR, PARTS, WHOLE, a_year_ago
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

_LABEL = "务工月监测表"
_COLUMNS: tuple[Shown, ...] = (
    ("watched_people", "脱贫（含监测）人口", ""),
    (WHOLE, "务工人数", ""),
    *((name, label, "其中：按务工地点") for name, (label, _) in PARTS.items()),
    ("watched_workshop", "帮扶车间", "其中"),
    ("watched_post", "公益性岗位", "其中"),
    (IN_YEAR, "年内累计务工", ""),
    (BEFORE, "上年同期", "与上年同期相比"),
)
_NAMES = tuple(name for name, *_ in _COLUMNS)
_AGAINST = "与上年同期相比"


@dataclass(frozen=True, slots=True)
class _Change:
    """How a row stands against the year before."""

    now: int
    before: int

    @property
    def percent(self) -> str:
        """同比; nothing where there was nobody."""
        return f"{100 * (self.now / self.before - 1):+.1f}%" if self.before else ""


def _change(row: SummaryRow) -> _Change | None:
    if not row.known[WHOLE]:
        return None
    return _Change(row.figures[WHOLE], row.figures[BEFORE])


def _difference(row: SummaryRow) -> int | None:
    change = _change(row)
    return change.now - change.before if change else None


def _percent(row: SummaryRow) -> str:
    change = _change(row)
    return change.percent if change else ""


def _alert(row: SummaryRow) -> str:
    change = _change(row)
    return "规模下降" if change and change.now < change.before else ""


def _rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[SummaryRow]:
    return summary_rows(occasion, families, _NAMES)


def _table(occasion: Occasion) -> Table[SummaryRow]:
    columns: tuple[Column[SummaryRow], ...] = (
        place_column(),
        *map(figure_column, _COLUMNS),
        Column("增减", _difference, 15.0, Align.CENTER, group=_AGAINST, total=True),
        Column("同比", _percent, 15.0, Align.CENTER, group=_AGAINST),
        Column("提醒", _alert, 17.0, Align.CENTER),
    )
    return Table(_LABEL, columns)


def _notes(occasion: Occasion) -> tuple[str, ...]:
    then = a_year_ago(occasion.basis)
    return (
        *definition_lines(
            occasion, (*_NAMES[:2], "watched_workshop", "watched_post", *_NAMES[-2:])
        ),
        f"上年同期为{then.year}年{then.month}月{then.day}日。务工人数＝省外＋省内县外＋县内＋地点不明；"
        "“规模下降”为务工人数少于上年同期。整行空白的，尚无数据。",
    )


WATCH_SUMMARY = Document(
    name="watch_summary",
    label=_LABEL,
    form=Form.SUMMARY,
    table=_table,
    rows=_rows,
    layout=summary_layout,
    notes=_notes,
    unit="人",
    total="合计",
    frozen=1,
    one_page=True,
)
