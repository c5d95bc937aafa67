"""家庭户卡: a household with its members, a page each (domain §D 31)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.domain.facts import Family
from desktop.domain.labour import Worker, workforce
from desktop.domain.roster import (
    RosterLine,
    age_column,
    field_column,
    groups_column,
    number_column,
)
from desktop.domain.scan_codes import household_mark
from desktop.domain.tables import Column, Table
from desktop.export.documents.card_parts import card_heading, card_layout, service_lines
from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.documents.household_form import PRIVACY, is_child
from desktop.export.documents.rostering import lines_of
from desktop.export.parts import Ending
from desktop.export.pdf.grid import Fact
from desktop.export.pdf.leaves import Leaf
from desktop.export.pdf.page import Paper

_LABEL = "家庭户卡"
_SIGNED = ("户主（签字）：", "经办人（签字）：", "日期：")


def _members(occasion: Occasion) -> Table[RosterLine]:
    dictionary, book = occasion.dictionary, occasion.book

    def of(path: str, width_mm: float) -> Column[RosterLine]:
        column = field_column(dictionary, book, path, width_mm=width_mm)
        value = column.value
        return replace(column, value=lambda line: "" if is_child(line) else value(line))

    columns = (
        number_column(),
        field_column(dictionary, book, "person.name", width_mm=18.0),
        field_column(dictionary, book, "membership.relation", width_mm=15.0),
        field_column(dictionary, book, "person.sex", width_mm=9.0),
        age_column(),
        of("person.id_no", 38.0),
        of("person.education", 16.0),
        of("person.labour_ability", 18.0),
        field_column(dictionary, book, "person.employment_status", width_mm=18.0),
        of("person.phone", 24.0),
        replace(groups_column(book), width_mm=22.0),
    )
    return Table("家庭成员", columns)


def _household_rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[RosterLine]:
    for family in families:
        if any(occasion.wants(one.view.person.id) for one in _here(occasion, family)):
            yield from _of_family(occasion, family)


def _here(occasion: Occasion, family: Family) -> tuple[Worker, ...]:
    force = workforce(family, occasion.basis)
    return force.workers if force.counts else ()


def _of_family(occasion: Occasion, family: Family) -> Iterator[RosterLine]:
    return lines_of(replace(occasion, people=None), [family], lambda *_: True)


def _household_leaves(
    occasion: Occasion, families: Iterable[Family], paper: Paper
) -> Iterator[Leaf[RosterLine]]:
    for family in families:
        rows = tuple(_household_rows(occasion, [family]))
        if rows:
            yield _household_leaf(occasion, family, rows)


def _household_leaf(
    occasion: Occasion, family: Family, rows: tuple[RosterLine, ...]
) -> Leaf[RosterLine]:
    household = family.household
    head = family.head.person.name or "" if family.head else ""

    def fact(name: str, part: float = 1.0) -> Fact:
        declared = occasion.dictionary.field(f"household.{name}")
        return Fact(
            declared.label, declared.kind.show(getattr(household, name), occasion.book), part
        )

    force = workforce(family, occasion.basis)
    labour = sum(worker.labourer for worker in force.workers)
    employed = sum(worker.labourer and worker.employed for worker in force.workers)
    return Leaf(
        name=f"{household.household_no or '未编号'} {head}".strip(),
        heading=card_heading(occasion, _LABEL),
        code=household_mark(household.id),
        above=(
            (fact("village", 1.2), fact("group_name", 0.8), fact("household_no", 1.5)),
            (Fact("户主", head), fact("phone", 1.2), fact("kind", 0.9)),
            (fact("address", 2.4), fact("house_type", 1.2)),
            (Fact("在册人口", f"{len(rows)}人"), Fact("劳动力", f"{labour}人"),
             Fact("其中在业", f"{employed}人")),
            (fact("is_relocated"), fact("land_mu"), fact("forest_mu"), fact("farm_income", 1.3)),
        ),
        rows=rows,
        below=((fact("remark"),), *service_lines()),
        ending=Ending(signatures=_SIGNED, notes=(PRIVACY,)),
    )  # fmt: skip


HOUSEHOLD_CARD: Document[RosterLine] = Document(
    name="household_card",
    label=_LABEL,
    form=Form.SHEET,
    table=_members,
    rows=_household_rows,
    layout=card_layout,
    notes=lambda _: (PRIVACY,),
    unit="人",
    leaves=_household_leaves,
    frozen=2,
)
