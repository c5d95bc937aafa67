"""The columns of the window's lists, made from the dictionary: label, width, side and reading."""

from collections.abc import Callable
from datetime import date

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary
from desktop.domain.facts import Family, Member
from desktop.domain.kinds import Ask
from desktop.domain.listing import cell as cell
from desktop.domain.listing import field_column, tags_column
from desktop.domain.listing import record_of as record_of
from desktop.domain.tables import Align, Column, Table, Unread

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


def member_column(dictionary: Dictionary, book: CodeBook, path: str, day: date) -> Column[Member]:
    """A column of a list of members."""
    field = dictionary.field(path)
    return field_column(field, lambda member: record_of(member, field.entity, day), book)


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
