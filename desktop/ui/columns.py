"""The columns of the window's lists, made from the dictionary: label, width, side and reading."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary, Field
from desktop.domain.facts import Family, Member
from desktop.domain.kinds import Ask
from desktop.domain.record import Record
from desktop.domain.tables import Align, Column, Table
from desktop.ui.widgets.unread import Unread

Row = TypeVar("Row")
MEMBER_FIELDS = (
    "person.name",
    "membership.relation",
    "person.sex",
    "person.id_no",
    "person.birth",
    "person.ethnic",
    "person.education",
    "person.health",
    "person.labour_ability",
    "person.employment_status",
    "employment_spell.work_place",
    "employment_spell.employer",
    "employment_spell.trade",
    "employment_spell.wage",
    "employment_spell.start",
    "person.phone",
    "survey_answer.present",
    "survey_answer.job_will",
    "survey_answer.train_will",
    "person.skill_text",
    "person.remark",
)
TAGS = ""
"""Stands in ``member_paths`` for the column of tags, which is no field of one record."""
_TAGS_AT = 10
_MIN_SHORT_MM = 14.0


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


def member_column(dictionary: Dictionary, book: CodeBook, path: str, day: date) -> Column[Member]:
    """A column of a list of members."""
    field = dictionary.field(path)
    return field_column(field, lambda member: record_of(member, field.entity, day), book)


def tags_column(book: CodeBook, day: date) -> Column[Member]:
    """The groups a person belongs to on a day."""
    return Column(
        "特殊标识",
        lambda member: tuple(book.code_label("tag", key) for key in member.tag_keys(day)),
        30.0,
    )


def member_paths(dictionary: Dictionary) -> tuple[str, ...]:
    """The fields of the members' columns, in order."""
    asked = [
        field.path
        for field in dictionary["person"].fields
        if field.kind.ask is Ask.ALWAYS and field.path not in MEMBER_FIELDS
    ]
    paths = [*MEMBER_FIELDS, *asked]
    return (*paths[:_TAGS_AT], TAGS, *paths[_TAGS_AT:])


def members_table(dictionary: Dictionary, book: CodeBook, day: date) -> Table[Member]:
    """The members of a household, as they stand in a survey."""
    columns = [
        member_column(dictionary, book, path, day) if path else tags_column(book, day)
        for path in member_paths(dictionary)
    ]
    return Table("家庭成员", tuple(columns))


def households_table(
    dictionary: Dictionary, book: CodeBook, doubts: Callable[[str], str]
) -> Table[Family]:
    """The households of a village, with what is doubtful in them."""
    household = dictionary["household"]

    def own(name: str) -> Column[Family]:
        return field_column(household.field(name), lambda family: family.household, book)

    return Table(
        "户列表",
        (
            Column("户主", _head_name, 22.0),
            Column("核查", lambda family: doubts(family.household.id), 27.0),
            Column("人数", lambda family: len(family.members), 12.0, Align.RIGHT),
            Column("村", lambda family: _area(book, family.household.village), 24.0),
            own("group_name"),
            own("household_no"),
            own("phone"),
            own("address"),
            Column(
                "户标识",
                lambda family: tuple(
                    book.code_label("tag", tag.tag) for tag in family.tags if tag.tag
                ),
                30.0,
            ),
        ),
    )


def _head_name(family: Family) -> str:
    head = family.head
    if head is None:
        return Unread("没有户主")
    return head.person.name or Unread(head.person.unread.get("name", "没有姓名"))


def _area(book: CodeBook, area: str | None) -> str:
    return book.area_label(area) if area else ""
