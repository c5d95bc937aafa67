"""Two records of one person made one: the smaller id survives, what hung on the other follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from desktop.domain import merge
from desktop.domain.entities import (
    EmploymentSpell,
    ExternalId,
    Membership,
    Person,
    Presence,
    SurveyAnswer,
    Tag,
)
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record
from desktop.domain.text import clean
from desktop.services import checks, keying
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families, history
from desktop.storage.writing import Writer

R = TypeVar("R", bound=Record)
_FOLLOWERS: tuple[tuple[type[Record], str], ...] = (
    (EmploymentSpell, "person"),
    (Tag, "person"),
    (Presence, "person"),
    (SurveyAnswer, "person"),
    (ExternalId, "subject"),
)
_SAME = {
    "employment_spell": ("kind", "employer", "work_place", "start", "end"),
    "tag": ("tag", "kind", "start", "end"),
    "external_id": ("system", "kind", "value"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two records of a person differ, as shown side by side."""

    field: str
    label: str
    left: str
    right: str


def compare(session: Session, *, person: str, other: str) -> list[Difference]:
    """The fields in which two people's records differ; those that one leaves empty among them."""
    left, right = (keying.held(session, Person, one) for one in (person, other))
    book = session.ledger.book
    return [
        Difference(
            field.name,
            field.label,
            field.kind.show(getattr(left, field.name), book) or left.unread.get(field.name, ""),
            field.kind.show(getattr(right, field.name), book) or right.unread.get(field.name, ""),
        )
        for field in session.ledger.dictionary[Person].fields
        if getattr(left, field.name) != getattr(right, field.name)
        or left.unread.get(field.name) != right.unread.get(field.name)
    ]


@verb("person.merge", "人员合并", Role.CLERK)
def merge_people(
    session: Session, *, person: str, other: str, reason: str, take: tuple[str, ...] = ()
) -> Person:
    """Make two records of one person one; the record that survives.

    The values of ``person`` stand, and where it has none those of ``other``; so does the household
    that ``person`` is registered in.

    Args:
        session: who merges.
        person: the id of the one record.
        other: the id of the other.
        reason: why.
        take: the fields in which the other's value shall stand.

    Raises:
        Refused: if they are the same record, one is not here, or no reason is given.
    """
    ledger, why = session.ledger, clean(reason)
    if not why:
        raise Refused("人员合并要写明原因")
    if person == other:
        raise Refused("请选两条不同的人员记录")
    with ledger.transaction():
        one, two = (keying.held(session, Person, wanted) for wanted in (person, other))
        stays, goes = sorted((one, two), key=lambda record: record.id)
        with ledger.act("person.merge", "人员合并") as writer:
            _take_values(session, writer, stays, one, two, take, why)
            _belong(session, writer, stays, goes, one, why)
            for cls, column in _FOLLOWERS:
                _follow(session, writer, cls, column, stays, goes, why)
            _bury(session, writer, goes, stays, why)
        checks.refresh(session)
    return keying.held(session, Person, stays.id)


def _take_values(
    session: Session,
    writer: Writer,
    stays: Person,
    one: Person,
    two: Person,
    take: Iterable[str],
    why: str,
) -> None:
    taken = set(take)
    values: dict[str, Any] = {}
    texts: dict[str, str | None] = {}
    for field in session.ledger.dictionary[Person].fields:
        name = field.name
        first, second = (two, one) if name in taken else (one, two)
        from_ = first if getattr(first, name) is not None or name in first.unread else second
        value, text = getattr(from_, name), from_.unread.get(name)
        if (value, text) != (getattr(stays, name), stays.unread.get(name)):
            values[name], texts[name] = value, text
    writer.update(stays, values, unread=texts, reason=why)


def _belong(
    session: Session, writer: Writer, stays: Person, goes: Person, first: Person, why: str
) -> None:
    """Let the memberships follow; of two registrations that of the first record goes on."""
    ledger = session.ledger
    held = {one.id: _open(session, one.id) for one in (stays, goes)}
    registered = [entry for entry in held[first.id] if entry.kind in {families.REGISTERED, None}]
    mine = {(entry.household, entry.kind or families.REGISTERED) for entry in held[stays.id]}
    day = PartialDate.of(session.today())
    for entry in list(ledger.where(Membership, "t.person = ?", [goes.id])):
        writer.update(entry, {"person": stays.id}, reason=why)
        if entry.end is None and (entry.household, entry.kind or families.REGISTERED) in mine:
            writer.delete(entry, why)
    if registered:
        for entry in _open(session, stays.id):
            elsewhere = entry.household != registered[0].household
            if entry.kind in {families.REGISTERED, None} and elsewhere:
                writer.update(entry, {"end": day, "reason": why}, reason=why)


def _open(session: Session, person: str) -> list[Membership]:
    return list(session.ledger.where(Membership, "t.person = ? AND t.end IS NULL", [person]))


def _follow(
    session: Session,
    writer: Writer,
    cls: type[R],
    column: str,
    stays: Person,
    goes: Person,
    why: str,
) -> None:
    ledger, condition = session.ledger, f"t.{column} = ?"
    same = _SAME.get(cls.entity_name, ("id",))
    known = {_key(record, same) for record in ledger.where(cls, condition, [stays.id])}
    for record in list(ledger.where(cls, condition, [goes.id])):
        writer.update(record, {column: stays.id}, reason=why)
        if _key(record, same) in known:
            writer.delete(record, why)


def _key(record: Record, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)


def _bury(session: Session, writer: Writer, goes: Person, stays: Person, why: str) -> None:
    """Leave a tombstone that says where the person went; what it did not see brings it back."""
    ledger = session.ledger
    state = history.state_of(ledger.data, ledger.dictionary, "person", goes.id)
    saw = merge.seen_by_delete(state.fields)
    writer.set("person", goes.id, "merged_into", stays.id, saw=saw, reason=why)
    writer.delete(goes, why)
