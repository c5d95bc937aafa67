"""劳动力资源花名册: every labourer by name, by village and household (domain §D 2)."""

from collections.abc import Iterable, Iterator

from desktop.domain.facts import Family
from desktop.domain.indicators import INDICATORS
from desktop.domain.labour import Worker
from desktop.domain.roster import (
    UNREAD_NOTE,
    RosterLine,
    age_column,
    field_column,
    groups_column,
    head_column,
    number_column,
    roster_lines,
    skill_column,
    village_column,
    village_name,
    wage_column,
    work_place_column,
)
from desktop.domain.tables import Column, Table
from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.pdf.bundles import Grouping
from desktop.export.pdf.page import Layout, Margins, Paper

_LABEL = "劳动力资源花名册"


def _is_listed(worker: Worker) -> bool:
    return worker.labourer or worker.employed or worker.age_unknown


def _rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[RosterLine]:
    def wanted(worker: Worker) -> bool:
        return _is_listed(worker) and occasion.wants(worker.view.person.id)

    return roster_lines(families, occasion.basis, wanted)


def _columns(occasion: Occasion) -> tuple[Column[RosterLine], ...]:
    dictionary, book = occasion.dictionary, occasion.book

    def of(path: str, width_mm: float) -> Column[RosterLine]:
        return field_column(dictionary, book, path, width_mm=width_mm)

    return (
        number_column(),
        of("household.group_name", 13.0),
        of("household.household_no", 36.0),
        head_column(),
        of("person.name", 16.0),
        of("membership.relation", 15.0),
        of("person.sex", 8.0),
        age_column(),
        of("person.id_no", 35.0),
        of("person.education", 17.0),
        skill_column(dictionary, book),
        of("person.employment_status", 17.0),
        work_place_column(book),
        of("employment_spell.employer", 34.0),
        of("employment_spell.trade", 20.0),
        wage_column(dictionary, book),
        of("person.phone", 23.0),
        groups_column(book),
        of("person.remark", 24.0),
    )


def _table(occasion: Occasion) -> Table[RosterLine]:
    return Table(_LABEL, _columns(occasion))


def _wide_table(occasion: Occasion) -> Table[RosterLine]:
    """With the village, which on paper stands over the rows."""
    number, *others = _columns(occasion)
    return Table(_LABEL, (number, village_column(occasion.book), *others))


def _grouping(occasion: Occasion) -> Grouping[RosterLine]:
    return Grouping(
        heading=lambda line: village_name(line, occasion.book),
        keep=lambda line: line.family.household.id,
        begins_page=True,
    )


def _layout(occasion: Occasion, paper: Paper) -> Layout:
    if paper is Paper.A3:
        return Layout(paper=paper, font_size_pt=9.5, row_height_mm=7.0)
    return Layout(
        paper=paper,
        font_size_pt=8.0,
        row_height_mm=6.4,
        margins=Margins(top=16.0, right=9.0, bottom=15.0, left=9.0),
    )


def _notes(occasion: Occasion) -> tuple[str, ...]:
    basis = occasion.basis
    return (
        INDICATORS["labour"].line(basis),
        f"本册列入：劳动力；年满{basis.least}周岁、超过劳动年龄仍在业的人员；"
        "填有就业状态或劳动能力、但年龄不明的人员（年龄栏空白）。"
        "务工地点、单位、工种、月收入为统计时点在业的就业经历。",
        UNREAD_NOTE,
    )


LABOUR_ROSTER = Document(
    name="labour_roster",
    label=_LABEL,
    form=Form.ROSTER,
    table=_table,
    wide=_wide_table,
    rows=_rows,
    layout=_layout,
    notes=_notes,
    unit="人、元",
    grouping=_grouping,
    frozen=6,
)
