"""A simulated ledger: edits, deletes, undoes, sends and receives as design.md §5-§7 say it does."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from desktop.domain.changes import DELETED, Change, ChangeName
from desktop.domain.dictionary import UNREAD
from desktop.domain.hlc import START, Hlc, observe, tick
from desktop.domain.levels import Level
from desktop.domain.merge import (
    FieldState,
    RecordState,
    Setting,
    birth_value,
    by_cell,
    cell_of,
    is_deleted,
    seen_by_delete,
    undoing,
    untouched,
)

ENTITY = "person"
OWNERS: dict[str, Level | None] = {"phone": Level.VILLAGE, "tag": Level.TOWNSHIP, "name": None}
UNREAD_PHONE = UNREAD + "phone"
SHOWN = (*OWNERS, UNREAD_PHONE)
"""The fields of a record; what is typed into the phone may be a text that cannot be read."""

Settle = Callable[[Collection[Change], str | None, Level | None, str], FieldState]
Values = dict[str, str | None]
Screen = frozenset[tuple[str, str | None]]


class Born(NamedTuple):
    record: str
    values: Values


class Package(NamedTuple):
    """``rows`` hold each new record as it stood at ``upto``, not as it was born."""

    sender: str
    to: int
    after: int
    upto: int
    rows: tuple[Born, ...]
    changes: tuple[Change, ...]
    stamps: tuple[Hlc, ...]


class Receipt(NamedTuple):
    sender: str
    by: int
    reached: int


class Doing(NamedTuple):
    """What one act brought into this ledger."""

    births: tuple[str, ...]
    changes: tuple[Change, ...]


class Editor(NamedTuple):
    """A cell that is being typed in, with what it showed when typing began."""

    record: str
    field: str
    state: FieldState
    screen: Screen


class Backup(NamedTuple):
    log: list[Born | Change]
    doings: list[Doing]
    reached: dict[str, int]
    last: Hlc


@dataclass
class Replica:
    place: int
    level: Level
    device: str
    settle: Settle
    shown: dict[ChangeName, Screen]
    complaints: set[str]
    clock_error: int = 0
    clock_was_wrong: bool = False
    seq: int = 0
    last: Hlc = START
    log: list[Born | Change] = field(default_factory=list)
    births: dict[str, Values] = field(default_factory=dict)
    cells: dict[str, dict[str, list[Change]]] = field(default_factory=dict)
    positions: dict[ChangeName, int] = field(default_factory=dict)
    stamps: list[Hlc] = field(default_factory=list)
    doings: list[Doing] = field(default_factory=list)
    reached: dict[str, int] = field(default_factory=dict)
    receipts: dict[int, int] = field(default_factory=dict)
    parked: list[Package] = field(default_factory=list)
    editor: Editor | None = None

    # What the ledger shows

    def state(self, record: str) -> RecordState:
        birth, cells = self.births[record], self.cells[record]
        names = [*SHOWN, *([DELETED] if DELETED in cells else [])]
        pools = by_cell(chain.from_iterable(cells.values()))
        fields = {name: self._settled(pools, birth, name) for name in names}
        return RecordState(fields, is_deleted(cells))

    def _settled(self, pools: dict[str, list[Change]], birth: Values, name: str) -> FieldState:
        cell = cell_of(name)
        return self.settle(pools.get(cell, ()), birth.get(name), OWNERS.get(cell), name)

    def everything(self) -> dict[str, RecordState]:
        return {record: self.state(record) for record in sorted(self.births)}

    def screen(self, record: str) -> Screen:
        """Every value that the clerk sees of a record, the losers of conflicts with it."""
        return frozenset(
            (name, value)
            for name, state in self.state(record).fields.items()
            if name != DELETED
            for value in _standing(state, name)
        )

    # What a clerk does

    def insert(self, record: str, values: Values, now: int) -> None:
        self._begin(now)
        self._bear(Born(record, values))
        self.doings.append(Doing((record,), ()))

    def open_editor(self, record: str, name: str) -> None:
        if record in self.births and not self.state(record).deleted:
            fields = self.state(record).fields
            screen = frozenset(
                (each, value) for each in _both(name) for value in _standing(fields[each], each)
            )
            self.editor = Editor(record, name, fields[name], screen)

    def close_editor(self, value: str | None, now: int) -> None:
        if self.editor is not None:
            record, name, state, screen = self.editor
            self.editor = None
            stale = self.state(record).fields[name] != state
            if value != state.value or state.conflict:
                self._write(self._typed(record, name, value, state), now, {record: screen})
            if not stale and self.state(record).fields[name].value != value:
                self.complaints.add("what was typed does not show")

    def _typed(self, record: str, name: str, value: str | None, state: FieldState) -> list[Setting]:
        """Fill a field, or empty it, after emptying the other one of its cell."""
        fields = self.state(record).fields
        emptied = [
            Setting(ENTITY, record, each, fields[each].value, None, state.live)
            for each in _both(name)
            if each != name and fields[each].value is not None
        ]
        return [*emptied, Setting(ENTITY, record, name, state.value, value, state.live)]

    def delete(self, record: str, now: int) -> None:
        state = self.state(record)
        if not state.deleted:
            self._write([_deletion(record, state)], now)
            if not self.state(record).deleted:
                self.complaints.add("what was deleted is still there")

    def undo(self, which: int, now: int) -> None:
        doing = self.doings[which % len(self.doings)]
        plan = undoing(doing.changes, lambda _, record: self.state(record))
        changed = {change.name for change in doing.changes}
        unborn = [
            _deletion(record, self.state(record))
            for record in doing.births
            if untouched(self.state(record), changed)
        ]
        set_back = [each for each in plan.settings if each.record not in {u.record for u in unborn}]
        if unborn or set_back:
            self._write([*unborn, *set_back], now)

    # What goes over the stick

    def pack(self, to: int) -> Package:
        return self._pack(to, self.receipts.get(to, 0), len(self.log))

    def pack_in_parts(self, to: int, cut: int) -> tuple[Package, Package]:
        """Everything since the last receipt, for a mailbox that takes no more at once."""
        whole = self.pack(to)
        middle = whole.after + (whole.upto - whole.after) * cut // 12
        return self._pack(to, whole.after, middle), self._pack(to, middle, whole.upto)

    def _pack(self, to: int, after: int, upto: int) -> Package:
        part = self.log[after:upto]
        return Package(
            self.device,
            to,
            after,
            upto,
            tuple(self._row(each.record, upto) for each in part if isinstance(each, Born)),
            tuple(each for each in part if isinstance(each, Change)),
            tuple(self.stamps[-3:]),
        )

    def receive(self, package: Package, now: int) -> Receipt:
        if package not in self.parked:
            self.parked.append(package)
        while fitting := [each for each in self.parked if self._fits(each)]:
            self.parked = [each for each in self.parked if not self._fits(each)]
            for each in fitting:
                self._merge(each, now)
        return Receipt(package.sender, self.place, self.reached.get(package.sender, 0))

    def take(self, receipt: Receipt) -> None:
        if receipt.sender == self.device:
            self.receipts[receipt.by] = receipt.reached

    # What a bad day brings

    def backup(self) -> Backup:
        return Backup(self.log[:], self.doings[:], dict(self.reached), self.last)

    def restored(self, backup: Backup, device: str) -> "Replica":
        """The ledger as backed up: a new device, which no receipt knows."""
        again = Replica(self.place, self.level, device, self.settle, self.shown, self.complaints)
        again.clock_error, again.clock_was_wrong = self.clock_error, self.clock_was_wrong
        for entry in backup.log:
            again._add(entry)
        again.doings, again.reached = backup.doings[:], dict(backup.reached)
        again.last = backup.last
        return again

    def _fits(self, package: Package) -> bool:
        return package.after <= self.reached.get(package.sender, 0)

    def _merge(self, package: Package, now: int) -> None:
        by_cell: dict[tuple[str, str], list[Change]] = {}
        for change in package.changes:
            by_cell.setdefault((change.record, change.field), []).append(change)
        births = [row for row in package.rows if row.record not in self.births]
        for row in births:
            rewound = {
                name: birth_value(by_cell.get((row.record, name), ()), value)
                for name, value in row.values.items()
            }
            self._bear(Born(row.record, rewound))
        changes = [each for each in package.changes if each.name not in self.positions]
        for change in changes:
            self._add(change)
        self.reached[package.sender] = max(self.reached.get(package.sender, 0), package.upto)
        for stamp in package.stamps:
            self.last = observe(self.last, stamp, now + self.clock_error)
        if births or changes:
            self.doings.append(Doing(tuple(row.record for row in births), tuple(changes)))

    def _row(self, record: str, upto: int) -> Born:
        cells = self.cells[record]
        past = by_cell(
            each
            for each in chain.from_iterable(cells.values())
            if self.positions[each.name] <= upto
        )
        birth = self.births[record]
        return Born(record, {name: self._settled(past, birth, name).value for name in SHOWN})

    def _begin(self, now: int) -> None:
        self.seq += 1
        self.last = tick(self.last, now + self.clock_error)
        self.stamps.append(self.last)

    def _write(
        self, settings: Iterable[Setting], now: int, shown: dict[str, Screen] | None = None
    ) -> None:
        self._begin(now)
        written = []
        for n, each in enumerate(settings):
            change = Change(
                self.device, self.seq, n, each.entity, each.record, each.field,
                each.old, each.new, each.saw, None, self.level,
            )  # fmt: skip
            self.shown[change.name] = (shown or {}).get(each.record) or self.screen(each.record)
            written.append(change)
        for change in written:
            self._add(change)
        self.doings.append(Doing((), tuple(written)))

    def _add(self, entry: Born | Change) -> None:
        if isinstance(entry, Born):
            self._bear(entry)
            return
        self.log.append(entry)
        self.positions[entry.name] = len(self.log)
        self.cells[entry.record].setdefault(entry.field, []).append(entry)

    def _bear(self, born: Born) -> None:
        self.log.append(born)
        self.births[born.record] = dict.fromkeys(SHOWN) | born.values
        self.cells[born.record] = {}


def _both(name: str) -> list[str]:
    return [each for each in SHOWN if cell_of(each) == cell_of(name)]


def _standing(state: FieldState, name: str) -> set[str | None]:
    return {state.value, *(change.new for change in state.conflict if change.field == name)}


def _deletion(record: str, state: RecordState) -> Setting:
    saw = seen_by_delete(state.fields)
    return Setting(ENTITY, record, DELETED, None, "1", saw)
