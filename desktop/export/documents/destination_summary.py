"""就业去向表: where transferred labourers work, and for whom (domain §11, table 2)."""

from collections.abc import Iterable, Iterator

from desktop.domain.destination_figures import EMPLOYERS, REGIONS
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

_LABEL = "就业去向表"
_PLACES, _EMPLOYERS, _POSTS = "按务工地点", "按单位性质", "公益性岗位"
_COLUMNS: tuple[Shown, ...] = (
    ("transfer", "转移就业总数", ""),
    *((name, label, _PLACES) for name, (label, _) in REGIONS.items()),
    *((name, label, _EMPLOYERS) for name, (label, _) in EMPLOYERS.items()),
    ("via_workshop", "帮扶车间", ""),
    ("via_base", "帮扶基地", ""),
    ("posts", "小计", _POSTS),
    ("post_city", "城镇公岗", _POSTS),
    ("post_special", "公益专岗", _POSTS),
    ("post_created", "特设公岗", _POSTS),
    ("post_other", "其他", _POSTS),
    ("via_partner", "协作省就业", ""),
    ("dest_relocated", "易地搬迁", ""),
)
_DEFINED = (
    "labour", "transfer", "dest_unknown", "emp_unknown", "posts", "via_workshop", "via_base",
    "via_partner", "dest_relocated",
)  # fmt: skip


def _rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[SummaryRow]:
    return summary_rows(occasion, families, [name for name, *_ in _COLUMNS])


def _table(occasion: Occasion) -> Table[SummaryRow]:
    return Table(_LABEL, (place_column(), *(figure_column(one, 11.0) for one in _COLUMNS)))


def _notes(occasion: Occasion) -> tuple[str, ...]:
    return (
        *definition_lines(occasion, _DEFINED),
        "转移就业总数＝按务工地点各栏之和＝按单位性质各栏之和；帮扶车间、帮扶基地、公益性岗位、"
        "协作省就业、易地搬迁是总数中的一部分。整行空白的，尚无数据。",
    )


DESTINATION_SUMMARY = Document(
    name="destination_summary",
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
