"""The cells of a page of the check list: columns, where each is stored, what it was before."""

from collections.abc import Callable
from datetime import date

from desktop.domain.check_lists import LETTERS
from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary, Field
from desktop.domain.errors import Refused
from desktop.domain.tables import Align, Column, Table
from desktop.services import answering, check_entry, check_lists, people, visits
from desktop.services.check_lists import Page, Row
from desktop.services.session import Session
from desktop.ui import columns, member_cells
from desktop.ui.member_cells import Spot

_RESULT = "household_visit.result"
_WIDTHS = {
    "A": 17.0, "B": 15.0, "C": 38.0, "D": 25.0, "E": 15.0, "F": 14.0, "G": 19.0, "H": 18.0,
    "J": 22.0, "K": 26.0, "L": 26.0, "M": 16.0, "N": 15.0, "P": 12.0, "Q": 18.0, "R": 17.0,
}  # fmt: skip
_BEFORE = 3
"""Columns before the lettered ones."""


def table(dictionary: Dictionary, book: CodeBook, day: date) -> Table[Row]:
    """The columns: row, household and state first, then those with a letter."""
    first: tuple[Column[Row], ...] = (
        Column("行", lambda row: row.number, 8.0, Align.CENTER),
        Column("户", _household, 11.0, Align.CENTER),
        Column("本轮", lambda row: row.note or row.state, 17.0),
    )
    lettered = (
        _column(letter, dictionary.field(path), book, day) for letter, path in LETTERS
    )  # fmt: skip
    return Table("入户核对表", (*first, *lettered))


def fields(dictionary: Dictionary) -> list[Field | None]:
    """The field of each column; None where nothing is keyed in."""
    return [*[None] * _BEFORE, *(dictionary.field(path) for _, path in LETTERS)]


def column_of(letter: str) -> int | None:
    """Where the column of a letter stands; None if there is none."""
    letters = [known for known, _ in LETTERS]
    wanted = letter.upper()
    return _BEFORE + letters.index(wanted) if wanted in letters else None


NAME_AT = _BEFORE


def _column(letter: str, field: Field, book: CodeBook, day: date) -> Column[Row]:
    return Column(
        f"{letter} {field.label}", _value(field, book, day), _WIDTHS[letter], field.kind.align
    )


def _value(field: Field, book: CodeBook, day: date) -> Callable[[Row], object]:
    if field.path == _RESULT:
        return lambda row: columns.cell(field, row.visit, book) if row.is_first else ""
    return lambda row: (
        columns.cell(field, columns.record_of(row.member, field.entity, day), book)
        if row.member
        else ""
    )


def _household(row: Row) -> str:
    return (row.household.household_no or "")[-4:] if row.is_first else ""


def record_at(row: Row, field: Field, day: date) -> str:
    """The id of the record that a cell shows; empty if there is none yet."""
    if field.path == _RESULT:
        return row.visit.id if row.visit else ""
    record = columns.record_of(row.member, field.entity, day) if row.member else None
    return record.id if record else ""


def refusal(row: Row, field: Field) -> str:
    """Why nothing can be written into a cell; empty if it can."""
    if field.path == _RESULT:
        return ""
    if row.note:
        return f"第 {row.number} 行：{row.note}，不用填；有误请按 F4 打开这一户改"
    if row.is_blank and field.name != "name":
        return f"第 {row.number} 行是空行，请先在 A 栏填姓名"
    return ""


def seen(
    session: Session, row: Row, field: Field, day: date, survey: str
) -> tuple[str, ...] | None:
    """The names of what the cell shows, to be handed back with the edit."""
    spot = _spot(row, field, day, survey)
    return member_cells.seen(session, spot) if spot else None


def _spot(row: Row, field: Field, day: date, survey: str) -> Spot | None:
    if row.member is None or field.path == _RESULT:
        return None
    return member_cells.spot_of(row.member, field, day, survey)


def store(
    session: Session, row: Row, field: Field, text: str, saw: tuple[str, ...] | None,
    day: date, survey: str,
) -> bool:  # fmt: skip
    """Store what was typed; whether somebody new came to stand on the line by it.

    Raises:
        AppError: if it cannot be stored now; nothing was changed.
    """
    why = refusal(row, field)
    if why:
        raise Refused(why)
    spot = _spot(row, field, day, survey)
    if spot is not None:
        member_cells.store(session, spot, text, saw, survey)
        return False
    with session.at_once():
        if field.path == _RESULT:
            visits.set_visit(session, survey=survey, household=row.household.id, result=text)
            return False
        check_entry.add_member(
            session, survey=survey, slot=row.slot.id, line=row.at, name=text
        )  # fmt: skip
    return True


def before(session: Session, page: Page, row: Row, field: Field, day: date) -> str:
    """What a changed cell held before; empty if it has not been changed."""
    if row.member is None or row.state != check_lists.CHANGED:
        return ""
    if field.entity == "survey_answer":
        person = row.member.person.id
        last = answering.last_answers(session.ledger, page.survey, [person]).get(person)
        was = columns.cell(field, last, session.ledger.book)
        now = columns.cell(field, row.member.answer, session.ledger.book)
        return was if was != now else ""
    record = record_at(row, field, day)
    events = people.events(session, field.entity, record) if record else []
    return next((event.old for event in events if event.field == field.label), "")
