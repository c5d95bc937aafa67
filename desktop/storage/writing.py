"""The one write path: an act with its changes, in the transaction that makes them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, TypeVar, cast

from desktop.domain import merge
from desktop.domain.changes import DELETED, Act, Change, ChangeName, pack
from desktop.domain.dictionary import UNREAD
from desktop.domain.ids import uuid7
from desktop.domain.levels import Level
from desktop.domain.record import Record
from desktop.storage import history, search
from desktop.storage.cells import read_cell, write_cell
from desktop.storage.records import Reader

R = TypeVar("R", bound=Record)
_BATCH = 2000


class Writer:
    """Writes records for one act. Made by ``Ledger.act`` only, and dead after it."""

    def __init__(self, reader: Reader, act: Act, act_id: int, pos: int) -> None:
        self.reader = reader
        self.data = reader.data
        self.dictionary = reader.dictionary
        self.act = act
        self.pos = pos
        self._act_id = act_id
        self._n = 0
        self._waiting: dict[str, list[Record]] = {}
        self.touched: dict[str, str] = {}

    @property
    def wrote(self) -> bool:
        """Whether the act did anything."""
        return bool(self.touched)

    def insert(self, record: R) -> R:
        """Add a new record, born of this act; it gets an id unless it has one."""
        born = replace(
            record,
            id=record.id or uuid7(),
            born_device=self.act.device,
            born_seq=self.act.seq,
        )
        self.add(born)
        return born

    def bear(self, cls: type[R], **values: Any) -> R:
        """Make and add a new record in one step, for where there are many."""
        born = cls(id=uuid7(), born_device=self.act.device, born_seq=self.act.seq, **values)
        self.add(born)
        return born

    def add(self, record: Record) -> None:
        """Add a record as it was born elsewhere."""
        waiting = self._waiting.setdefault(record.entity_name, [])
        waiting.append(record)
        self.touched[record.id] = record.entity_name
        if len(waiting) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write the records that wait to be written together."""
        for entity, records in self._waiting.items():
            mapper = self.reader.mapper(entity)
            mapper.insert(self.data, records, self.pos)
            if self._searched(entity):
                shown = (record for record in records if not record.deleted)
                keys = (search.key_row(mapper.entity, record) for record in shown)
                search.add_keys(self.data, [key for key in keys if key is not None])
        self._waiting.clear()

    def update(
        self,
        record: R,
        values: dict[str, Any],
        *,
        seen: dict[str, tuple[ChangeName, ...]] | None = None,
        unread: dict[str, str | None] | None = None,
        reason: str | None = None,
    ) -> R:
        """Set typed fields of a record; a value equal to what stands there writes nothing.

        A cell holds a value or a text that could not be read, never both: each takes the place of
        the other, and where both are given the text stands.

        Args:
            record: the record to change.
            values: new typed values by field name; None empties a field.
            seen: the live changes that the author's cell showed, where they are not the present.
            unread: texts that could not be read, by field name; None clears one.
            reason: why, where a reason is asked for.
        """
        entity, texts = self.dictionary[record.entity_name], unread or {}
        for name in dict.fromkeys([*values, *texts]):
            text, saw = texts.get(name), (seen or {}).get(name)
            field, new = UNREAD + name, text
            if not text and name in values:
                field, new = name, entity.field(name).kind.encode(values[name])
            self.set(entity.name, record.id, field, new, saw=saw, reason=reason)
        now = self.reader.named(entity.name, record.id)
        return cast("R", now)

    def set(
        self,
        entity: str,
        record: str,
        field: str,
        new: str | None,
        *,
        saw: Sequence[ChangeName] | None = None,
        reason: str | None = None,
    ) -> bool:
        """Set one cell to a wire value; False if it stood so already and nothing was in dispute.

        A field and the text in it that could not be read are one cell: to fill either is to empty
        the other.
        """
        self.flush()
        cell = merge.cell_of(field)
        names = (cell, UNREAD + cell)
        old = {name: read_cell(self.data, self.dictionary, entity, record, name) for name in names}
        wanted: dict[str, str | None] = dict.fromkeys(names) if new else {**old, field: None}
        wanted[field] = new or None
        if field == cell:
            wanted[UNREAD + cell] = None
        alive = [change.name for change in merge.live(history.changes_of(self.data, record, cell))]
        if wanted == old and len(alive) < 2:
            return False
        shown = tuple(sorted(alive if saw is None else saw))
        # What is filled comes last, because that is what counts.
        for name in sorted(names, key=lambda name: (wanted[name] is not None, name == field)):
            if wanted[name] is not None or old[name] is not None or name == field:
                self.log(entity, record, name, old[name], wanted[name], shown, reason)
        self.resettle(entity, record, [cell])
        return True

    def log(
        self,
        entity: str,
        record: str,
        field: str,
        old: str | None,
        new: str | None,
        saw: Sequence[ChangeName],
        reason: str | None = None,
    ) -> None:
        """Write down one change of this act, without applying it."""
        self._n += 1
        self.data.run(
            "INSERT INTO change(act, n, pos, entity, record, field, old, new, saw, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [self._act_id, self._n, self.pos, entity, record, field, old, new, pack(saw), reason],
        )

    def delete(self, record: Record, reason: str | None = None) -> None:
        """Delete a record as it stands now; an edit elsewhere that this does not see keeps it."""
        self.flush()
        state = history.state_of(self.data, self.dictionary, record.entity_name, record.id)
        if not state.deleted:
            saw = merge.seen_by_delete(state.fields)
            self.log(record.entity_name, record.id, DELETED, None, "1", saw, reason)
            self.resettle(record.entity_name, record.id, [DELETED])

    def delete_unchanged(self, entity: str, ids: Sequence[str]) -> None:
        """Delete many records that nobody has changed since they were born."""
        self.flush()
        rows = []
        for record in ids:
            self._n += 1
            rows.append((self._act_id, self._n, self.pos, entity, record, DELETED))
            self.touched[record] = entity
        self.data.insert_many(
            "INSERT INTO change(act, n, pos, entity, record, field, new, saw)"
            " VALUES (?, ?, ?, ?, ?, ?, '1', '')",
            rows,
        )
        self.data.insert_many(
            f'UPDATE "{entity}" SET deleted = 1 WHERE id = ?',  # noqa: S608
            ((record,) for record in ids),
        )
        for record in ids:
            search.drop_key(self.data, record)

    def apply(self, setting: merge.Setting) -> None:
        """Write the change of an undo."""
        self.flush()
        self.log(setting.entity, setting.record, setting.field,
                 setting.old, setting.new, setting.saw)  # fmt: skip
        self.resettle(setting.entity, setting.record, [setting.field])

    def resettle(self, entity: str, record: str, fields: Collection[str]) -> int:
        """Bring cells of a record to what their changes come to; how many are in conflict."""
        changes = history.by_field(history.changes_of(self.data, record))
        cells = merge.by_cell(chain.from_iterable(changes.values()))
        disputed = sum(
            self._settle_cell(entity, record, cell, cells.get(cell, []))
            for cell in sorted(set(map(merge.cell_of, fields)))
            if cell != DELETED
        )
        gone = DELETED in changes and merge.is_deleted(changes)
        was_gone = read_cell(self.data, self.dictionary, entity, record, DELETED) is not None
        write_cell(self.data, self.dictionary, entity, record, DELETED, "1" if gone else None)
        # Any change that a delete did not see brings the record back, whichever its field.
        self._refresh_keys(entity, record, {*fields, DELETED} if gone != was_gone else fields)
        self.touched[record] = entity
        return disputed

    def _settle_cell(self, entity: str, record: str, cell: str, changes: Sequence[Change]) -> bool:
        owner: Level | None = history.owner_of(self.dictionary, entity, cell)
        state = merge.settle(changes, None, owner, cell)
        text = merge.settle(changes, None, owner, UNREAD + cell)
        write_cell(self.data, self.dictionary, entity, record, cell, state.value)
        write_cell(self.data, self.dictionary, entity, record, UNREAD + cell, text.value)
        if state.conflict:
            statement = "INSERT OR IGNORE INTO conflict(entity, record, field) VALUES (?, ?, ?)"
            self.data.run(statement, [entity, record, cell])
        else:
            statement = "DELETE FROM conflict WHERE record = ? AND field = ?"
            self.data.run(statement, [record, cell])
        return bool(state.conflict)

    def _refresh_keys(self, entity: str, record: str, fields: Collection[str]) -> None:
        searched = self._searched(entity)
        if DELETED not in fields and searched.isdisjoint(map(merge.cell_of, fields)):
            return
        search.drop_key(self.data, record)
        now = self.reader.named(entity, record)
        if now is not None and not now.deleted:
            key = search.key_row(self.dictionary[entity], now)
            search.add_keys(self.data, [key] if key else [])

    def _searched(self, entity: str) -> frozenset[str]:
        return frozenset(field.name for field in self.dictionary[entity].searched)

    def finish(self) -> None:
        """Write what waits, and note what is to be checked again."""
        self.flush()
        self.data.insert_many(
            "INSERT OR IGNORE INTO recheck(record, entity) VALUES (?, ?)", self.touched.items()
        )
