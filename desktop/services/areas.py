"""The office's own list of villages and groups: added, renamed, merged, closed."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.codebook import CodeBook
from desktop.domain.entities import Area, Household
from desktop.domain.errors import Refused
from desktop.domain.ids import uuid7
from desktop.domain.partial_date import PartialDate
from desktop.domain.text import clean
from desktop.services import people
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families

LOCAL_SYSTEM = "本地"
GROUP = "group"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of a village, with its households and people."""

    village: str
    name: str
    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A village of the office's area, in use or not, with its groups."""

    area: Area
    state: str
    groups: tuple[GroupLine, ...]

    @property
    def households(self) -> int:
        """How many are in it."""
        return sum(group.households for group in self.groups)

    @property
    def persons(self) -> int:
        """How many are in it."""
        return sum(group.persons for group in self.groups)


def listed(session: Session) -> list[VillageLine]:
    """All villages by code, closed ones last."""
    ledger = session.ledger
    known = {village.place.id: village.groups for village in people.villages(session)}
    lines = []
    for place in ledger.book.places.villages(ledger.fact("area")):
        area = ledger.get(Area, place.id)
        if area is not None:
            counted = {group.name: group for group in known.get(place.id, ())}
            added = {group.name or "" for group in open_groups(session, place.id)}
            groups = [
                GroupLine(place.id, name, counted[name].households, counted[name].persons)
                if name in counted
                else GroupLine(place.id, name, 0, 0)
                for name in [*counted, *sorted(added - set(counted))]
            ]
            lines.append(VillageLine(area, _state(ledger.book, area), tuple(groups)))
    return sorted(lines, key=lambda line: line.area.valid_to is not None)


def _state(book: CodeBook, area: Area) -> str:
    if area.merged_into:
        into = book.area_label(area.merged_into)
        return f"{area.valid_to.show() if area.valid_to else ''} 并入{into}".strip()
    return f"{area.valid_to.show()} 停用" if area.valid_to else "在用"


@verb("village.add", "新增村", Role.REVIEWER)
def add_village(session: Session, *, name: str, township: str | None = None) -> Area:
    """Add a village that the national list does not have; it gets an id of its own.

    Args:
        session: who adds it.
        name: its name.
        township: the code or name of its township; the office's own by default.

    Raises:
        Refused: if the township has a village of this name, or is not known.
    """
    ledger = session.ledger
    places = ledger.book.places
    parent = ledger.fact("area")
    if township:
        found = places.by_code(township) or next(
            (place for place in places.within(parent) if place.name == township), None
        )
        if found is None or found.level != "township":
            raise Refused(f"没有“{township}”这个乡镇，请核对名称或代码")
        parent = found.id
    _check_new_name(session, name, parent)
    with ledger.act("village.add", "新增村") as writer:
        return writer.insert(
            Area(id=uuid7(), name=clean(name), level="village", parent=parent,
                 code_system=LOCAL_SYSTEM, valid_from=PartialDate.of(session.today()))
        )  # fmt: skip


@verb("village.rename", "村改名", Role.REVIEWER)
def rename_village(session: Session, *, village: str, name: str) -> Area:
    """Give a village another name; its record, code and households stay.

    Raises:
        Refused: if there is no such village, or the name is taken.
    """
    record = _village(session, village)
    _check_new_name(session, name, record.parent or "")
    with session.ledger.act("village.rename", "村改名") as writer:
        return writer.update(record, {"name": clean(name)})


@verb("village.close", "停用村", Role.REVIEWER)
def close_village(session: Session, *, village: str, on: date | None = None) -> Area:
    """Close a village without households.

    Raises:
        Refused: if it still has households, which must be moved or merged first.
    """
    record = _village(session, village)
    if families.household_ids(session.ledger, [record.id]):
        raise Refused(f"“{record.name}”还有户在册，请先并入别的村")
    with session.ledger.act("village.close", "停用村") as writer:
        return writer.update(record, {"valid_to": PartialDate.of(on or session.today())})


