"""What is to be printed: which document, of whom, and what the clerk was asked for it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.domain.entities import Household, Membership
from desktop.domain.errors import Refused
from desktop.domain.facts import Family
from desktop.domain.finding import Finding
from desktop.domain.progress import Progress
from desktop.domain.scan_codes import read_household_mark
from desktop.services import checks
from desktop.services.reporting import NO_GROUP, Scope, basis, occasion_of, scope_of
from desktop.services.session import Session
from desktop.storage import families

if TYPE_CHECKING:
    from desktop.export.documents import Occasion

_PROGRESS_EVERY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One document to be made.

    Attributes:
        document: its name or label.
        village: the code or name of a village or township; the whole area without it.
        group: one group of the village.
        household: the number, the id or the scanned code of one household.
        people: the ids of those who were chosen; everybody without it.
        paper: A4 or A3.
        policy: the key of the age policy that counts; that of the round without it.
        blank: forms are printed empty.
        told: what the clerk was asked, as ``key=answer``.
    """

    document: str
    village: str | None = None
    group: str | None = None
    household: str | None = None
    people: tuple[str, ...] = ()
    paper: str = "A4"
    policy: str | None = None
    blank: bool = False
    told: tuple[str, ...] = ()


def scope(session: Session, order: Order) -> Scope:
    """The part of the area that an order is about, under its own name.

    Raises:
        Refused: if there is no such place.
    """
    found = scope_of(session, order.village)
    return replace(found, name=f"{found.name}{order.group}") if order.group else found


def occasion(session: Session, order: Order, found: Scope) -> "Occasion":
    """All that the document is given besides the households.

    Raises:
        Refused: if there is no such policy, or an answer has no key.
    """
    made = occasion_of(session, found, basis(session, order.policy))
    return replace(
        made,
        people=frozenset(order.people) if order.people else None,
        findings_of=_findings(session),
        blank=order.blank,
        told=dict(map(_answer, order.told)),
    )


def _answer(text: str) -> tuple[str, str]:
    key, equals, answer = text.partition("=")
    if not equals:
        raise Refused(f"“{text}”应写成“名称=内容”，如“监督电话=0743-6222222”")
    return key.strip(), answer.strip()


def _findings(session: Session) -> Callable[[Family], Sequence[Finding]]:
    """The findings of a household, all read when the first is asked for."""
    known: dict[str, list[Finding]] = {}
    read = False

    def findings_of(family: Family) -> Sequence[Finding]:
        nonlocal read
        if not read:
            read = True
            for finding in checks.listed(session):
                known.setdefault(finding.household, []).append(finding)
        return known.get(family.household.id, ())

    return findings_of


def households(
    session: Session, order: Order, found: Scope, progress: Progress
) -> Iterator[Family]:
    """The households in the order of villages and numbers, read as they are asked for.

    Raises:
        Refused: if the one household that was asked for is not here.
    """
    wanted = _wanted(session, order, found)
    return _read(session, wanted, progress)


def _read(session: Session, wanted: Sequence[str], progress: Progress) -> Iterator[Family]:
    for done, family in enumerate(families.counted(session.ledger, wanted)):
        if done % _PROGRESS_EVERY == 0:
            progress(done, len(wanted))
        yield family
    progress(len(wanted), len(wanted))


def _wanted(session: Session, order: Order, found: Scope) -> Sequence[str]:
    if order.blank:
        return []
    if order.household:
        return [_household(session, order.household, found)]
    group = "" if order.group == NO_GROUP else order.group
    inside = families.household_ids(session.ledger, found.villages, group)
    if not order.people:
        return inside
    belonging = session.ledger.among(Membership, "person", order.people)
    homes = {entry.household for entry in belonging if entry.end is None}
    return [household for household in inside if household in homes]


def _household(session: Session, text: str, found: Scope) -> str:
    """The one household of a number, an id or a scanned code."""
    ledger = session.ledger
    known = ledger.get(Household, read_household_mark(text) or text)
    if known is not None:
        return known.id
    alike = list(ledger.where(Household, "t.household_no = ?", [text.strip()]))
    if found.villages is not None:
        alike = [one for one in alike if one.village in found.villages]
    if not alike:
        raise Refused(f"没有户编号为“{text}”的户，请核对户编号")
    if len(alike) > 1:
        raise Refused(f"户编号“{text}”有{len(alike)}户，请先在检查台账中重编重复的户编号")
    return alike[0].id
