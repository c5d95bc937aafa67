"""The log: acts and changes as they stand in the data file, and what cells come to by them."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from desktop.domain import merge
from desktop.domain.changes import Act, Change, unpack
from desktop.domain.dictionary import UNREAD, Dictionary
from desktop.domain.levels import Level
from desktop.storage.database import Data

_CHANGE = (
    "SELECT a.device, a.seq, c.n, c.entity, c.record, c.field, c.old, c.new, c.saw, c.reason,"
    " a.level FROM change c JOIN act a ON a.id = c.act"
)
_ACT = "SELECT device, seq, hlc, account, level, verb, label, origin, batch, undoes FROM act"


def _change(row: tuple[Any, ...]) -> Change:
    device, seq, n, entity, record, field, old, new, saw, reason, level = row
    return Change(device, seq, n, entity, record, field, old, new, unpack(saw), reason, level)


def changes_of(data: Data, record: str, field: str | None = None) -> list[Change]:
    """The changes of a record, or of one cell of it, in the order they came in.

    Those of a cell are those of its field and of the text in it that could not be read.
    """
    if field is None:
        query, values = f"{_CHANGE} WHERE c.record = ? ORDER BY c.pos, c.act, c.n", [record]
    else:
        query = f"{_CHANGE} WHERE c.record = ? AND c.field IN (?, ?) ORDER BY c.pos, c.act, c.n"
        cell = merge.cell_of(field)
        values = [record, cell, UNREAD + cell]
    return [_change(row) for row in data.all(query, values)]


def changes_between(data: Data, after: int, upto: int) -> Iterator[Change]:
    """The changes whose position lies in (after, upto], in order."""
    query = f"{_CHANGE} WHERE c.pos > ? AND c.pos <= ? ORDER BY c.pos, c.act, c.n"
    return map(_change, data.rows(query, [after, upto]))


def changes_at(data: Data, pos: int) -> list[Change]:
    """The changes that came in at one position."""
    return list(changes_between(data, pos - 1, pos))


def acts_named(data: Data, names: Iterable[tuple[str, int]]) -> Iterator[Act]:
    """The acts of these (device, seq)."""
    for device, seq in names:
        for row in data.rows(f"{_ACT} WHERE device = ? AND seq = ?", [device, seq]):
            yield Act(*row)


def recent_acts(data: Data, limit: int, but: str = "") -> list[tuple[int, Act]]:
    """The latest acts, but for those of a verb, with their positions, newest first."""
    query = f"{_ACT.replace('SELECT ', 'SELECT pos, ')} WHERE verb <> ? ORDER BY hlc DESC LIMIT ?"
    return [(row[0], Act(*row[1:])) for row in data.all(query, [but, limit])]


def latest_of(data: Data, verb: str, device: str) -> str | None:
    """The stamp of a device's latest act of a verb; None if there is none."""
    query = "SELECT max(hlc) FROM act WHERE verb = ? AND device = ?"
    row = data.one(query, [verb, device])
    return row[0] if row else None


def by_field(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Changes of one record, by field."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.field, []).append(change)
    return found


def owner_of(dictionary: Dictionary, entity: str, field: str) -> Level | None:
    """The level that owns a field; an unread text belongs to whoever owns the field."""
    if entity not in dictionary:
        return None
    declared = dictionary[entity].by_name.get(merge.cell_of(field))
    return declared.kind.owner if declared else None


def state_of(data: Data, dictionary: Dictionary, entity: str, record: str) -> merge.RecordState:
    """How a record stands: its changed fields and whether it is gone."""
    fields = by_field(changes_of(data, record))
    cells = merge.by_cell(chain.from_iterable(fields.values()))
    states = {
        field: merge.settle(cells[cell], None, owner_of(dictionary, entity, cell), field)
        for field, cell in ((field, merge.cell_of(field)) for field in (*cells, *fields))
    }
    return merge.RecordState(states, merge.is_deleted(fields))
