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
_COLUMNS = {
    "A": ("姓名", 15.0), "B": ("关系", 14.5), "C": ("证件", 13.0), "D": ("电话", 24.5),
    "E": ("文化", 13.5), "F": ("健康", 13.5), "G": ("劳力", 12.5), "H": ("现状", 17.5),
    "J": ("在外", 18.5), "K": ("地点", 17.0), "L": ("单位", 17.0), "M": ("工种", 14.0),
    "N": ("月收入", 17.0), "P": ("就业", 12.5), "Q": ("培训", 15.5), "R": ("入户", 13.5),
}  # fmt: skip
"""Short headings, so that all columns of a page are seen at once; in full in the line below."""
_SHORTER: dict[str, Callable[[str], str]] = {
    "C": lambda number: number[-4:],
    "G": lambda ability: ability.partition("劳动")[0],
    "J": lambda present: present.removeprefix("外出"),
}
_SIGNS = {check_lists.UNCHANGED: "√", check_lists.CHANGED: "变"}
_BEFORE = 2
"""Columns before the lettered ones."""


def table(dictionary: Dictionary, book: CodeBook, day: date) -> Table[Row]:
    """The columns: row and state first, then those with a letter."""
    first: tuple[Column[Row], ...] = (
        Column("行", lambda row: row.number, 9.0, Align.CENTER),
        Column("本轮", lambda row: row.note or _SIGNS.get(row.state, ""), 11.5, Align.CENTER),
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
    words, width = _COLUMNS[letter]
    value = _value(field, book, day)
    short = _SHORTER.get(letter)
    if short is None:
        return Column(f"{letter} {words}", value, width, field.kind.align)
    return Column(f"{letter} {words}", lambda row: _shortened(value(row), short), width)


def _shortened(text: object, short: Callable[[str], str]) -> object:
    """A text as short as on paper; what could not be read stays as it is."""
    return short(text) if type(text) is str else text


def _value(field: Field, book: CodeBook, day: date) -> Callable[[Row], object]:
    if field.path == _RESULT:
        return lambda row: columns.cell(field, row.visit, book) if row.is_first else ""
    return lambda row: (
        columns.cell(field, columns.record_of(row.member, field.entity, day), book)
        if row.member
        else ""
    )


def whole(row: Row, field: Field, book: CodeBook, day: date) -> str:
    """What a cell holds, in full, to be mended."""
    return str(_value(field, book, day)(row))


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
