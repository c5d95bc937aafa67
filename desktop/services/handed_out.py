"""村里正在填: which villages an office below keeps in a ledger of its own."""

from dataclasses import dataclass

from desktop.domain.levels import Level
from desktop.services import partners
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import invitations


@dataclass(frozen=True, slots=True)
class HandedOut:
    """An area that was handed out: to whom, and whether anything has come back yet."""

    area_code: str
    office: str
    level: str
    has_joined: bool

    def __str__(self) -> str:
        return f"{Level.of(self.level).label}里正在填"


@verb("village.handed_out", "村里正在填的村", Role.READER)
def listed(session: Session) -> list[HandedOut]:
    """The areas that offices below fill in by themselves, by code."""
    ledger = session.ledger
    home, own = ledger.fact("area_code"), ledger.level
    joined = {
        card.office_id: HandedOut(card.area_code, card.name, card.level, has_joined=True)
        for card in partners.partners(session)
    }
    invited = {
        one.office: HandedOut(one.area_code, one.name, one.level, has_joined=False)
        for one in invitations.all_of(ledger.data)
        if one.used_at is None and one.upto
    }
    below = (
        one
        for one in (invited | joined).values()
        if Level.of(one.level) < own and one.area_code.startswith(home)
    )
    return sorted(below, key=lambda one: one.area_code)


def of_village(session: Session, village: str | None) -> HandedOut | None:
    """Who fills in a village besides this office; None if nobody does."""
    place = session.ledger.book.places.get(village) if village else None
    if place is None:
        return None
    return next((one for one in listed(session) if place.code.startswith(one.area_code)), None)


def warning(one: HandedOut) -> str:
    """What whoever edits there all the same is told."""
    return (
        f"“{one.office}”正在填这里：改动已存，会随下次下发；同一格对方也改了，就要到冲突待办里选。"
        "能退回的，最好退回让对方改"
    )
