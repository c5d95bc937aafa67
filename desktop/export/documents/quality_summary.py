"""待完善统计: what each village still lacks, and its doubts (domain §11, table 4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.facts import Family
from desktop.domain.finding import Severity
from desktop.domain.indicators import INDICATORS
from desktop.domain.quality_figures import ITEMS
from desktop.domain.tables import Align, Column, Table
from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.documents.summing import (
    Shown,
    SummaryRow,
    definition_lines,
    figure_column,
    figure_of,
    place_column,
    summary_layout,
    summary_rows,
)

_LABEL = "数据质量（待完善）统计表"
_LACKS = "缺（人）"
_ERRORS, _DOUBTS = "findings_error", "findings_doubt"
_COLUMNS: tuple[Shown, ...] = (
    ("asked_people", "应完善人数", ""),
    *((name, label, _LACKS) for name, (label, *_) in ITEMS.items()),
    ("gaps", "待完善项数", ""),
    ("gap_people", "待完善人数", ""),
)
_NAMES = tuple(name for name, *_ in _COLUMNS)


@dataclass(slots=True)
class _Watched:
    """Households as they pass, their findings counted by unit."""

    occasion: Occasion
    found: dict[str, dict[Severity, int]]

    def passing(self, families: Iterable[Family]) -> Iterator[Family]:
        for family in families:
            unit = self.found.setdefault(self.occasion.unit_of(family), {})
            for finding in self.occasion.findings_of(family):
                unit[finding.severity] = unit.get(finding.severity, 0) + 1
            yield family


def _rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[SummaryRow]:
    watched = _Watched(occasion, {})
    rows = list(summary_rows(occasion, watched.passing(families), _NAMES))
    for row in rows:
        told = watched.found.get(row.key)
        for name, severity in ((_ERRORS, Severity.ERROR), (_DOUBTS, Severity.DOUBT)):
            row.figures[name] = (told or {}).get(severity, 0)
            row.known[name] = told is not None
    yield from rows


def _complete(row: SummaryRow) -> str:
    people = row.figures["gap_people"]
    asked = row.figures["asked_people"]
    return f"{100 * (asked - people) / asked:.1f}%" if asked else ""


def _table(occasion: Occasion) -> Table[SummaryRow]:
    columns: tuple[Column[SummaryRow], ...] = (
        place_column(),
        *(figure_column(one, 12.0) for one in _COLUMNS),
        Column("资料齐全的占比", _complete, 14.0, Align.CENTER),
        Column("错误", figure_of(_ERRORS), 11.0, Align.CENTER, group="核查（处）", total=True),
        Column("疑点", figure_of(_DOUBTS), 11.0, Align.CENTER, group="核查（处）", total=True),
    )
    return Table(_LABEL, columns)


def _notes(occasion: Occasion) -> tuple[str, ...]:
    return (
        *definition_lines(
            occasion, ("asked_people", "no_place", "no_job_will", "gaps", "gap_people")
        ),
        "待完善项数＝各缺项之和；资料齐全的占比＝（应完善人数－待完善人数）÷应完善人数；"
        "错误、疑点为核查出的、尚未答复的处数。整行空白的，尚无数据。"
        f"各缺项的人员可在本程序中按指标名称列出（如“{INDICATORS['no_phone'].label}”）。",
    )


QUALITY_SUMMARY = Document(
    name="quality_summary",
    label=_LABEL,
    form=Form.SUMMARY,
    table=_table,
    rows=_rows,
    layout=summary_layout,
    notes=_notes,
    unit="人、项、处",
    total="合计",
    frozen=1,
    one_page=True,
)
