"""The office's own list of villages and groups: added, renamed, merged, closed."""

from datetime import date

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


@verb("group.rename", "组改名或并组", Role.REVIEWER)
def rename_group(session: Session, *, village: str, group: str, name: str) -> int:
    """Rename a group of a village; a name that is in use merges the two. How many households.

    Raises:
        Refused: if the village has no such group.
    """
    ledger = session.ledger
    record = _village(session, village)
    households = families.household_ids(ledger, [record.id], group)
    if not households:
        raise Refused(f"“{record.name}”没有“{group}”这个组")
    with ledger.act("group.rename", "组改名或并组") as writer:
        for household in ledger.among(Household, "id", households):
            writer.update(household, {"group_name": clean(name)})
    return len(households)


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
