"""Which values of the ledger stand against a sheet, because they are newer than it.

A table says what was so on its reference day, whenever it is taken in; what is keyed says what was
so on the day it was keyed; an undo brings back a value with the day that the value had.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from desktop.domain import hlc, merge
from desktop.domain.changes import DELETED, Act, Change
from desktop.domain.dictionary import UNREAD
from desktop.domain.entities import SurveyAnswer
from desktop.domain.record import Record
from desktop.storage import history
from desktop.storage.records import Reader

_TABLE = re.compile(r"表格 ([0-9]{4}-[0-9]{2}-[0-9]{2})")
_FORGED = date.max
"""The day of an act that has none of the calendar."""
_Changes = Mapping[str, Sequence[Change]]


class Kept(NamedTuple):
    """A value of the ledger that stands, and what the sheet says instead.

    Attributes:
        line: the line of the sheet.
        path: the field.
        said: the sheet's value.
        text: what the sheet says, where it could not be read.
    """

    line: int
    path: str
    said: object
    text: str = ""


def origin(day: date) -> str:
    """The origin to note with the act of a table, which travels with the act."""
    return f"表格 {day.isoformat()}"


def day_of(act: Act) -> date:
    """The day on which what an act wrote was so."""
    table = _TABLE.fullmatch(act.origin)
    if table is None:
        return day_of_stamp(act.hlc)
    try:
        return date.fromisoformat(table[1])
    except ValueError:
        return _FORGED


def day_of_stamp(stamp: str) -> date:
    """The day of an act's stamp, by the PC's own calendar."""
    try:
        return datetime.fromtimestamp(hlc.Hlc.parse(stamp).ms / 1000).date()  # noqa: DTZ006
    except (ValueError, OverflowError, OSError):
        return _FORGED


def _is_keyed(act: Act) -> bool:
    return _TABLE.fullmatch(act.origin) is None


class Newer:
    """Weighs what a sheet of one reference day says against what the ledger holds."""

    def __init__(self, reader: Reader, day: date) -> None:
        self._reader = reader
        self._day = day
        self._acts: dict[tuple[str, int], Act | None] = {}

    def changes(self, record: Record) -> _Changes:
        """The changes of a record, by field."""
        return history.by_field(history.changes_of(self._reader.data, record.id))

    def stands(
        self, record: Record, changes: _Changes, name: str, said: str | None, text: str
    ) -> bool:
        """Whether a field of a record keeps its value.

        Args:
            record: the record as it is.
            changes: its changes.
            name: the field.
            said: the sheet's value, in wire form.
            text: what the sheet says where it could not be read.
        """
        own = (changes.get(name, ()), getattr(record, name), said)
        unread = (changes.get(UNREAD + name, ()), record.unread.get(name), text)
        if isinstance(record, SurveyAnswer):
            # It belongs to the round of the sheet, whichever day its values were written on.
            return any(self._keyed_over(one, new, date.min) for one, _, new in (own, unread))
        return self._is_later(record, *own) or self._is_later(record, *unread)

    def knows(self, record: Record, name: str) -> bool:
        """Whether what a field holds was written for a later day than the sheet's."""
        held = getattr(record, name)
        return self._is_later(record, self.changes(record).get(name, ()), held, None)

    def is_born_later(self, record: Record) -> bool:
        """Whether a record was made for a later day than the sheet's."""
        return self._is_later(record, (), record.id, None)

    def was_removed(self, new: Record, *names: str) -> bool:
        """Whether a record that says the same in these fields was deleted or ended since."""
        wanted = [getattr(new, name) for name in names]
        condition = " AND ".join(f'"{name}" = ?' for name in names)
        query = f'SELECT id FROM "{new.entity_name}" WHERE {condition}'  # noqa: S608
        found = (
            self._reader.named(new.entity_name, row[0])
            for row in self._reader.data.all(query, wanted)
        )
        return any(record is not None and self._is_removed(record) for record in found)

    def _is_removed(self, record: Record) -> bool:
        if not record.deleted:
            return bool(getattr(record, "end", None)) and self.knows(record, "end")
        changes = self.changes(record).get(DELETED, ())
        acts = [self._act(change.device, change.seq) for change in merge.live(changes)]
        # An undo takes an import back, as if it had never been.
        return any(act and not act.undoes and day_of(act) > self._day for act in acts)

    def _is_later(
        self, record: Record, changes: Sequence[Change], held: object, said: str | None
    ) -> bool:
        if not changes:
            born = self._act(record.born_device, record.born_seq) if held else None
            return born is not None and day_of(born) > self._day
        acts = [self._written_by(record, changes, change) for change in merge.live(changes)]
        if any(act is not None and day_of(act) > self._day for act in acts):
            return True
        return self._keyed_over(changes, said, self._day)

    def _keyed_over(self, changes: Sequence[Change], said: str | None, since: date) -> bool:
        """Whether the standing value was keyed since a day, over just what the sheet says."""
        if not said or not changes:
            return False
        keyed = [
            change
            for change in changes
            if (act := self._act(change.device, change.seq)) is not None
            and not act.undoes
            and _is_keyed(act)
            and day_of(act) >= since
        ]
        standing = set(merge.live(changes))
        return any(change.old == said for change in keyed) and not standing.isdisjoint(keyed)

    def _written_by(self, record: Record, changes: Sequence[Change], change: Change) -> Act | None:
        act = self._act(change.device, change.seq)
        if act is None or not act.undoes:
            return act
        before = changes[: changes.index(change)]
        for earlier in reversed(before):
            if earlier.new == change.new:
                return self._written_by(record, before, earlier)
        return self._act(record.born_device, record.born_seq)

    def _act(self, device: str, seq: int) -> Act | None:
        if (device, seq) not in self._acts:
            found = history.acts_named(self._reader.data, [(device, seq)])
            self._acts[device, seq] = next(iter(found), None)
        return self._acts[device, seq]
