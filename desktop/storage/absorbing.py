"""Taking in what another ledger logged: acts, changes and records, whatever is known already."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sql

from desktop.domain import hlc
from desktop.domain.changes import Act, Change, pack
from desktop.domain.errors import AppError
from desktop.domain.record import Record
from desktop.storage.writing import Writer

_CHUNK = 2000
_MARKS = 500
_ACT = "device, seq, hlc, account, level, verb, label, origin, batch, undoes"
_CHANGE = "entity, record, field, old, new, saw, reason"


@dataclass
class Absorbed:
    """How much of a package was new."""

    acts: int = 0
    changes: int = 0
    records: dict[str, int] = field(default_factory=dict)
    known_records: int = 0
    conflicts: int = 0


class Contradictory(AppError):
    """Two things that came in claim to be the same; only a forged file holds that."""

    def __init__(self) -> None:
        super().__init__("上报包里的记录编号互相矛盾，没有接收，请让发送单位重新生成")


class Inconsistent(AppError):
    """An act or change that is known here came in again with other content.

    Two copies of one ledger went on as the same device, so neither may be taken for the other.
    """

    def __init__(self) -> None:
        super().__init__(
            "内容不一致：包里有的操作与本台账里同一编号的操作不一样，整包没有合并，先放着。"
            "多半是同一个台账（连同电脑系统）被复制后两边都在用，请与发送单位核对，只用其中一个"
        )


class Absorber:
    """Merges one package into the ledger, inside the act that receives it.

    What is known already is passed over by its name, so taking the same in twice changes nothing.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._data = writer.data
        self._acts: dict[tuple[str, int], int] = {}
        self._known_acts: set[int] = set()
        self._cells: dict[tuple[str, str], set[str]] = {}
        row = self._data.one("SELECT 1 FROM change LIMIT 1")
        self._had_changes = row is not None
        self.result = Absorbed()

    def absorb(
        self, acts: Iterable[Act], changes: Iterable[Change], records: Iterable[Record]
    ) -> Absorbed:
        """Add what is not known, and bring the cells to what all changes come to.

        Raises:
            Contradictory: if the same id stands for different things.
            Inconsistent: if what is known came with other content.
        """
        try:
            self._add_acts(acts)
            self._add_changes(changes)
            self._add_records(records)
            self._settle()
        except sql.IntegrityError as error:
            raise Contradictory from error
        return self.result

    def _add_acts(self, acts: Iterable[Act]) -> None:
        """Add the acts that are not known."""
        for chunk in _chunks(acts, _MARKS):
            named = _each_once(((act.device, act.seq), act) for act in chunk)
            names = list(named)
            known = self._ids(names)
            self._known_acts.update(known.values())
            for act in self._known(known.values()):
                _refuse_other(act, named[act.device, act.seq])
            new = [act for name, act in named.items() if name not in known]
            self._data.insert_many(
                "INSERT INTO act(pos, device, seq, hlc, account, level, verb, label, origin,"
                " batch, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((self._writer.pos, *astuple(act)) for act in new),
            )
            self.result.acts += len(new)
            self._acts.update(self._ids(names))

    def _ids(self, names: list[tuple[str, int]]) -> dict[tuple[str, int], int]:
        marks = ", ".join(["(?, ?)"] * len(names))
        query = f"SELECT device, seq, id FROM act WHERE (device, seq) IN (VALUES {marks})"  # noqa: S608
        rows = self._data.rows(query, [value for name in names for value in name])
        return {(device, seq): act for device, seq, act in rows}

    def _known(self, acts: Iterable[int]) -> Iterator[Act]:
        for part in _chunks(acts, _MARKS):
            marks = ", ".join("?" * len(part))
            rows = self._data.rows(f"SELECT {_ACT} FROM act WHERE id IN ({marks})", part)  # noqa: S608
            yield from (Act(*row) for row in rows)

    def _add_changes(self, changes: Iterable[Change]) -> None:
        """Add the changes that are not known; their acts must have come before."""
        for chunk in _chunks(changes, _CHUNK):
            named = _each_once((self._name(change), change) for change in chunk)
            known = self._known_changes({act for act, _ in named} & self._known_acts)
            for name, row in known.items():
                if name in named:
                    _refuse_other(row, self._row(named[name])[3:])
            new = {name: change for name, change in named.items() if name not in known}
            self._data.insert_many(
                f"INSERT INTO change(act, n, pos, {_CHANGE})"  # noqa: S608
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                map(self._row, new.values()),
            )
            for change in new.values():
                self._cells.setdefault((change.entity, change.record), set()).add(change.field)
            self.result.changes += len(new)

    def _name(self, change: Change) -> tuple[int, int]:
        return self._acts[change.device, change.seq], change.n

    def _row(self, change: Change) -> tuple[Any, ...]:
        return (*self._name(change), self._writer.pos, change.entity, change.record, change.field,
                change.old, change.new, pack(change.saw), change.reason)  # fmt: skip

    def _known_changes(self, acts: set[int]) -> dict[tuple[int, int], tuple[Any, ...]]:
        known: dict[tuple[int, int], tuple[Any, ...]] = {}
        for part in _chunks(acts, _MARKS):
            marks = ", ".join("?" * len(part))
            query = f"SELECT act, n, {_CHANGE} FROM change WHERE act IN ({marks})"  # noqa: S608
            known.update(((row[0], row[1]), row[2:]) for row in self._data.rows(query, part))
        return known

    def _add_records(self, records: Iterable[Record]) -> None:
        """Add the records that are not here; they come as the sender's ledger shows them."""
        for name, group in groupby(records, key=attrgetter("entity_name")):
            for chunk in _chunks(group, _CHUNK):
                self._add(name, chunk)

    def _add(self, entity: str, records: list[Record]) -> None:
        self._writer.flush()
        by_id = {record.id: record for record in records}
        ids = list(by_id)
        known = self._present(entity, ids)
        new = [record for id_, record in by_id.items() if id_ not in known]
        for record in new:
            self._writer.add(record)
        counts = self.result.records
        counts[entity] = counts.get(entity, 0) + len(new)
        self.result.known_records += len(records) - len(new)
        if self._had_changes:
            self._note_earlier_changes(entity, [record.id for record in new])

    def _present(self, entity: str, ids: list[str]) -> set[str]:
        known: set[str] = set()
        for part in _chunks(ids, _MARKS):
            marks = ", ".join("?" * len(part))
            query = f'SELECT id FROM "{entity}" WHERE id IN ({marks})'  # noqa: S608
            known.update(row[0] for row in self._data.rows(query, part))
        return known

    def _note_earlier_changes(self, entity: str, ids: list[str]) -> None:
        """Changes may have come in before the record that they are about."""
        for part in _chunks(ids, _MARKS):
            marks = ", ".join("?" * len(part))
            query = f"SELECT record, field FROM change WHERE entity = ? AND record IN ({marks})"  # noqa: S608
            for record, name in self._data.rows(query, [entity, *part]):
                self._cells.setdefault((entity, record), set()).add(name)

    def _settle(self) -> None:
        """Bring every cell that a new change is about to what all changes come to."""
        self._writer.flush()
        by_entity: dict[str, list[str]] = {}
        for entity, record in self._cells:
            by_entity.setdefault(entity, []).append(record)
        for entity, ids in by_entity.items():
            for record in sorted(self._present(entity, ids)):
                fields = self._cells[entity, record]
                self.result.conflicts += self._writer.resettle(entity, record, fields)


T = TypeVar("T")
N = TypeVar("N")


def _each_once(named: Iterable[tuple[N, T]]) -> dict[N, T]:
    """By name; what is named twice must be the same."""
    found: dict[N, T] = {}
    for name, thing in named:
        if found.setdefault(name, thing) != thing:
            raise Contradictory
    return found


def _refuse_other(here: Any, there: Any) -> None:
    """What is known must have come again as it is here; an empty text is no text."""
    one, other = (
        tuple(value or None for value in (astuple(side) if isinstance(side, Act) else side))
        for side in (here, there)
    )
    if one != other:
        raise Inconsistent


def _chunks(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk


def latest_stamp(acts: Iterable[Act], last: hlc.Hlc, now_ms: int) -> hlc.Hlc:
    """The clock after seeing these acts' stamps."""
    for act in acts:
        last = hlc.observe(last, hlc.Hlc.parse(act.hlc), now_ms)
    return last
