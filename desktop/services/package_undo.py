"""撤销此包: taking back what merged packages brought, and taking that back again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.errors import Refused
from desktop.services import checks, partners
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import backup, mail, undoing
from desktop.storage.mail import IN, Parcel, State
from desktop.storage.undoing import Undone


@dataclass(frozen=True, slots=True)
class Total:
    """How many households and people are on the register."""

    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of packages.

    Attributes:
        packages: their ids.
        before: how many there were before.
        after: and how many after it.
        deleted: how many records of each entity were deleted.
        set_back: how many cells were set.
        left: what was left alone because it has changed since, as (entity, record, field).
    """

    packages: tuple[str, ...]
    before: Total
    after: Total
    deleted: Mapping[str, int]
    set_back: int
    left: tuple[tuple[str, str, str], ...]


@verb("package.undo", "撤销此包", Role.REVIEWER)
def undo_package(session: Session, *, package: tuple[str, ...] = ()) -> TakenBack:
    """Take back what packages brought, all in one act; what was changed since stays.

    The others hear of it with the next packages, as of any other change.

    Args:
        session: who takes them back.
        package: their ids; the one merged last, if none is named.

    Raises:
        Refused: if there is none, or one is not merged.
    """
    found = _of(session, package, State.MERGED, "没有可撤销的上报包")
    label = "撤销上报包：" + "、".join(dict.fromkeys(_sender(session, each) for each in found))

    def take_back() -> Undone:
        return undoing.undo_batches(session.ledger, [each.id for each in found], label)

    return _do(session, found, State.UNDONE, take_back)


@verb("package.restore", "恢复此包", Role.REVIEWER)
def restore_package(session: Session, *, package: tuple[str, ...] = ()) -> TakenBack:
    """Adopt packages again that were taken back together; what was changed since stays.

    Raises:
        Refused: if there is none, or one was not taken back.
    """
    found = _of(session, package, State.UNDONE, "没有可恢复的上报包")
    ledger = session.ledger
    act = _undoing_act(session, found[0].id)
    together = [mail.parcel(ledger.data, name) for name in act.packages]
    found = [each for each in together if each is not None]
    label = "恢复上报包：" + "、".join(dict.fromkeys(_sender(session, each) for each in found))

    def take_again() -> Undone:
        return undoing.undo_act(ledger, act.pos, label, act.name)

    return _do(session, found, State.MERGED, take_again)


def _of(session: Session, names: Sequence[str], state: State, none: str) -> list[Parcel]:
    data = session.ledger.data
    condition = "direction = ? AND state = ? AND kind <> 'receipt'"
    able = mail.parcels(data, condition, [IN, state.value])
    if not able:
        raise Refused(none)
    if not names:
        return able[-1:]
    by_id = {parcel.id: parcel for parcel in able}
    if not by_id.keys() >= set(names):
        raise Refused(f"{none}：编号不对，或它现在不是“{state.value}”")
    return [by_id[name] for name in dict.fromkeys(names)]


@dataclass(frozen=True, slots=True)
class _Act:
    pos: int
    name: str
    packages: list[str]


def _undoing_act(session: Session, package: str) -> _Act:
    query = (
        "SELECT pos, device, seq, undoes FROM act"
        " WHERE verb = 'undo' AND pos = id AND instr(undoes, ?) ORDER BY pos DESC"
    )
    row = session.ledger.data.one(query, [package])
    if row is None:
        raise Refused("找不到当时的撤销记录，不能恢复")
    pos, device, seq, undoes = row
    return _Act(pos, f"{device}.{seq}", undoes.split(" "))


def _do(
    session: Session, found: list[Parcel], state: State, work: Callable[[], Undone]
) -> TakenBack:
    ledger = session.ledger
    backup.save(ledger)
    with ledger.transaction():
        before = _total(session)
        undone = work()
        for parcel in found:
            mail.note(ledger.data, replace(parcel, state=state))
        after = _total(session)
        checks.refresh(session)
    names = tuple(parcel.id for parcel in found)
    left = tuple(undone.left)
    return TakenBack(names, before, after, undone.deleted, undone.set_back, left)


def _total(session: Session) -> Total:
    def count(entity: str) -> int:
        query = f'SELECT count(*) FROM "{entity}" WHERE deleted = 0'  # noqa: S608
        row = session.ledger.data.one(query)
        return int(row[0]) if row else 0

    return Total(count("household"), count("person"))


def _sender(session: Session, parcel: Parcel) -> str:
    cards = partners.partners(session)
    return next((card.name for card in cards if card.office_id == parcel.office), "其他单位")


def lines(done: TakenBack) -> list[str]:
    """What a clerk is told after packages were taken back or adopted again."""
    before, after = done.before, done.after
    told = [
        f"原有{before.households}户{before.persons}人，现有{after.households}户{after.persons}人，"
        f"改回{done.set_back}处内容",
        "这次改动会随下一次发包告诉对方",
    ]
    if done.left:
        told.append(f"有{len(done.left)}处后来又改过，没有动，请逐条核对")
    return told
