"""The rows of a household's sheet: copied, and taken away again."""

from dataclasses import replace
from typing import Any

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
from desktop.domain.facts import HEAD, Member, spell_covers
from desktop.domain.kinds import Secrecy
from desktop.domain.record import NOTHING
from desktop.domain.text import clean
from desktop.services import answering, checks, keying
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage.writing import Writer

_ADDRESSES = {"hukou_address", "live_address"}
_PERSONS_OWN = {"status", "status_date", "status_reason", "merged_into", "name_alias"}
_ABOUT = (EmploymentSpell, Tag, Presence, SurveyAnswer)


@verb("member.duplicate", "复制一行", Role.CLERK)
def duplicate_row(session: Session, *, membership: str) -> Member:
    """A new member like another of the household, with the same open jobs.

    What says who somebody is (name, numbers, birth, health, bank) is left empty.
    """
    ledger = session.ledger
    with ledger.transaction():
        entry = keying.held(session, Membership, membership)
        model = keying.held(session, Person, entry.person or "")
        values = {name: getattr(model, name) for name in _alike(session)}
        with ledger.act("member.duplicate", "复制一行") as writer:
            person = writer.insert(Person(**values, status="在册"))
            relation = None if entry.relation == HEAD else entry.relation
            born: dict[str, Any] = {"id": "", "person": person.id, "unread": NOTHING}
            made = writer.insert(replace(entry, **born, relation=relation))
            for spell in ledger.where(EmploymentSpell, "t.person = ?", [model.id]):
                if spell_covers(spell, session.today()):
                    writer.insert(replace(spell, **born))
        checks.refresh(session)
    return Member(person, made)


def _alike(session: Session) -> list[str]:
    fields = session.ledger.dictionary[Person].fields
    return [
        field.name
        for field in fields
        if (field.kind.secrecy is Secrecy.OPEN and field.name not in _PERSONS_OWN)
        or field.name in _ADDRESSES
    ]


@verb("member.remove", "删除成员", Role.CLERK)
def remove_member(session: Session, *, membership: str, reason: str) -> bool:
    """Take a wrongly keyed row away; whether the person went with it, being in no other household.

    Whoever has moved or died is not removed: there are operations for that.

    Raises:
        Refused: without a reason, if it is not here, or an archived round has an answer of it.
    """
    ledger, why = session.ledger, clean(reason)
    if not why:
        raise Refused("删除成员要写明原因")
    with ledger.transaction():
        entry = keying.held(session, Membership, membership)
        person = entry.person or ""
        others = [e for e in ledger.where(Membership, "t.person = ?", [person]) if e.id != entry.id]
        with ledger.act("member.remove", "删除成员") as writer:
            writer.delete(entry, why)
            if not others:
                _forget(session, writer, person, why)
        checks.refresh(session)
    return not others


def _forget(session: Session, writer: Writer, person: str, why: str) -> None:
    """Delete a person with all that is known of the person."""
    ledger = session.ledger
    for cls in _ABOUT:
        for record in list(ledger.where(cls, "t.person = ?", [person])):
            answering.refuse_archived(session, record)
            writer.delete(record, why)
    for number in list(ledger.where(ExternalId, "t.subject = ?", [person])):
        writer.delete(number, why)
    found = ledger.get(Person, person)
    if found is not None:
        writer.delete(found, why)
