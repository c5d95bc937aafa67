"""Lists of people: the columns that the dictionary offers, alike on screen, copied and printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from desktop.domain.ages import age_on
from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary, Field
from desktop.domain.entities import Household
from desktop.domain.facts import Member
from desktop.domain.kinds import Date, IdNumber, Kind, Phone, Ref, Secrecy
from desktop.domain.masking import keep_ends, mask_bank, mask_phone
from desktop.domain.record import Record
from desktop.domain.tables import Align, Column, Table, Unread, show

Row = TypeVar("Row")
AGE, TAGS, HEAD_NAME = "person.age", "person.tags", "household.head"
"""Columns that are no field of one record."""
_DERIVED = {AGE: "年龄", TAGS: "特殊标识", HEAD_NAME: "户主"}
_AFTER = {"birth": AGE, "employment_status": TAGS, "household_no": HEAD_NAME}
ENTITIES = ("person", "household", "membership", "employment_spell", "survey_answer", "presence")
FIRST = (
    "person.name", "person.sex", AGE, "person.id_no", "household.village",
    "household.group_name", HEAD_NAME, "membership.relation", "person.education",
    "person.employment_status", TAGS, "employment_spell.work_place", "employment_spell.employer",
    "employment_spell.wage", "person.phone", "person.labour_ability", "person.health",
    "person.remark",
)  # fmt: skip
"""The columns that a list of people begins with."""
_MIN_SHORT_MM = 14.0
_TAGS_MM, _AGE_MM, _HEAD_MM = 30.0, 11.0, 18.0


@dataclass(frozen=True, slots=True)
class Listed:
    """One person in a list, with the household, if there is one, and its head."""

    household: Household | None
    member: Member
    head: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that can be chosen: its path, its words, and the entity it stands under."""

    path: str
    label: str
    group: str


def choices(dictionary: Dictionary) -> list[Choice]:
    """Every column that a list of people can have, entity by entity."""
    found: list[Choice] = []
    for name in ENTITIES:
        entity = dictionary[name]
        for field in entity.fields:
            if not isinstance(field.kind, Ref):
                found.append(Choice(field.path, field.label, entity.label))
            extra = _AFTER.get(field.name)
            if extra and extra.startswith(f"{name}."):
                found.append(Choice(extra, _DERIVED[extra], entity.label))
    return found


def known_paths(dictionary: Dictionary, wanted: Sequence[str]) -> tuple[str, ...]:
    """Those of some paths that there are, in their order; the first columns if there are none."""
    offered = {choice.path for choice in choices(dictionary)}
    return tuple(path for path in dict.fromkeys(wanted) if path in offered) or FIRST


def people_table(
    title: str,
    paths: Sequence[str],
    dictionary: Dictionary,
    book: CodeBook,
    day: date,
    *,
    hidden: bool = False,
) -> Table[Listed]:
    """A list of people with these columns.

    Args:
        title: what it is called.
        paths: the columns, as :func:`choices` names them.
        dictionary: the fields.
        book: how values read.
        day: the day that ages, work and tags are as of.
        hidden: whether numbers that tell who somebody is are shown in part only.
    """

    def column(path: str) -> Column[Listed]:
        if path in _DERIVED:
            return _derived(path, book, day)
        field = dictionary.field(path)
        made: Column[Listed] = field_column(
            field, lambda line: _record(line, field.entity, day), book
        )
        return _hiding(made, field.kind) if hidden else made

    return Table(title, tuple(column(path) for path in paths))


def _record(line: Listed, entity: str, day: date) -> Record | None:
    return line.household if entity == "household" else record_of(line.member, entity, day)


def _derived(path: str, book: CodeBook, day: date) -> Column[Listed]:
    label = _DERIVED[path]
    if path == AGE:
        return Column(label, lambda line: _age(line, day), _AGE_MM, Align.RIGHT)
    if path == HEAD_NAME:
        return Column(label, lambda line: line.head, _HEAD_MM)
    tags = tags_column(book, day)
    return Column(label, lambda line: tags.value(line.member), tags.width_mm)


def _age(line: Listed, day: date) -> int | None:
    birth = line.member.person.birth
    return None if birth is None else age_on(birth, day)


def _hiding(column: Column[Listed], kind: Kind) -> Column[Listed]:
    if not is_hidden(kind):
        return column

    def value(line: Listed) -> object:
        seen = column.value(line)
        text = show(seen)
        if not text:
            return ""
        covered = masked(kind, text)
        return Unread(covered) if isinstance(seen, Unread) else covered

    return Column(column.label, value, column.width_mm, column.align)


def is_hidden(kind: Kind) -> bool:
    """Whether a field is shown in part only to who may not see who somebody is."""
    return kind.secrecy in {Secrecy.IDENTITY, Secrecy.ACCOUNT} or isinstance(kind, Phone)


def masked(kind: Kind, text: str) -> str:
    """A text of such a field with its telling part starred; of a date the year is left."""
    if isinstance(kind, Phone):
        return mask_phone(text)
    if isinstance(kind, Date):
        return text[:4]
    return keep_ends(text, 6, 4) if isinstance(kind, IdNumber) else mask_bank(text)


def cell(field: Field, record: Record | None, book: CodeBook) -> str:
    """How a field of a record reads; the unread text, marked as such, if there is one."""
    if record is None:
        return ""
    text = record.unread.get(field.name)
    if text:
        return Unread(text)
    return field.kind.show(getattr(record, field.name), book)


def raw(field: Field, record: Record | None, book: CodeBook) -> Any:
    """What a list sorts a field by: the number itself, or the text shown."""
    value = getattr(record, field.name) if record is not None else None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return cell(field, record, book)


def field_column(
    field: Field, record_of: Callable[[Row], Record | None], book: CodeBook
) -> Column[Row]:
    """A column for one declared field."""
    return Column(
        field.label,
        lambda row: raw(field, record_of(row), book),
        max(field.kind.width_mm, _MIN_SHORT_MM),
        field.kind.align,
    )


def record_of(member: Member, entity: str, day: date) -> Record | None:
    """The record of an entity that belongs to a member, as of a day."""
    if entity == "person":
        return member.person
    if entity == "membership":
        return member.membership
    if entity == "survey_answer":
        return member.answer
    if entity == "presence":
        return member.presence
    return member.spell_on(day) if entity == "employment_spell" else None


def tags_column(book: CodeBook, day: date) -> Column[Member]:
    """The groups a person belongs to on a day."""
    return Column(
        "特殊标识",
        lambda member: tuple(book.code_label("tag", key) for key in member.tag_keys(day)),
        _TAGS_MM,
    )
