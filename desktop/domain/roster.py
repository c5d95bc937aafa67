"""The lines of rosters, and columns over them derived from the dictionary."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary, Field
from desktop.domain.entities import EmploymentSpell
from desktop.domain.facts import Family, Member, tag_holds
from desktop.domain.kinds import Code, Codes, Date, IdNumber, Integer, Kind, Name, Phone, Text
from desktop.domain.labour import Basis, Worker, workforce
from desktop.domain.record import Record
from desktop.domain.tables import Align, Column

UNREAD_MARK = "※"
"""Stands before what is shown as it was seen, because it could not be read as its field."""
UNREAD_NOTE = f"带“{UNREAD_MARK}”的内容不符合填写要求，按原样列出，请核对更正。"
_SHARED_TAGS_KNOWN = 4096


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person in a roster, as of a day.

    Attributes:
        number: 序号.
        spell: the work that counts on the day.
        age: full years on the day; None if it is not known.
    """

    number: int
    family: Family
    member: Member
    day: date
    spell: EmploymentSpell | None = None
    age: int | None = None


def roster_lines(
    families: Iterable[Family], basis: Basis, wanted: Callable[[Worker], bool]
) -> Iterator[RosterLine]:
    """The wanted people of households, numbered from 1, heads first and then as entered."""
    number = 0
    for family in families:
        chosen = [worker for worker in workforce(family, basis).workers if wanted(worker)]
        for worker in sorted(chosen, key=lambda worker: not worker.view.member.is_head):
            number += 1
            view = worker.view
            yield RosterLine(number, family, view.member, basis.day, worker.spell, view.age)


RecordOf = Callable[[RosterLine], Record | None]
_RECORDS: dict[str, RecordOf] = {
    "person": lambda line: line.member.person,
    "household": lambda line: line.family.household,
    "membership": lambda line: line.member.membership,
    "employment_spell": lambda line: line.spell,
    "survey_answer": lambda line: line.member.answer,
    "presence": lambda line: line.member.presence,
}


def field_column(
    dictionary: Dictionary, book: CodeBook, path: str, **changes: Any
) -> Column[RosterLine]:
    """The column of one declared field; ``changes`` are those of :class:`Column`.

    Numbers stay numbers; everything else is text as a clerk reads it. What could not be read is
    shown as it was seen, marked.

    Raises:
        KeyError: if there is no such field, or a roster has no such record.
    """
    declared = dictionary.field(path)
    column = Column(
        declared.label,
        _value(declared, _RECORDS[declared.entity], book),
        declared.kind.width_mm,
        _align(declared.kind),
        wrap=not isinstance(declared.kind, Name),
    )
    return replace(column, **changes)


def _align(kind: Kind) -> Align:
    """Short things stand in the middle of their column, free words at its left."""
    if isinstance(kind, Codes) or (isinstance(kind, Text) and not isinstance(kind, Name)):
        return Align.LEFT
    if isinstance(kind, Code | Name | IdNumber | Phone | Date):
        return Align.CENTER
    return kind.align


def _value(declared: Field, record_of: RecordOf, book: CodeBook) -> Callable[[RosterLine], object]:
    name = declared.name
    reads = _reading(declared.kind, book)

    def value(line: RosterLine) -> object:
        record = record_of(line)
        if record is None:
            return ""
        if record.unread:
            seen = record.unread.get(name)
            if seen:
                return f"{UNREAD_MARK}{seen}"
        held = getattr(record, name)
        return "" if held is None else reads(held)

    return value


def _reading(kind: Kind, book: CodeBook) -> Callable[[Any], object]:
    if isinstance(kind, Integer) or type(kind).show is Kind.show:
        return lambda held: held
    # A code or a day is met thousands of times in one list.
    return lru_cache(maxsize=_SHARED_TAGS_KNOWN)(lambda held: kind.show(held, book))


# What no single field holds.


def number_column() -> Column[RosterLine]:
    """序号."""
    return Column("序号", lambda line: line.number, 10.0, Align.CENTER)


def age_column() -> Column[RosterLine]:
    """年龄 in full years on the reference day."""
    return Column("年龄", lambda line: "" if line.age is None else line.age, 9.0, Align.CENTER)


def head_column() -> Column[RosterLine]:
    """户主: the head's name."""
    return Column("户主", _head_name, 16.0, Align.CENTER, wrap=False)


def _head_name(line: RosterLine) -> str:
    head = line.family.head
    if head is None:
        return ""
    person = head.person
    return person.name or person.unread.get("name", "")


def village_column(book: CodeBook) -> Column[RosterLine]:
    """村: where the household is registered."""
    return Column("村", lambda line: village_name(line, book), 22.0, Align.CENTER)


def village_name(line: RosterLine, book: CodeBook) -> str:
    """The village of a line's household."""
    household = line.family.household
    if household.village is None:
        return household.unread.get("village", "") or "未填村"
    return book.area_label(household.village)


def work_place_column(book: CodeBook) -> Column[RosterLine]:
    """务工地点: as it was told, else the province, city and county of the work."""

    def value(line: RosterLine) -> str:
        spell = line.spell
        if spell is None:
            return ""
        told = spell.work_place or spell.unread.get("work_place")
        if told:
            return told
        if spell.work_area:
            return book.places.full_name(spell.work_area)
        return book.code_label("region_class", spell.region_class) if spell.region_class else ""

    return Column("务工地点", value, 28.0, Align.LEFT)


def wage_column(dictionary: Dictionary, book: CodeBook) -> Column[RosterLine]:
    """月收入: the amount, else its band."""
    amount = field_column(dictionary, book, "employment_spell.wage")
    band = field_column(dictionary, book, "employment_spell.wage_band")

    def value(line: RosterLine) -> object:
        held = amount.value(line)
        return band.value(line) if held == "" else held

    return replace(amount, value=value, width_mm=15.0)


def skill_column(dictionary: Dictionary, book: CodeBook) -> Column[RosterLine]:
    """技能: what the person can do, and at which level."""
    text = field_column(dictionary, book, "person.skill_text")
    level = field_column(dictionary, book, "person.skill_level")

    def value(line: RosterLine) -> str:
        parts = (str(text.value(line)), str(level.value(line)))
        return " ".join(part for part in parts if part and part != "无")

    return Column("技能", value, 20.0, Align.LEFT)


def groups_column(book: CodeBook) -> Column[RosterLine]:
    """特殊人群: the tags of the person and of the household that hold on the day."""

    def value(line: RosterLine) -> str:
        tags = (*line.family.tags, *line.member.tags)
        if not tags:
            return ""
        held = [tag for tag in tags if tag_holds(tag, line.day)]
        keys = dict.fromkeys(tag.tag for tag in held if tag.tag)
        seen = dict.fromkeys(tag.unread["tag"] for tag in held if "tag" in tag.unread)
        labels = [book.code_label("tag", key) for key in keys]
        return "、".join([*labels, *(f"{UNREAD_MARK}{text}" for text in seen)])

    return Column("特殊人群", value, 24.0, Align.LEFT)