@verb("village.merge", "并村", Role.REVIEWER)
def merge_village(session: Session, *, village: str, into: str, on: date | None = None) -> int:
    """Merge a village into another: its households move, it closes; how many households moved.

    Raises:
        Refused: if either village is not known, or both are the same.
    """
    ledger = session.ledger
    gone, stays = _village(session, village), _village(session, into)
    if gone.id == stays.id:
        raise Refused("不能把一个村并入它自己")
    day = PartialDate.of(on or session.today())
    households = families.household_ids(ledger, [gone.id])
    reason = f"并村：{gone.name}并入{stays.name}"
    with ledger.act("village.merge", "并村") as writer:
        writer.update(gone, {"merged_into": stays.id, "valid_to": day}, reason=reason)
        for record in ledger.among(Household, "id", households):
            writer.update(record, {"village": stays.id}, reason=reason)
    return len(households)


@verb("group.add", "新增组", Role.REVIEWER)
def add_group(session: Session, *, village: str, name: str) -> Area:
    """Add a group to a village before any household is in it.

    Raises:
        Refused: if the village is not known, or has a group of this name.
    """
    record, wanted = _village(session, village), clean(name)
    if not wanted:
        raise Refused("组名不能为空")
    if wanted in _groups(session, record.id):
        raise Refused(f"“{record.name}”已经有“{wanted}”这个组")
    with session.ledger.act("group.add", "新增组") as writer:
        return writer.insert(
            Area(id=uuid7(), name=wanted, level=GROUP, parent=record.id, code_system=LOCAL_SYSTEM,
                 valid_from=PartialDate.of(session.today()))
        )  # fmt: skip


@verb("group.close", "停用组", Role.REVIEWER)
def close_group(session: Session, *, village: str, group: str, on: date | None = None) -> Area:
    """Close a group without households.

    Raises:
        Refused: if it still has households, or there is no such group.
    """
    ledger = session.ledger
    record = _village(session, village)
    if families.household_ids(ledger, [record.id], group):
        raise Refused(f"“{record.name}{group}”还有户在册，请先改名并到别的组")
    found = _group(session, record.id, group)
    if found is None:
        raise Refused(f"“{record.name}”没有“{group}”这个组")
    with ledger.act("group.close", "停用组") as writer:
        return writer.update(found, {"valid_to": PartialDate.of(on or session.today())})


@verb("group.rename", "组改名或并组", Role.REVIEWER)
def rename_group(session: Session, *, village: str, group: str, name: str) -> int:
    """Rename a group of a village; a name that is in use merges the two. How many households.

    Raises:
        Refused: if the village has no such group, or the new name is empty.
    """
    ledger, wanted = session.ledger, clean(name)
    record = _village(session, village)
    households = families.household_ids(ledger, [record.id], group)
    own = _group(session, record.id, group)
    if not households and own is None:
        raise Refused(f"“{record.name}”没有“{group}”这个组")
    if not wanted:
        raise Refused("组名不能为空")
    is_taken = wanted in _groups(session, record.id)
    with ledger.act("group.rename", "组改名或并组") as writer:
        for household in ledger.among(Household, "id", households):
            writer.update(household, {"group_name": wanted})
        if own is not None:
            gone = {"valid_to": PartialDate.of(session.today())}
            writer.update(own, gone if is_taken and wanted != group else {"name": wanted})
    return len(households)


def _groups(session: Session, village: str) -> set[str]:
    used = {
        count.group for count in families.group_counts(session.ledger) if count.village == village
    }
    return used | {area.name or "" for area in open_groups(session, village)}


def open_groups(session: Session, village: str) -> list[Area]:
    """The groups that were added to a village and are not closed."""
    condition = "t.level = ? AND t.parent = ? AND t.valid_to IS NULL"
    return list(session.ledger.where(Area, condition, [GROUP, village]))


def _group(session: Session, village: str, name: str) -> Area | None:
    return next((area for area in open_groups(session, village) if area.name == name), None)


def _village(session: Session, text: str) -> Area:
    found = session.ledger.get(Area, people.village_of(session, text))
    if found is None:
        raise Refused("请写明是哪个村")
    return found


def _check_new_name(session: Session, name: str, parent: str) -> None:
    wanted = clean(name)
    if not wanted:
        raise Refused("村名不能为空")
    if any(place.name == wanted for place in session.ledger.book.places.children(parent)):
        raise Refused(f"已经有“{wanted}”这个村，请换一个名称")
