"""Mending what verifying reports: each by one act, with its reason, that can be undone."""

from dataclasses import dataclass

from desktop.domain.entities import Household, Person
from desktop.services import checks, entry
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import numbering, soundness
from desktop.storage.soundness import MISSING, Loose
from desktop.storage.writing import Writer

_WHY = "户编号与本村另一户重复"


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A household that got another number."""

    household: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done with records that led nowhere: joined again, taken away, left alone."""

    joined: int
    removed: int
    left: int


@verb("household.renumber", "重编重复户编号", Role.REVIEWER)
def renumber_households(session: Session) -> list[Renumbered]:
    """Give every household but the first of a number the next free one of its village.

    Raises:
        Refused: if a village has no number left.
    """
    ledger, done = session.ledger, list[Renumbered]()
    with ledger.transaction():
        with ledger.act("household.renumber", "重编重复户编号", always=False) as writer:
            for shared in soundness.shared_numbers(ledger):
                for home in soundness.households_numbered(ledger, shared)[1:]:
                    new = _free(session, shared.village, shared.number)
                    held = ledger.get(Household, home)
                    if held is not None:
                        writer.update(held, {"household_no": new}, reason=_WHY)
                        done.append(Renumbered(home, shared.number, new))
        checks.refresh(session)
    return done


def _free(session: Session, village: str, number: str) -> str:
    proper = entry.next_number(session, village)
    if proper:
        return proper
    tail = 2
    while numbering.is_taken(session.ledger, f"{number}-{tail}"):
        tail += 1
    return f"{number}-{tail}"


@verb("record.mend", "修复断开的记录", Role.REVIEWER)
def mend_records(session: Session, *, missing: bool = False) -> Mended:
    """Join records again to whom a person was merged into, and take away those of nobody.

    What was never received may still come, so its records stay unless they are meant.

    Args:
        session: who mends.
        missing: whether records of what was never received are taken away too.
    """
    ledger = session.ledger
    joined = removed = left = 0
    with ledger.transaction():
        with ledger.act("record.mend", "修复断开的记录", always=False) as writer:
            for one in list(soundness.loose(ledger)):
                if _join(session, writer, one):
                    joined += 1
                elif one.state == MISSING and not missing:
                    left += 1
                else:
                    removed += _remove(session, writer, one)
        checks.refresh(session)
    return Mended(joined, removed, left)


def _join(session: Session, writer: Writer, one: Loose) -> bool:
    survivor = _survivor(session, one.referent)
    held = session.ledger.named(one.entity, one.record)
    if survivor is None or held is None:
        return False
    writer.update(held, {one.field: survivor.id}, reason="所指人员已并入此人")
    return True


def _survivor(session: Session, person: str) -> Person | None:
    """Whom a person that is gone was merged into, however often."""
    seen: set[str] = set()
    found = session.ledger.get(Person, person)
    while found is not None and found.deleted and found.merged_into and found.id not in seen:
        seen.add(found.id)
        found = session.ledger.get(Person, found.merged_into)
    return found if found is not None and seen and not found.deleted else None


def _remove(session: Session, writer: Writer, one: Loose) -> int:
    held = session.ledger.named(one.entity, one.record)
    if held is None or held.deleted:
        return 0
    writer.delete(held, "所指的人员或户不在台账里")
    return 1
