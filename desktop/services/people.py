"""Looking people and households up: the tree of villages, a household, a card, the search box."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from desktop.domain.changes import DELETED
from desktop.domain.dictionary import UNREAD
from desktop.domain.entities import Area
from desktop.domain.errors import Refused
from desktop.domain.facts import Family, Member
from desktop.domain.places import Place
from desktop.domain.scan_codes import read_household_mark
from desktop.services.session import Session
from desktop.storage import families, history, search, search_lines


@dataclass(frozen=True, slots=True)
class Group:
    """A group (组) of a village in the tree."""

    name: str
    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class Village:
    """A village in the tree, with its groups."""

    place: Place
    groups: tuple[Group, ...]

    @property
    def households(self) -> int:
        return sum(group.households for group in self.groups)

    @property
    def persons(self) -> int:
        return sum(group.persons for group in self.groups)


class Found(NamedTuple):
    """One line under the search box."""

    household: str
    person: str
    name: str
    id_no: str
    phone: str
    village: str
    household_no: str


@dataclass(frozen=True, slots=True)
class Event:
    """One change as people see it: when, who, what was and what is."""

    at_ms: int
    who: str
    label: str
    field: str
    old: str
    new: str


def villages(session: Session, *, empty: bool = True) -> list[Village]:
    """The villages of the office's area by code, with their groups; without empty ones if asked."""
    ledger = session.ledger
    counted: dict[str, list[Group]] = {}
    for count in families.group_counts(ledger):
        group = Group(count.group, count.households, count.persons)
        counted.setdefault(count.village, []).append(group)
    closed = {area.id for area in ledger.where(Area, "t.valid_to IS NOT NULL")}
    for area in ledger.where(Area, "t.level = 'group' AND t.valid_to IS NULL"):
        known = counted.setdefault(area.parent or "", [])
        if empty and area.name not in {group.name for group in known}:
            known.append(Group(area.name or "", 0, 0))
    found = []
    for place in ledger.book.places.villages(ledger.fact("area")):
        groups = sorted(counted.get(place.id, ()), key=lambda group: _natural(group.name))
        if groups or (empty and place.id not in closed):
            found.append(Village(place, tuple(groups)))
    return found


def village_of(session: Session, text: str | None) -> str | None:
    """The id of the village that a code or name means; None for no text.

    Raises:
        Refused: if the office has no such village, or several.
    """
    if not text:
        return None
    ledger = session.ledger
    home = ledger.fact("area")
    places = ledger.book.places
    place = places.by_code(text) or places.get(text) or places.village_named(text, home)
    if place is None or place.level != "village":
        names = "、".join(village.name for village in places.villages(home)[:30])
        raise Refused(f"没有“{text}”这个村，本单位的村有：{names}")
    return place.id


def _natural(name: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, name))
    return (int(digits) if digits else 10_000, name)


def household_ids(
    session: Session, village: str | None = None, group: str | None = None
) -> list[str]:
    """The households of a village or group, or all, by village and number."""
    return families.household_ids(session.ledger, [village] if village else None, group)


def in_order(session: Session, households: list[str]) -> Iterator[Family]:
    """These households with their members, in this order, read as they are asked for."""
    return families.families(session.ledger, households)


def family(session: Session, household: str) -> Family | None:
    """One household with its members."""
    return families.family(session.ledger, household)


def household_of(session: Session, person: str) -> str | None:
    """The household a person is registered in."""
    return families.household_of(session.ledger, person)


def member(session: Session, person: str) -> tuple[Family, Member] | None:
    """A person in the household the person is registered in."""
    household = families.household_of(session.ledger, person)
    whole = families.family(session.ledger, household) if household else None
    found = [one for one in whole.members if one.person.id == person] if whole else []
    return (whole, found[0]) if whole and found else None


def find(session: Session, text: str, limit: int = search.LIMIT) -> list[Found]:
    """What a typed or scanned text finds: name, pinyin, initials, ID number, phone, household."""
    ledger = session.ledger
    scanned = read_household_mark(text)
    if scanned is not None:
        return _scanned(session, scanned)
    found = search_lines.find(ledger.data, ledger.dictionary, text, limit)
    book = ledger.book
    villages = {village: book.area_label(village) for village in {line[-2] for line in found}}
    return [
        Found(household, person, name if person else f"{name}户", id_no, phone,
              village and villages[village], household_no)
        for _, household, person, name, id_no, phone, village, household_no in found
    ]  # fmt: skip


def _scanned(session: Session, household: str) -> list[Found]:
    """The household whose code was scanned from paper, if it is here."""
    found = families.family(session.ledger, household)
    if found is None:
        return []
    home, head = found.household, found.head
    name = (head.person.name or "") if head else ""
    village = session.ledger.book.area_label(home.village) if home.village else ""
    number = home.household_no or ""
    return [Found(home.id, "", f"{name}户", "", home.phone or "", village, number)]


def events(session: Session, entity: str, record: str) -> list[Event]:
    """The changes of a record, newest first, in words."""
    ledger = session.ledger
    found = []
    for change in reversed(history.changes_of(ledger.data, record)):
        (act,) = history.acts_named(ledger.data, [(change.device, change.seq)])
        found.append(
            (
                act.hlc,
                Event(
                    int(act.hlc[:12], 16),
                    act.account,
                    act.label,
                    _field_label(session, entity, change.field),
                    _shown(session, entity, change.field, change.old),
                    _shown(session, entity, change.field, change.new),
                ),
            )
        )
    return [event for _, event in sorted(found, key=itemgetter(0), reverse=True)]


def _field_label(session: Session, entity: str, field: str) -> str:
    if field == DELETED:
        return "删除"
    declared = session.ledger.dictionary[entity].by_name.get(field.removeprefix(UNREAD))
    label = declared.label if declared else field
    return f"{label}（没有认出）" if field.startswith(UNREAD) else label


def _shown(session: Session, entity: str, field: str, wire: str | None) -> str:
    declared = session.ledger.dictionary[entity].by_name.get(field)
    if field == DELETED:
        return "是" if wire else "否"
    if wire is None or declared is None:
        return wire or ""
    return declared.kind.show(declared.kind.decode(wire), session.ledger.book)
