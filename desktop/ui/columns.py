"""The columns of the window's lists, made from the dictionary: label, width, side and reading."""

from collections.abc import Callable
from datetime import date

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary
from desktop.domain.facts import Family, Member
from desktop.domain.listing import cell as cell
from desktop.domain.listing import field_column
from desktop.domain.listing import record_of as record_of
from desktop.domain.tables import Align, Column, Table, Unread


def member_column(dictionary: Dictionary, book: CodeBook, path: str, day: date) -> Column[Member]:
    """A column of a list of members."""
    field = dictionary.field(path)
    return field_column(field, lambda member: record_of(member, field.entity, day), book)


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
