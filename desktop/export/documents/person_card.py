"""个人就业服务档案卡: all that the ledger knows of a person, a page each (domain §D 31)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from desktop.domain.entities import EmploymentSpell
from desktop.domain.facts import Family
from desktop.domain.roster import (
    RosterLine,
    age_column,
    field_column,
    groups_column,
    skill_column,
    village_name,
    wage_column,
    work_place_column,
)
from desktop.domain.scan_codes import household_mark
from desktop.domain.tables import Column, Table, show
from desktop.export.documents.card_parts import card_heading, card_layout, service_lines
from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.documents.household_form import PRIVACY
from desktop.export.documents.rostering import lines_of
from desktop.export.parts import Ending
from desktop.export.pdf.grid import Fact, Facts
from desktop.export.pdf.leaves import Leaf
from desktop.export.pdf.page import Paper

_LABEL = "个人就业服务档案卡"
_SIGNED = ("建档人（签字）：", "本人（签字）：", "日期：")

_PEOPLE: tuple[tuple[tuple[str, float], ...], ...] = (
    (("person.name", 1.2), ("person.sex", 0.7), ("age", 0.7), ("person.ethnic", 1.0)),
    (("person.id_no", 1.6), ("person.phone", 1.3), ("membership.relation", 1.0)),
    (("village", 1.2), ("household.group_name", 0.8), ("household.household_no", 1.5)),
    (("person.education", 1.0), ("person.political", 1.0), ("person.marital", 0.9)),
    (("person.health", 1.0), ("person.labour_ability", 1.1), ("person.employment_status", 1.1)),
    (("skill", 1.2), ("person.hukou_address", 1.8)),
    (("person.emergency_contact", 1.0), ("groups", 2.0)),
)
_WISHES: tuple[tuple[tuple[str, float], ...], ...] = (
    (("survey_answer.present", 1.0), ("survey_answer.job_will", 0.8),
     ("survey_answer.startup_will", 0.8), ("survey_answer.expected_wage", 0.9)),
    (("survey_answer.unemployed_reason", 1.5), ("survey_answer.will_area", 1.0),
     ("survey_answer.will_trade", 1.2)),
    (("survey_answer.trained", 1.2), ("survey_answer.train_will", 1.5)),
    (("survey_answer.service_need", 1.2), ("survey_answer.measures", 1.5)),
    (("person.remark", 1.0),),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpellLine:
    """One job of a person."""

    number: int
    line: RosterLine
    spell: EmploymentSpell


def _named_columns(occasion: Occasion) -> dict[str, Column[RosterLine]]:
    dictionary, book = occasion.dictionary, occasion.book
    village: Column[RosterLine] = Column("村", partial(village_name, book=book))
    known = {
        "age": age_column(),
        "village": village,
        "skill": skill_column(dictionary, book),
        "groups": groups_column(book),
    }
    paths = {path for line in (*_PEOPLE, *_WISHES) for path, _ in line} - known.keys()
    return known | {path: field_column(dictionary, book, path) for path in paths}


def _facts(
    columns: dict[str, Column[RosterLine]],
    lines: Sequence[Sequence[tuple[str, float]]],
    row: RosterLine,
) -> tuple[Facts, ...]:
    return tuple(
        tuple(Fact(columns[path].label, show(columns[path].value(row)), part)
              for path, part in line)
        for line in lines
    )  # fmt: skip


def _adults(occasion: Occasion, families: Iterable[Family]) -> Iterator[RosterLine]:
    """Those who have a card: everybody of 16 or more, and whoever works."""
    least = occasion.basis.least
    return lines_of(
        occasion,
        families,
        lambda _o, _f, worker: worker.employed or (worker.view.age or 0) >= least,
    )


def _spells(occasion: Occasion) -> Table[SpellLine]:
    def of(column: Column[RosterLine], width_mm: float) -> Column[SpellLine]:
        value = column.value
        return Column(
            column.label,
            lambda row: value(replace(row.line, spell=row.spell)),
            width_mm,
            column.align,
        )

    def field(path: str, width_mm: float) -> Column[SpellLine]:
        return of(field_column(occasion.dictionary, occasion.book, path), width_mm)

    columns: tuple[Column[SpellLine], ...] = (
        Column("序号", lambda row: row.number, 10.0),
        field("employment_spell.start", 20.0),
        field("employment_spell.end", 20.0),
        field("employment_spell.kind", 16.0),
        of(work_place_column(occasion.book), 32.0),
        field("employment_spell.employer", 36.0),
        field("employment_spell.trade", 18.0),
        of(wage_column(occasion.dictionary, occasion.book), 15.0),
        field("employment_spell.end_reason", 17.0),
    )
    return Table("就业经历", columns)


def _spell_lines(row: RosterLine) -> Iterator[SpellLine]:
    spells = sorted(row.member.spells, key=lambda spell: str(spell.start or ""))
    for number, spell in enumerate(spells, start=1):
        yield SpellLine(number, row, spell)


def _person_leaves(
    occasion: Occasion, families: Iterable[Family], paper: Paper
) -> Iterator[Leaf[SpellLine]]:
    columns = _named_columns(occasion)
    for row in _adults(occasion, families):
        yield Leaf(
            name=row.member.person.name or "未填姓名",
            heading=card_heading(occasion, _LABEL),
            code=household_mark(row.family.household.id),
            above=_facts(columns, _PEOPLE, row),
            rows=tuple(_spell_lines(row)),
            blanks=2,
            below=(*_facts(columns, _WISHES, row), *service_lines()),
            ending=Ending(signatures=_SIGNED, notes=(PRIVACY,)),
        )


PERSON_CARD: Document[SpellLine] = Document(
    name="person_card",
    label=_LABEL,
    form=Form.SHEET,
    table=_spells,
    wide=lambda occasion: Table(
        _LABEL,
        (
            Column("姓名", lambda row: row.line.member.person.name, 18.0),
            Column("身份证号", lambda row: row.line.member.person.id_no, 38.0),
            *_spells(occasion).columns,
        ),
    ),
    rows=lambda occasion, families: (
        spell for row in _adults(occasion, families) for spell in _spell_lines(row)
    ),
    layout=card_layout,
    notes=lambda _: (PRIVACY,),
    unit="人、元",
    leaves=_person_leaves,
    frozen=2,
)
