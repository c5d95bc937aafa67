"""Undoing an act or batch by a new act: only what still stands as it was left is set back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from desktop.domain import merge
from desktop.domain.changes import Change, ChangeName
from desktop.storage import history
from desktop.storage.ledger import Ledger
from desktop.storage.writing import Writer


@dataclass
class Undone:
    """What an undo did, and what it left alone because somebody changed it since.

    ``left`` names (entity, record, field).
    """

    deleted: dict[str, int] = field(default_factory=dict)
    set_back: int = 0
    left: list[tuple[str, str, str]] = field(default_factory=list)


def undo_batch(ledger: Ledger, batch: str, label: str) -> Undone:
    """Take back everything that the acts of a batch did in this ledger."""
    positions = [row[0] for row in ledger.data.all("SELECT pos FROM act WHERE batch = ?", [batch])]
    undone = Undone()
    with ledger.act("undo", label, undoes=batch) as writer:
        for pos in sorted(positions, reverse=True):
            _undo_position(ledger, writer, pos, undone)
    return undone


def _undo_position(ledger: Ledger, writer: Writer, pos: int, undone: Undone) -> None:
    changes = history.changes_at(ledger.data, pos)
    names = {change.name for change in changes}
    born: set[str] = set()
    for entity in ledger.dictionary:
        ids = [
            row[0]
            for row in ledger.data.all(
                f'SELECT id FROM "{entity.name}" WHERE pos = ? AND deleted = 0',  # noqa: S608
                [pos],
            )
        ]
        born.update(ids)
        _delete_born(ledger, writer, entity.name, ids, names, undone)
    _set_back(ledger, writer, [change for change in changes if change.record not in born], undone)


def _delete_born(
    ledger: Ledger,
    writer: Writer,
    entity: str,
    ids: list[str],
    names: set[ChangeName],
    undone: Undone,
) -> None:
    changed = _changed(ledger, ids)
    quiet = [record for record in ids if record not in changed]
    writer.delete_unchanged(entity, quiet)
    gone = len(quiet)
    for record in sorted(changed):
        state = history.state_of(ledger.data, ledger.dictionary, entity, record)
        known = ledger.named(entity, record)
        if known is not None and merge.untouched(state, names):
            writer.delete(known)
            gone += 1
        else:
            undone.left.append((entity, record, ""))
    if gone:
        undone.deleted[entity] = undone.deleted.get(entity, 0) + gone


def _changed(ledger: Ledger, ids: Iterable[str]) -> set[str]:
    wanted, found = list(ids), set[str]()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" * len(part))
        query = f"SELECT DISTINCT record FROM change WHERE record IN ({marks})"  # noqa: S608
        found.update(row[0] for row in ledger.data.rows(query, part))
    return found


def _set_back(ledger: Ledger, writer: Writer, changes: list[Change], undone: Undone) -> None:
    state = partial(history.state_of, ledger.data, ledger.dictionary)
    result = merge.undoing(changes, state)
    for setting in result.settings:
        writer.apply(setting)
    undone.set_back += len(result.settings)
    undone.left += [(change.entity, change.record, change.field) for change in result.left]
