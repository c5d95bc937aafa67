"""Lists of people for looking through: chosen by filters, read when they are looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.entities import Household
from desktop.domain.facts import Member
from desktop.services.session import Session
from desktop.storage import person_lists
from desktop.storage.person_lists import Wanted

__all__ = ["Listed", "Wanted", "people", "person_ids"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One person in a list, with the household, if there is one."""

    household: Household | None
    member: Member


def person_ids(
    session: Session, wanted: Wanted, *, order: str = "", descending: bool = False
) -> list[str]:
    """The people that fit, by village and household, or by a field of the person."""
    return person_lists.person_ids(session.ledger, wanted, order=order, descending=descending)


def people(session: Session, ids: Iterable[str]) -> list[Listed]:
    """These people, in this order."""
    return [
        Listed(family.household if family else None, member)
        for family, member in person_lists.in_households(session.ledger, ids)
    ]
