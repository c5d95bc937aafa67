"""Undo and redo of one's own keying, over fields, records and screens."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.errors import Refused
from desktop.services import answering, checks
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import own_acts, undoing
from desktop.storage.own_acts import Done

KEYING = frozenset(
    {
        "cell",
        "household",
        "member",
        "person",
        "job",
        "tag",
        "visit",
        "presence",
        "finding",
        "outside",
        "record",
    }
)
"""The families of verbs that a key takes back; imports and lists have their own way."""


@dataclass(frozen=True, slots=True)
class Back:
    """What an undo or redo did.

    Attributes:
        label: what was taken back or done again.
        cells: what it touched, as (entity, record, field), so that a page can go there.
        set_back: how many cells were set.
        deleted: how many records of each entity were deleted.
        left: what was left alone because it has changed since, as (entity, record, field).
    """

    label: str
    cells: tuple[tuple[str, str, str], ...]
    set_back: int
    deleted: Mapping[str, int]
    left: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class _Chain:
    """An act, its undo, the undo of that, and so on: of even length when it is undone."""

    acts: list[Done] = field(default_factory=list)

    @property
    def first(self) -> Done:
        return self.acts[0]

    @property
    def tip(self) -> Done:
        return self.acts[-1]

    @property
    def stands(self) -> bool:
        return len(self.acts) % 2 == 1


def ready(session: Session, *, since: int) -> tuple[str, str]:
    """The labels of what undo and redo would do now; empty where there is nothing."""
    chains = _chains(session, since)
    undo, redo = _next_undo(chains), _next_redo(chains)
    return (undo.first.label if undo else "", redo.first.label if redo else "")


@verb("undo.last", "撤销", Role.CLERK)
def undo(session: Session, *, since: int) -> Back:
    """Take back one's own newest act after a log position, such as that of signing in.

    Raises:
        Refused: if there is none.
    """
    chains = _chains(session, since)
    found = _next_undo(chains)
    if found is None:
        raise Refused("没有可撤销的操作")
    return _take_back(session, chains, found, f"撤销：{found.first.label}")


@verb("undo.again", "重做", Role.CLERK)
def redo(session: Session, *, since: int) -> Back:
    """Do again what was undone last, unless something else was done since.

    Raises:
        Refused: if there is nothing to do again.
    """
    chains = _chains(session, since)
    found = _next_redo(chains)
    if found is None:
        raise Refused("没有可重做的操作")
    return _take_back(session, chains, found, f"重做：{found.first.label}")


def _chains(session: Session, since: int) -> list[_Chain]:
    chains: list[_Chain] = []
    by_name: dict[str, _Chain] = {}
    for act in own_acts.since(session.ledger, since):
        chain = by_name.get(act.undoes)
        if chain is None and act.verb.partition(".")[0] in KEYING:
            chain = _Chain()
            chains.append(chain)
        if chain is not None:
            chain.acts.append(act)
            by_name[act.name] = chain
    return chains


def _next_undo(chains: list[_Chain]) -> _Chain | None:
    standing = [chain for chain in chains if chain.stands]
    return max(standing, key=lambda chain: chain.first.pos, default=None)


def _next_redo(chains: list[_Chain]) -> _Chain | None:
    undone = [chain for chain in chains if not chain.stands]
    newest = max(undone, key=lambda chain: chain.tip.pos, default=None)
    if newest is None or any(chain.first.pos > newest.tip.pos for chain in chains):
        return None
    return newest


def _take_back(session: Session, chains: list[_Chain], chain: _Chain, label: str) -> Back:
    ledger, tip = session.ledger, chain.tip
    # Newest first, so everything that was keyed after the tip has been undone, or done again.
    cancelled = [act.pos for other in chains for act in other.acts if act.pos > tip.pos]
    with ledger.transaction():
        cells = own_acts.cells_of(ledger, tip.pos)
        for entity, record, _ in cells:
            held = ledger.named(entity, record)
            if held is not None:
                answering.refuse_archived(session, held)
        undone = undoing.undo_act(ledger, tip.pos, label, tip.name, cancelled=cancelled)
        checks.refresh(session)
    return Back(chain.first.label, tuple(cells), undone.set_back, undone.deleted,
                tuple(undone.left))  # fmt: skip
