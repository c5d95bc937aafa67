"""农村劳动力资源入户调查表: a household on a page, filled in or blank (domain §D 1)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desktop.domain.entities import Household
from desktop.domain.facts import Family
from desktop.domain.labour import workforce
from desktop.domain.roster import (
    RosterLine,
    field_column,
    groups_column,
    head_column,
    number_column,
    village_column,
    wage_column,
    work_place_column,
)
from desktop.domain.scan_codes import household_mark
from desktop.domain.tables import Column, Table, show
from desktop.export.documents.declaring import Document, Form, Occasion, day_words
from desktop.export.documents.rostering import lines_of, roster_layout
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.grid import Fact, Facts
from desktop.export.pdf.leaves import Leaf
from desktop.export.pdf.page import Layout, Margins, Paper

_LABEL = "农村劳动力资源入户调查表"
_ROOM_A4, _ROOM_A3 = 6, 10
"""People that a page has room for."""
_SPARE = 1
_CHILD = 14
_OF_CHILDREN = frozenset({"序号", "姓名", "与户主关系", "性别", "就业状态"})
PRIVACY = (
    "告知：本表所填信息仅用于农村劳动力资源调查和就业服务，由乡镇（街道）人社部门依法保管，不向无关人员"
    "提供。其中健康、残疾、帮扶等为敏感个人信息，不满十四周岁的只登记姓名、性别、出生年份和在读情况。"
    "本人可以查阅、更正自己的信息。签字即表示已知悉，所填属实。"
)
_SIGNED = ("申报人（签字按印）：", "调查员（签字）：", "村审核（签字）：", "调查日期：")


def _columns(occasion: Occasion) -> tuple[Column[RosterLine], ...]:
    """Of children under 14 only who they are (PIPL art. 28)."""
    return tuple(map(_without_children, _asked(occasion)))


def _without_children(column: Column[RosterLine]) -> Column[RosterLine]:
    if column.label in _OF_CHILDREN:
        return column
    value = column.value
    return replace(column, value=lambda line: "" if is_child(line) else value(line))


def is_child(line: RosterLine) -> bool:
    """Whether somebody is under 14, of whom papers tell hardly anything."""
    return line.age is not None and line.age < _CHILD


def _asked(occasion: Occasion) -> tuple[Column[RosterLine], ...]:
    dictionary, book = occasion.dictionary, occasion.book

    def of(path: str, width_mm: float, label: str = "") -> Column[RosterLine]:
        column = field_column(dictionary, book, path, width_mm=width_mm)
        return replace(column, label=label) if label else column

    return (
        number_column(),
        of("person.name", 20.0),
        of("membership.relation", 14.0),
        of("person.sex", 9.0),
        of("person.id_no", 38.0),
        of("person.ethnic", 15.0),
        of("person.education", 16.0),
        of("person.health", 15.0, "健康"),
        of("person.labour_ability", 18.0),
        of("person.employment_status", 18.0),
        replace(work_place_column(book), width_mm=30.0),
        of("employment_spell.employer", 34.0, "单位"),
        of("employment_spell.trade", 18.0),
        wage_column(dictionary, book),
        of("employment_spell.start", 18.0, "起始年月"),
        of("survey_answer.unemployed_reason", 24.0),
        of("survey_answer.job_will", 12.0),
        of("survey_answer.train_will", 22.0),
        replace(groups_column(book), label="特殊标识", width_mm=22.0),
    )


def _lines(occasion: Occasion, family: Family) -> list[RosterLine]:
    """Everybody in the household."""
    return list(lines_of(replace(occasion, people=None), [family], lambda *_: True))


def _is_wanted(occasion: Occasion, family: Family) -> bool:
    force = workforce(family, occasion.basis)
    return force.counts and any(occasion.wants(one.view.person.id) for one in force.workers)


def _rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[RosterLine]:
    number = 0
    for family in families:
        if _is_wanted(occasion, family):
            for line in _lines(occasion, family):
                number += 1
                yield replace(line, number=number)


def _leaves(
    occasion: Occasion, families: Iterable[Family], paper: Paper
) -> Iterator[Leaf[RosterLine]]:
    make = _wide_leaf if paper is Paper.A3 else _tall_leaf
    if occasion.blank:
        yield make(occasion, None, [])
        return
    for family in families:
        if _is_wanted(occasion, family):
            yield make(occasion, family, _lines(occasion, family))


def _above(occasion: Occasion, family: Family | None) -> tuple[Facts, ...]:
    household = family.household if family else Household()
    village = occasion.book.area_label(household.village) if household.village else ""
    head = family.head.person.name or "" if family and family.head else ""
    phone = household.phone or (family.head.person.phone if family and family.head else None)
    return (
        (Fact("村", village, 1.1), Fact("组", household.group_name or "", 0.8),
         Fact("户编号", household.household_no or "", 1.4),
         Fact("户主", head, 1.0), Fact("电话", phone or "", 1.2)),
        (Fact("住址", household.address or "", 3.0),
         Fact("调查时点", "" if occasion.blank else day_words(occasion.basis.day), 1.4)),
    )  # fmt: skip


def _frame_of(
    occasion: Occasion, family: Family | None
) -> tuple[str, Heading, str, tuple[Facts, ...]]:
    household = family.household if family else Household()
    name = household.household_no or ("空白表" if family is None else "未编号")
    head = family.head.person.name if family and family.head else ""
    heading = Heading(title=_LABEL, left=f"调查单位：{occasion.office}")
    code = household_mark(household.id) if family else ""
    return f"{name} {head or ''}".strip(), heading, code, _above(occasion, family)


def _wide_leaf(
    occasion: Occasion, family: Family | None, lines: Sequence[RosterLine]
) -> Leaf[RosterLine]:
    name, heading, code, above = _frame_of(occasion, family)
    return Leaf(
        name=name,
        heading=heading,
        code=code,
        above=above,
        rows=tuple(lines),
        blanks=max(_ROOM_A3 - len(lines), _SPARE),
        ending=Ending(signatures=_SIGNED, notes=(PRIVACY,)),
    )


def _tall_leaf(
    occasion: Occasion, family: Family | None, lines: Sequence[RosterLine]
) -> Leaf[RosterLine]:
    name, heading, code, above = _frame_of(occasion, family)
    columns = {column.label: column for column in _columns(occasion)}
    blocks = [_person(columns, line) for line in lines]
    blanks = max(_ROOM_A4 - len(lines) % _ROOM_A4, _SPARE) if len(lines) % _ROOM_A4 else _SPARE
    blanks = _ROOM_A4 if not lines else blanks
    return Leaf(
        name=name,
        heading=heading,
        code=code,
        above=above,
        blocks=(*blocks, *[_person(columns, None)] * min(blanks, _ROOM_A4)),
        people=len(lines),
        table=False,
        ending=Ending(signatures=_SIGNED, notes=(PRIVACY,)),
    )


_PERSON_LINES = (
    (("姓名", 1.3), ("与户主关系", 1.1), ("性别", 0.7), ("身份证号", 1.9), ("民族", 0.9)),
    (("文化程度", 1.1), ("健康", 0.9), ("劳动能力", 1.2), ("就业状态", 1.2), ("月收入", 1.0)),
    (("务工地点", 1.6), ("单位", 1.6), ("工种", 1.0), ("起始年月", 1.1)),
    (("未就业原因", 1.2), ("就业意愿", 0.8), ("培训意愿", 1.2), ("特殊标识", 1.4)),
)


def _person(columns: dict[str, Column[RosterLine]], line: RosterLine | None) -> tuple[Facts, ...]:
    def fact(label: str, part: float) -> Fact:
        return Fact(label, show(columns[label].value(line)) if line else "", part)

    return tuple(tuple(fact(label, part) for label, part in facts) for facts in _PERSON_LINES)


def _layout(occasion: Occasion, paper: Paper) -> Layout:
    if paper is Paper.A3:
        return replace(roster_layout(occasion, paper), row_height_mm=13.0, note_size_pt=10.0)
    return Layout(
        landscape=False,
        font_size_pt=9.0,
        row_height_mm=8.0,
        note_size_pt=8.0,
        margins=Margins(top=13.0, right=12.0, bottom=13.0, left=16.0),
    )


def _wide(occasion: Occasion) -> Table[RosterLine]:
    number, *others = _columns(occasion)
    group = field_column(occasion.dictionary, occasion.book, "household.group_name")
    household = field_column(occasion.dictionary, occasion.book, "household.household_no")
    where = (village_column(occasion.book), group, household, head_column())
    return Table(_LABEL, (number, *where, *others))


HOUSEHOLD_FORM = Document(
    name="household_form",
    label=_LABEL,
    form=Form.SHEET,
    table=lambda occasion: Table(_LABEL, _columns(occasion)),
    wide=_wide,
    rows=_rows,
    layout=_layout,
    notes=lambda _: (PRIVACY,),
    unit="人",
    leaves=_leaves,
    blank=True,
    frozen=6,
)
