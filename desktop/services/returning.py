"""退回: the households that stand returned, why, and the package that each came with."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.entities import HouseholdVisit, Person, ReviewComment
from desktop.domain.facts import Family
from desktop.domain.levels import Level
from desktop.services import reviewing, rounds
from desktop.services.reviewing import RETURNED
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families, mail, returns


@dataclass(frozen=True, slots=True)
class Remark:
    """What was said at one cell: whose, which, what it showed then and shows now."""

    name: str
    label: str
    said: str
    now: str
    comment: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A household that stands returned.

    Attributes:
        survey: the round.
        mine: whether it is to be mended here, and not by an office below.
        package: the package it came with, or went up with; empty if there was none.
    """

    survey: str
    household: str
    village: str
    group: str
    number: str
    head: str
    reason: str
    mine: bool
    package: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A visit that stands returned: at which position and level that was said, and what brought it.

    ``batch`` is the package that brought the return; empty if it was said here.
    """

    visit: HouseholdVisit
    pos: int
    level: int
    batch: str

    @property
    def household(self) -> str:
        return self.visit.household or ""


@verb("return.list", "退回清单", Role.READER)
def listed(session: Session) -> list[Returned]:
    """The returned households of the rounds that are not archived, those to be mended here first.

    Each with its reason and the remarks at its cells.
    """
    standing = {one.household: one for one in _standing(session)}
    found = [
        _told(session, family, standing[family.household.id])
        for family in families.families(session.ledger, standing)
    ]
    return sorted(found, key=lambda one: not one.mine)


def tally(session: Session) -> tuple[int, int]:
    """How many households are to be mended here, and how many by an office below."""
    mine = [_is_mine(session, one) for one in _standing(session)]
    return sum(mine), len(mine) - sum(mine)


def first(session: Session) -> str:
    """A household to be mended here, or else any that stands returned; empty if there is none."""
    standing = list(_standing(session))
    wanted = [one for one in standing if _is_mine(session, one)] or standing
    return wanted[0].household if wanted else ""


def by_package(session: Session) -> dict[str, int]:
    """The packages that returned households came or went with, and how many each."""
    marked = (_package(session, one) for one in _standing(session))
    return dict(Counter(filter(None, marked)))


def _standing(session: Session) -> Iterator[_Standing]:
    for survey in rounds.listed(session):
        if survey.state == rounds.ARCHIVED:
            continue
        back = reviewing.returned(session, survey.id)
        for visit in reviewing.standing(session, survey.id, list(back)).values():
            at = returns.returned_at(session.ledger.data, visit.id, RETURNED)
            if at is not None:
                yield _Standing(visit, *at)


def _is_mine(session: Session, one: _Standing) -> bool:
    own = session.ledger.level
    return one.level > own or own is Level.VILLAGE


def _package(session: Session, one: _Standing) -> str:
    ledger = session.ledger
    if one.level <= ledger.level:
        return returns.came_with(ledger.data, one.household, one.pos)
    parcel = mail.parcel(ledger.data, one.batch)
    if parcel is None:
        return ""
    return returns.went_with(ledger.data, one.household, one.pos, parcel.office, ledger.device)


def _told(session: Session, family: Family, one: _Standing) -> Returned:
    book, household, head = session.ledger.book, family.household, family.head
    survey = one.visit.round or ""
    said = reviewing.comments(session, survey, household.id)
    return Returned(
        survey,
        household.id,
        book.area_label(household.village) if household.village else "",
        household.group_name or "",
        household.household_no or "",
        (head.person.name or "") if head else "",
        one.visit.returned or "",
        _is_mine(session, one),
        _package(session, one),
        tuple(_remark(session, comment) for comment in said),
    )


def _remark(session: Session, comment: ReviewComment) -> Remark:
    ledger = session.ledger
    entity, name = comment.subject or "", comment.field or ""
    declared = ledger.dictionary[entity].by_name.get(name) if entity in ledger.dictionary else None
    record = ledger.named(entity, comment.record or "") if declared else None
    now = ""
    if declared and record:
        now = declared.kind.show(getattr(record, name), ledger.book) or record.unread.get(name, "")
    about = getattr(record, "person", None) or comment.record
    person = ledger.get(Person, about)
    whose = (person.name or "") if person else ""
    return Remark(
        whose, declared.label if declared else "", comment.said or "", now, comment.comment or ""
    )


def lines(found: list[Returned]) -> list[str]:
    """The returned households in words, one a line, and below each what was remarked."""
    told = []
    for one in found:
        where = "".join(filter(None, (one.village, one.group, one.head and f"　{one.head}户")))
        told.append(f"{'要改' if one.mine else '等下级改'}：{where}　{one.reason}")
        told += [
            f"　　{remark.name}的{remark.label}（当时“{remark.said}”，现在“{remark.now}”）："
            f"{remark.comment}"
            for remark in one.remarks
        ]
    return told or ["没有退回的户"]
