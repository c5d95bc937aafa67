"""Which scope goes from this office to another, and up to where it has arrived there."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.errors import Refused
from desktop.domain.levels import Level
from desktop.domain.places import Place
from desktop.envelope.keys import OfficeCard
from desktop.services.admission import scope_key
from desktop.services.session import Session
from desktop.storage import mail
from desktop.storage.mail import Parcel


@dataclass(frozen=True, slots=True)
class Route:
    """To whom, the codes of the areas, and the ids of the villages; None for everything."""

    receiver: OfficeCard
    scope: tuple[str, ...]
    villages: tuple[str, ...] | None

    @property
    def key(self) -> str:
        """The scope as positions are counted by."""
        return scope_key(self.scope)


def find(session: Session, receiver: OfficeCard, villages: Sequence[str] = ()) -> Route:
    """The route to a trusted office: up everything, down its own area, or only some villages.

    Raises:
        Refused: if the office is neither above nor inside our area, or a village is not in it.
    """
    ledger = session.ledger
    above = Level.of(receiver.level) > ledger.level
    code = ledger.fact("area_code") if above else receiver.area_code
    place = ledger.book.places.by_code(code)
    if not above and (Level.of(receiver.level) == ledger.level or place is None):
        raise Refused(f"“{receiver.name}”既不是上级单位，也不在本单位辖区内，不能给它发包")
    if not villages:
        inside = None if above else _ids(ledger.book.places.villages(place.id if place else ""))
        return Route(receiver, (code,), inside)
    chosen = [_village(session, text, place) for text in villages]
    return Route(receiver, tuple(sorted({each.code for each in chosen})), _ids(chosen))


def _ids(places: Sequence[Place]) -> tuple[str, ...]:
    return tuple(place.id for place in places)


def _village(session: Session, text: str, place: Place | None) -> Place:
    places = session.ledger.book.places
    inside = place.id if place else ""
    found = places.by_code(text.strip()) or places.village_named(text, inside)
    if found is None or found not in places.villages(inside):
        raise Refused(f"“{text}”不是这个范围内的村，请写村名或12位代码")
    return found


def acknowledged(session: Session, route: Route) -> int:
    """Up to which position of this device the receiver has said that it has the scope."""
    ledger = session.ledger
    office = route.receiver.office_id
    return mail.acknowledged(ledger.data, office, ledger.device, route.key) or 0


def latest(session: Session, route: Route) -> Parcel | None:
    """The last package that was made for this route."""
    ledger = session.ledger
    return mail.latest_sent(ledger.data, route.receiver.office_id, ledger.device, route.key)
