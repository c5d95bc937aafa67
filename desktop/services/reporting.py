"""What a report is made for: the part of the area, the day, and the labour age that counts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.entities import Area
from desktop.domain.errors import Refused
from desktop.domain.facts import Family
from desktop.domain.labour import Basis, basis_of
from desktop.domain.levels import Level
from desktop.domain.places import Place
from desktop.services import checks, people, rounds
from desktop.services.session import Session

if TYPE_CHECKING:
    from desktop.export.documents import Occasion

_MOST_NAMED = 30
NO_VILLAGE = "未填村"
NO_GROUP = "未填组"


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the office's area.

    Attributes:
        place: the village or township, or the office's own area.
        name: as titles have it, with the county before it.
        villages: the ids of its villages; None for all households, those without village too.
    """

    place: Place
    name: str
    villages: tuple[str, ...] | None


def scope_of(session: Session, wanted: str | None) -> Scope:
    """The part of the office's area that a code or name means; all of it for none.

    Raises:
        Refused: if it is not inside the area; the sentence names what is.
    """
    places = session.ledger.book.places
    home = session.ledger.fact("area")
    own = places.get(home)
    if own is None:
        raise Refused("台账的地区表中没有本单位所辖的地区，请先在设置中核对地区")
    if not wanted or wanted in {own.code, own.name}:
        return Scope(own, _title(session, own), None)
    place = places.by_code(wanted) or _named(session, wanted) or places.village_named(wanted, home)
    if place is None or own not in places.line(place.id):
        raise Refused(f"本单位辖区内没有“{wanted}”，可以选：{_choices(session)}")
    return Scope(place, _title(session, place), tuple(one.id for one in places.villages(place.id)))


def _named(session: Session, name: str) -> Place | None:
    """The one township of this name; villages are looked for less strictly."""
    places = session.ledger.book.places
    found = [
        place
        for place in places.within(session.ledger.fact("area"))
        if place.name == name and place.level == "township"
    ]
    return found[0] if len(found) == 1 else None


def _choices(session: Session) -> str:
    ledger = session.ledger
    home = ledger.fact("area")
    townships = ledger.book.places.children(home) if ledger.level is Level.COUNTY else []
    names = [place.name for place in townships or ledger.book.places.villages(home)]
    more = f"等{len(names)}个" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def _title(session: Session, place: Place) -> str:
    line = session.ledger.book.places.line(place.id)
    return (
        "".join(one.name for one in line if one.level in {"county", "township", "village"})
        or place.name
    )


def basis(session: Session, policy: str | None = None) -> Basis:
    """The reference day of the latest round, with the named age policy, else that of the round.

    Raises:
        Refused: if there is no such policy; the sentence lists what there is.
    """
    book = session.ledger.book
    known = {name: key for key, one in book.policies.items() for name in (key, one.name) if name}
    if policy and policy not in known:
        names = "、".join(f"{one.name}（{key}）" for key, one in book.policies.items())
        raise Refused(f"没有“{policy}”这种劳动年龄口径，可以选：{names}")
    latest = next(iter(rounds.listed(session)), None)
    key = known[policy] if policy else rounds.policy_key(session, latest)
    return basis_of(book, checks.reference_day(session), key)


def occasion_of(session: Session, scope: Scope, on: Basis) -> "Occasion":
    """All that a document is given besides the households."""
    # What draws pages loads slowly, so it is loaded when something is to be printed.
    from desktop.export.documents import Occasion

    units, unit_of = _units(session, scope)
    return Occasion(
        dictionary=session.ledger.dictionary,
        book=session.ledger.book,
        basis=on,
        office=session.ledger.fact("office_name"),
        area=scope.name,
        made_on=session.today(),
        units=units,
        unit_of=unit_of,
    )


Units = tuple[tuple[tuple[str, str], ...], Callable[[Family], str]]


def _units(session: Session, scope: Scope) -> Units:
    """The rows of a summary: townships of a county, villages of a township, groups of a village."""
    if scope.place.level == "county":
        return _townships(session, scope.place)
    if scope.place.level == "village":
        return _groups(session, scope.place)
    return _villages(session, scope.place)


def _townships(session: Session, county: Place) -> Units:
    places = session.ledger.book.places
    units = tuple((place.id, place.name) for place in places.children(county.id))

    def unit_of(family: Family) -> str:
        township = places.at(family.household.village, "township")
        return township.id if township else NO_VILLAGE

    return units, unit_of


def _villages(session: Session, township: Place) -> Units:
    """Open villages, and closed ones that still have households."""
    ledger = session.ledger
    closed = {area.id for area in ledger.where(Area, "t.valid_to IS NOT NULL")}
    closed -= {one.place.id for one in people.villages(session, empty=False)}
    units = tuple(
        (place.id, place.name)
        for place in ledger.book.places.villages(township.id)
        if place.id not in closed
    )
    return units, lambda family: family.household.village or NO_VILLAGE


def _groups(session: Session, village: Place) -> Units:
    units = tuple(
        (group.name or NO_GROUP, group.name or NO_GROUP)
        for one in people.villages(session, empty=False)
        if one.place.id == village.id
        for group in one.groups
    )
    return units, lambda family: family.household.group_name or NO_GROUP
