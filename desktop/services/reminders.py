"""Packages that nobody has answered for: whom to ask for a receipt."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.services import partners
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import mail
from desktop.storage.mail import OUT, State

DAYS = 7
"""After how many days without a receipt an office is asked, unless said otherwise."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An office that owes receipts: how many packages it has not answered for, and since when."""

    office: str
    name: str
    packages: int
    since: date
    days: int

    def __str__(self) -> str:
        return f"“{self.name}”已有{self.days}天没有回执（{self.packages}个包），请催一下或重新上报"


@verb("package.unanswered", "没有回执的上报包", Role.READER)
def unanswered(session: Session, *, days: int = DAYS) -> list[Unanswered]:
    """The offices whose oldest package without a receipt is so many days old, longest first."""
    names = {card.office_id: card.name for card in partners.partners(session)}
    condition = "direction = ? AND kind <> 'receipt' AND state IN (?, ?)"
    values = [OUT, State.MADE.value, State.COPIED.value]
    made: dict[str, list[date]] = {}
    for parcel in mail.parcels(session.ledger.data, condition, values):
        made.setdefault(parcel.office, []).append(_day(parcel.at))
    found = [
        Unanswered(
            office,
            names.get(office, office),
            len(dates),
            min(dates),
            (session.today() - min(dates)).days,
        )
        for office, dates in made.items()
    ]
    late = [each for each in found if each.days >= days]
    return sorted(late, key=lambda each: (each.since, each.name))


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone().date()
