"""What lies in a range of log positions and in a scope: records, changes, acts, in wire form."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from desktop.domain import wire
from desktop.domain.dictionary import Dictionary, Entity
from desktop.storage import scopes
from desktop.storage.database import Data
from desktop.storage.ledger import Ledger

Row = tuple[Any, ...]
_CHUNK = 300


@dataclass(slots=True)
class Extract:
    """The rows of (after, upto], as of one moment, of everything or of some villages.

    Seeded records are alike everywhere, so they are left out unless they were changed. Read
    records and changes first: the acts are those that they name.
    """

    data: Data
    dictionary: Dictionary
    after: int
    upto: int
    seed: str
    scoped: bool
    _acts: set[tuple[str, int]] = field(default_factory=set)

    def records(self, entity: Entity) -> Iterator[Row]:
        """The rows of an entity, in the order of ``wire.record_columns``, by id."""
        columns = ", ".join(f't."{name}"' for name in wire.record_columns(entity))
        source = f'SELECT {columns} FROM "{entity.name}" t WHERE'  # noqa: S608
        changed = f"{self._in_range('c')} AND c.entity = :entity"
        born = f"{source} {self._born(entity)} AND t.born_device <> :seed"
        seeded = f"{source} t.born_device = :seed AND t.id IN"
        seeded = f"{seeded} (SELECT c.record FROM change c WHERE {changed})"  # noqa: S608
        query = f"{born} UNION ALL {seeded} ORDER BY 1"
        names = {"seed": self.seed, "entity": entity.name, **self._range}
        for row in self._rows(query, names):
            self._acts.add(row[-3:-1])
            yield row

    def changes(self) -> Iterator[Row]:
        """The changes, in the order of ``wire.CHANGE_COLUMNS``."""
        select = (
            "SELECT a.device, a.seq, c.n, c.entity, c.record, c.field, c.old, c.new, c.saw,"
            " c.reason FROM change c JOIN act a ON a.id = c.act WHERE"
        )
        stays = ", ".join(f"'{name}'" for name in sorted(wire.STAYS))
        near = f"{self._in_range('c')} AND c.entity NOT IN ({stays})"
        if self.scoped:
            near = self._concerning(select, near)
        for row in self._rows(f"{select} {near}", self._range):
            self._acts.add(row[:2])
            yield row

    def _concerning(self, select: str, near: str) -> str:
        told = scopes.told_of(self.dictionary)
        if self.after == 0:
            return f"{near} AND ({scopes.CONCERNS} OR {told})"
        older = f"UNION {select} {scopes.BROUGHT} UNION {select} {told}"
        return f"{near} AND {scopes.CONCERNS} {older}"

    def acts(self) -> Iterator[Row]:
        """The acts that the rows read so far name, in the order of ``wire.ACT_COLUMNS``."""
        columns = ", ".join(wire.ACT_COLUMNS)
        names = sorted(self._acts)
        for start in range(0, len(names), _CHUNK):
            part = names[start : start + _CHUNK]
            marks = ", ".join(["(?, ?)"] * len(part))
            query = f"SELECT {columns} FROM act WHERE (device, seq) IN (VALUES {marks})"  # noqa: S608
            yield from self.data.rows(query, [value for name in part for value in name])

    def _born(self, entity: Entity) -> str:
        if not self.scoped or entity.name in scopes.common(self.dictionary):
            return self._in_range("t")
        here = "t.id IN (SELECT id FROM temp.inside)"
        entered = "t.id IN (SELECT id FROM temp.entered)"
        return f"({self._in_range('t')} AND {here} OR {entered})"

    def _in_range(self, table: str) -> str:
        # From the beginning, the table itself is read faster than its index.
        plus = "+" if self.after == 0 else ""
        return f"({plus}{table}.pos > :after AND {plus}{table}.pos <= :upto)"

    @property
    def _range(self) -> dict[str, Any]:
        return {"after": self.after, "upto": self.upto}

    def _rows(self, query: str, names: dict[str, Any]) -> Iterator[Row]:
        return self.data.rows(query, names)


@contextmanager
def extract(
    ledger: Ledger, after: int, seed: str, villages: Collection[str] | None = None
) -> Iterator[Extract]:
    """Look at everything after a position, as of now, over a connection of its own.

    Args:
        ledger: the ledger to read; others may go on writing to it.
        after: the position after which it begins.
        seed: the device name under which seeded records are born.
        villages: the ids of the villages whose households are in the scope; None for everything.
    """
    with ledger.for_thread() as own:
        # One read transaction: all rows are of the same moment.
        own.data.run("BEGIN")
        upto = own.position
        scoped = villages is not None
        if villages is not None:
            scopes.lay_out(own.data, own.dictionary, after, upto, villages)
        yield Extract(own.data, own.dictionary, min(after, upto), upto, seed, scoped)
