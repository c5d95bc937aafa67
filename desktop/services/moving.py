"""How people change households: memberships that end and begin, each with a date and a reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.choosing import chosen
from desktop.domain.entities import Membership
from desktop.domain.errors import Refused
from desktop.domain.facts import HEAD, Family, Member
from desktop.domain.partial_date import PartialDate
from desktop.domain.relations import Kin, seen_from
from desktop.domain.text import clean, compact
from desktop.services.session import Session
from desktop.storage import families
from desktop.storage.writing import Writer


@dataclass(frozen=True, slots=True)
class Operation:
    """What an operation on households did.

    Attributes:
        households: those that it concerned, the one to look at first.
        ask: the memberships whose relation to the head could not be told and must be asked.
    """

    households: tuple[str, ...]
    ask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and why people move."""

    day: PartialDate
    reason: str


def occasion(session: Session, reason: str, on: PartialDate | None) -> Occasion:
    """The day, today unless it is given, and the reason.

    Raises:
        Refused: if no reason is given.
    """
    why = clean(reason)
    if not why:
        raise Refused("请写明原因")
    return Occasion(on or PartialDate.of(session.today()), why)


def family(session: Session, household: str) -> Family:
    """A household that is on the register here.

    Raises:
        Refused: if it is not.
    """
    found = families.family(session.ledger, household)
    if found is None or found.household.deleted:
        raise Refused("这一户已不在台账里，请刷新后再试")
    return found


def members(whole: Family, persons: Iterable[str]) -> list[Member]:
    """The members of a household who are these persons.

    Raises:
        Refused: if one of them is not in it.
    """
    by_person = {member.person.id: member for member in whole.members}
    wanted = list(dict.fromkeys(persons))
    if not wanted or not by_person.keys() >= set(wanted):
        raise Refused("要办理的人不都在这一户，请刷新后再选")
    return [by_person[person] for person in wanted]


def leave(writer: Writer, membership: Membership, why: Occasion) -> None:
    """End a membership."""
    values = {"end": why.day, "reason": why.reason}
    writer.update(membership, values, reason=why.reason)


def join(
    writer: Writer,
    person: str,
    household: str,
    relation: str | None,
    why: Occasion,
    kind: str = families.REGISTERED,
) -> Membership:
    """Begin a membership."""
    return writer.insert(
        Membership(person=person, household=household, kind=kind, relation=relation,
                   start=why.day, reason=why.reason)
    )  # fmt: skip


def relation_of(session: Session, text: str) -> str | None:
    """The relation that a clerk typed; None for no text.

    Raises:
        Unreadable: if it is none.
    """
    return chosen(session.ledger.book, "relation", text) if compact(text) else None


def related(whole: Family, head: Member) -> dict[str, str | None]:
    """The relation of each member to a new head, by person; None where it must be asked."""
    kin = {member.person.id: _kin(member) for member in whole.members}
    former = whole.head
    known = kin[former.person.id] if former else Kin(None, None)
    return {
        person: HEAD
        if person == head.person.id
        else seen_from(kin[head.person.id], seen, known, list(kin.values()))
        for person, seen in kin.items()
    }


def _kin(member: Member) -> Kin:
    return Kin(member.membership.relation, member.person.sex)
