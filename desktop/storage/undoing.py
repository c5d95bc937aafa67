"""Undoing an act or batch by a new act: only what still stands as it was left is set back."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from desktop.domain import merge
from desktop.domain.changes import DELETED, Change
from desktop.domain.kinds import Ref
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
    return undo_batches(ledger, [batch], label)


def undo_batches(ledger: Ledger, batches: Sequence[str], label: str) -> Undone:
    """Take back what the acts of batches did in this ledger, the latest first, in one act."""
    marks = ", ".join("?" * len(batches))
    query = f"SELECT pos FROM act WHERE batch IN ({marks}) AND pos = id"  # noqa: S608
    positions = [row[0] for row in ledger.data.all(query, list(batches))]
    undone = Undone()
    with ledger.act("undo", label, undoes=" ".join(batches)) as writer:
        later: list[Change] = []
        for pos in sorted(positions, reverse=True):
            # What a later one did, and the taking back of it, comes to nothing together.
            cancelled = [*later, *history.changes_at(ledger.data, writer.pos)] if later else []
            _undo_position(ledger, writer, pos, undone, cancelled)
            later += history.changes_at(ledger.data, pos) if len(positions) > 1 else []
    return undone


def undo_act(
    ledger: Ledger, pos: int, label: str, undoes: str, *, cancelled: Collection[int] = ()
) -> Undone:
    """Take back what the act at a position did.

    Args:
        ledger: where.
        pos: the position of the act.
        label: what a clerk reads in the history.
        undoes: the name of the act, for whoever asks later what was undone.
        cancelled: the positions of later acts that were all undone since, and of their undoing:
            what they did is as if it had never been, and must not keep this act from going too.
    """
    undone = Undone()
    later = [change for at in cancelled for change in history.changes_at(ledger.data, at)]
    with ledger.act("undo", label, undoes=undoes) as writer:
        _undo_position(ledger, writer, pos, undone, later)
    return undone


def _undo_position(
    ledger: Ledger, writer: Writer, pos: int, undone: Undone, cancelled: Collection[Change] = ()
) -> None:
    changes = history.changes_at(ledger.data, pos)
    names = {change.name for change in (*changes, *cancelled)}
    born = _born(ledger, pos)
    changed = _changed(ledger, born)
    edited = {
        record
        for record in changed
        if not merge.untouched(
            history.state_of(ledger.data, ledger.dictionary, born[record], record), names
        )
    }
    needed = _needed(ledger, born, edited)
    gone = [record for record in born if record not in needed]
    _delete(ledger, writer, {record: born[record] for record in gone}, changed)
    undone.deleted.update(Counter(undone.deleted) + Counter(born[record] for record in gone))
    undone.left += [(born[record], record, "") for record in sorted(edited)]
    kept = [change for change in changes if change.record not in born]
    _set_back(ledger, writer, kept, cancelled, undone)


def _born(ledger: Ledger, pos: int) -> dict[str, str]:
    """The records, by id with their entity, that came in at a position and are still here."""
    return {
        row[0]: entity.name
        for entity in ledger.dictionary
        for row in ledger.data.all(
            f'SELECT id FROM "{entity.name}" WHERE pos = ? AND deleted = 0',  # noqa: S608
            [pos],
        )
    }


def _delete(ledger: Ledger, writer: Writer, gone: dict[str, str], changed: set[str]) -> None:
    quiet: dict[str, list[str]] = {}
    for record, entity in gone.items():
        known = ledger.named(entity, record) if record in changed else None
        if known is not None:
            writer.delete(known)
        else:
            quiet.setdefault(entity, []).append(record)
    for entity, ids in quiet.items():
        writer.delete_unchanged(entity, ids)


def _needed(ledger: Ledger, born: dict[str, str], edited: set[str]) -> set[str]:
    """Those of the born that must stay, because somebody edited them or added something to them.

    What stays keeps what it refers to, and a person keeps the household, or nobody would see it.
    """
    if not born:
        return set()
    run = ledger.data.run
    run("CREATE TEMP TABLE IF NOT EXISTS undone(id TEXT PRIMARY KEY, stays INTEGER) WITHOUT ROWID")
    run("DELETE FROM undone")
    rows = ((record, record in edited) for record in born)
    ledger.data.insert_many("INSERT INTO undone VALUES (?, ?)", rows)
    references = _references(ledger, frozenset(born.values()))
    for table, column in references:
        run(_STAYS.format(found=_ADDED.format(table=table, column=column)))
    found = [_REFERRED.format(table=t, column=c) for t, c in references]
    while any(ledger.data.changed(_STAYS.format(found=query)) for query in [*found, _AT_HOME]):
        pass
    return {row[0] for row in ledger.data.all("SELECT id FROM undone WHERE stays")}


_STAYS = "UPDATE undone SET stays = 1 WHERE NOT stays AND id IN ({found})"
_ADDED = (
    'SELECT t."{column}" FROM "{table}" t WHERE NOT t.deleted AND t."{column}" IS NOT NULL'
    " AND t.id NOT IN (SELECT id FROM undone)"
)
_REFERRED = 'SELECT t."{column}" FROM undone u CROSS JOIN "{table}" t ON t.id = u.id WHERE u.stays'
_AT_HOME = "SELECT m.id FROM undone u CROSS JOIN membership m ON m.person = u.id WHERE u.stays"


def _references(ledger: Ledger, entities: Collection[str]) -> list[tuple[str, str]]:
    """Every column that refers to these, but for answers to doubts, which keep nothing."""
    return [
        (entity.name, field.name)
        for entity in ledger.dictionary
        for field in entity.fields
        if isinstance(field.kind, Ref) and field.kind.to in entities and entity.name != "waiver"
    ]


def _changed(ledger: Ledger, ids: Iterable[str]) -> set[str]:
    wanted, found = list(ids), set[str]()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" * len(part))
        query = f"SELECT DISTINCT record FROM change WHERE record IN ({marks})"  # noqa: S608
        found.update(row[0] for row in ledger.data.rows(query, part))
    return found


def _set_back(
    ledger: Ledger,
    writer: Writer,
    changes: list[Change],
    cancelled: Collection[Change],
    undone: Undone,
) -> None:
    state = partial(history.state_of, ledger.data, ledger.dictionary)
    result = merge.undoing(changes, state, cancelled)
    # Deletions last: a delete counts only while it names all live values, those set here too.
    for setting in sorted(result.settings, key=lambda one: one.field == DELETED):
        writer.apply(_seeing(ledger, writer, setting) if setting.field == DELETED else setting)
    undone.set_back += len({(one.record, merge.cell_of(one.field)) for one in result.settings})
    cells = ((one.entity, one.record, merge.cell_of(one.field)) for one in result.left)
    undone.left += dict.fromkeys(cells)


def _seeing(ledger: Ledger, writer: Writer, setting: merge.Setting) -> merge.Setting:
    """A deletion, or its end, that has seen what this very act set in the record."""
    state = history.state_of(ledger.data, ledger.dictionary, setting.entity, setting.record)
    act = (writer.act.device, writer.act.seq)
    own = {name for name in merge.seen_by_delete(state.fields) if name[:2] == act}
    return replace(setting, saw=tuple(sorted({*setting.saw, *own})))
