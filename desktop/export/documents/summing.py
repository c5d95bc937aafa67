"""What summaries share: one row a village (township, group), a column a figure, 口径 under it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.facts import Family
from desktop.domain.indicators import INDICATORS
from desktop.domain.labour import workforce
from desktop.domain.tables import Align, Column
from desktop.export.documents.declaring import Occasion
from desktop.export.pdf.page import Layout, Margins, Paper

_AROUND_A4_MM, _AROUND_A3_MM = 112.0, 140.0
"""What margins, title, head, signatures and notes take of the page's height."""
_ROW_LEAST_MM = 4.6
_POINTS_PER_MM = 2.05
"""The type that a row of some height holds."""

Shown = tuple[str, str, str]
"""A figure's name, the heading of its column, and the heading over several."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One village (or township, or group) with its figures by indicator.

    ``known`` counts the households that can tell a figure at all.
    """

    key: str
    label: str
    figures: Counter[str]
    known: Counter[str]


def summary_rows(
    occasion: Occasion, families: Iterable[Family], names: Sequence[str]
) -> Iterator[SummaryRow]:
    """The units of an occasion in order, with these figures; unknown units come last."""
    rows = {key: SummaryRow(key, label, Counter(), Counter()) for key, label in occasion.units}
    wanted = [INDICATORS[name] for name in names]
    for family in families:
        key = occasion.unit_of(family)
        row = rows.setdefault(key, SummaryRow(key, key or "未填", Counter(), Counter()))
        force = workforce(family, occasion.basis)
        for indicator in wanted:
            row.figures[indicator.name] += indicator.of(force)
            row.known[indicator.name] += indicator.is_known(force)
    yield from rows.values()


def place_column() -> Column[SummaryRow]:
    """The name of the village."""
    return Column("所属行政区", lambda row: row.label, 30.0, Align.CENTER)


def figure_column(shown: Shown, width_mm: float = 17.0) -> Column[SummaryRow]:
    """A figure, summed under the table."""
    name, label, group = shown
    return Column(label, figure_of(name), width_mm, Align.CENTER, group=group, total=True)


def figure_of(name: str) -> Callable[[SummaryRow], int | None]:
    """Nothing, and not 0, where there is no household yet, or nobody was asked."""
    return lambda row: row.figures[name] if row.known[name] else None


def definition_lines(occasion: Occasion, names: Iterable[str]) -> tuple[str, ...]:
    """The 口径说明, a numbered line a figure."""
    lines = [INDICATORS[name].line(occasion.basis) for name in names]
    return ("口径说明：", *(f"{number}. {line}" for number, line in enumerate(lines, start=1)))


def summary_layout(occasion: Occasion, paper: Paper) -> Layout:
    """As large as lets all rows and notes stand on one page."""
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
