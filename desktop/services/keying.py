"""One cell as a clerk keys it in: read, stored with what follows from it, and shown again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from desktop.domain import merge
from desktop.domain.changes import BIRTH, ChangeName
from desktop.domain.choosing import read_typed
from desktop.domain.dictionary import Field
from desktop.domain.entities import EmploymentSpell
from desktop.domain.errors import Refused
from desktop.domain.finding import Finding
from desktop.domain.kinds import Ref
from desktop.domain.reading import Unreadable
from desktop.domain.record import Record
from desktop.domain.text import clean
from desktop.services import checks
from desktop.services.following import followed_by, household_of
from desktop.services.session import Session
from desktop.storage import history
from desktop.storage.writing import Writer

R = TypeVar("R", bound=Record)
KEYED = frozenset(
    {"household", "membership", "person", "employment_spell", "tag", "external_id", "presence",
     "survey_answer", "household_visit"}
)  # fmt: skip
"""The entities that are keyed in cell by cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands.

    Attributes:
        value: the typed value; None if it is empty or could not be read.
        shown: how the value reads.
        unread: what was typed and could not be read.
        seen: the names of its live changes, to be handed back with the next edit of it.
        findings: those at this very field.
        household: the household it concerns, if any.
        household_findings: all of that household, these among them.
        followed: the other fields of the record that were set with it.
    """

    entity: str
    record: str
    field: str
    value: Any
    shown: str
    unread: str
    seen: tuple[str, ...]
    findings: tuple[Finding, ...]
    household: str
    household_findings: tuple[Finding, ...]
    followed: tuple[str, ...] = ()


def held(session: Session, cls: type[R], record: str) -> R:
    """The record of an id.

    Raises:
        Refused: if it is not here, or no more.
    """
    found = session.ledger.get(cls, record)
    if found is None or found.deleted:
        raise Refused(f"这条{cls.entity_label}记录已不在台账里，请刷新后再试")
    return found


def keyed(session: Session, entity: str, record: str) -> Record:
    """The record of a cell.

    Raises:
        Refused: if the entity is not keyed in cell by cell, or the record is not here.
    """
    if entity not in KEYED:
        raise Refused(f"“{entity}”不能这样填写")
    return held(session, session.ledger.dictionary[entity].cls, record)


def field_of(session: Session, record: Record, name: str) -> Field:
    """The declared field of a cell.

    Raises:
        Refused: if there is none, or it refers to another record.
    """
    entity = session.ledger.dictionary[record.entity_name]
    declared = entity.by_name.get(name)
    if declared is None or isinstance(declared.kind, Ref):
        raise Refused(f"{entity.label}的“{name}”不能直接填写，请用相应的操作")
    return declared


def store(
    session: Session,
    writer: Writer,
    record: Record,
    declared: Field,
    text: str,
    *,
    seen: Sequence[str] | None = None,
    reason: str | None = None,
) -> tuple[str, ...]:
    """Set one cell from a typed text, and what follows from it; the fields that followed.

    What cannot be read is kept as typed, and the field is empty; an empty text empties both.
    """
    name = declared.name
    value, unread = None, None
    if clean(text):
        try:
            home = session.ledger.fact("area")
            value = read_typed(declared.kind, text, session.ledger.book, home)
        except Unreadable:
            unread = clean(text)
    followed = followed_by(session.ledger, record, name, value, text)
    if unread and _is_band(session, record, name, unread):
        followed = {"wage_band": session.ledger.book.read_code("income_band", unread)}
        unread = None
    shown = None if seen is None else {name: tuple(map(ChangeName.parse, seen)) or BIRTH}
    writer.update(
        record, {name: value, **followed}, seen=shown, unread={name: unread}, reason=reason
    )
    return tuple(followed)


def _is_band(session: Session, record: Record, name: str, text: str) -> bool:
    """Whether an income is told as a band, or not told (domain F8)."""
    spell = isinstance(record, EmploymentSpell) and name == "wage"
    return spell and session.ledger.book.means("income_band", text) is not None


def look(
    session: Session, entity: str, record: str, field: str, followed: tuple[str, ...] = ()
) -> Cell:
    """A cell as it stands, with its findings and those of its household.

    Raises:
        Refused: if there is no such cell.
    """
    ledger = session.ledger
    now = keyed(session, entity, record)
    declared = field_of(session, now, field)
    value = getattr(now, field)
    household = household_of(ledger, now)
    found = tuple(checks.listed(session, households=[household])) if household else ()
    alive = merge.live(history.changes_of(ledger.data, record, field))
    return Cell(
        entity,
        record,
        field,
        value,
        declared.kind.show(value, ledger.book),
        now.unread.get(field, ""),
        tuple(sorted(str(change.name) for change in alive)),
        tuple(item for item in found if item.record == record and item.field == field),
        household,
        found,
        followed,
    )
