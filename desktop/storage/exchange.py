"""What lies in a range of log positions and in a scope: records, changes, acts, in wire form."""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.domain import wire
from desktop.domain.dictionary import Dictionary, Entity
from desktop.storage import scopes, sums
from desktop.storage.database import Data
from desktop.storage.ledger import Ledger

Row = tuple[Any, ...]
_CHUNK = 300


@dataclass(slots=True)
class Extract:
    """The rows of (after, upto], as of one moment, of everything or of some villages.

    It is one part of (begin, end], which may be all of it. Seeded records are alike everywhere, so
    they are left out unless they were changed. Read records and changes first: the acts are those
    that they name.
    """

    data: Data
    dictionary: Dictionary
    begin: int
    end: int
    seed: str
    scoped: bool
    after: int
    upto: int
    _acts: set[tuple[str, int]] = field(default_factory=set)

    def part(self, after: int, upto: int) -> "Extract":
        """The rows of a shorter range; a record comes with all that is known of it up to the end.

        A row shows what later changes made of it, so a part without those would leave values that
        nothing in it speaks of.
        """
        return replace(self, after=after, upto=upto, _acts=set())

    def is_empty(self) -> bool:
        """Whether there is nothing in the range that concerns the scope."""
        tables = (self.records(entity) for entity in wire.travelling(self.dictionary))
        return not any(True for rows in (*tables, self.changes()) for _ in rows)

    def weights(self) -> dict[int, int]:
        """How many rows there are at each position, in order."""
        weights: Counter[int] = Counter()
        for entity in wire.travelling(self.dictionary):
            query = f'SELECT t.pos, count(*) FROM "{entity.name}" t WHERE {self._born(entity)}'  # noqa: S608
            query += " AND t.born_device <> :seed"
            names = {"seed": self.seed, **self._range}
            weights.update(dict(self._rows(f"{query} GROUP BY 1", names)))
        query = f"SELECT c.pos, count(*) FROM change c WHERE {self._near()} GROUP BY 1"  # noqa: S608
        weights.update(dict(self._rows(query, self._range)))
        first = {pos: count for pos, count in weights.items() if pos <= self.after}
        for pos in first:
            # What entered with its history goes into the first part.
            weights[self.after + 1] += weights.pop(pos)
        return dict(sorted(weights.items()))

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
        for row in self._rows(" UNION ".join(self._chosen(select)), self._range):
            self._acts.add(row[:2])
            yield row

    def _near(self) -> str:
        stays = ", ".join(f"'{name}'" for name in sorted(wire.STAYS))
        near = f"{self._in_range('c')} AND c.entity NOT IN ({stays})"
        if not self.scoped:
            return near
        wanted = scopes.CONCERNS
        if self.begin == 0:
            wanted = f"({wanted} OR {scopes.told_of(self.dictionary)})"
        return f"{near} AND {wanted}"

    def _chosen(self, select: str) -> list[str]:
        chosen = [f"{select} {self._near()}"]
        if self.scoped and self.begin and self._is_first:
            chosen.append(f"{select} {scopes.BROUGHT}")
            chosen.append(f"{select} {scopes.told_of(self.dictionary)}")
        if self.upto < self.end:
            later = "c.pos > :upto AND c.pos <= :end"
            chosen += [
                f"{select} {later} AND c.record IN"  # noqa: S608
                f' (SELECT t.id FROM "{entity.name}" t WHERE {self._born(entity)})'
                for entity in wire.travelling(self.dictionary)
            ]
        return chosen

    @property
    def _is_first(self) -> bool:
        return self.after == self.begin

    def acts(self) -> Iterator[Row]:
        """The acts that the rows read so far name, in the order of ``wire.ACT_COLUMNS``."""
        columns = ", ".join(wire.ACT_COLUMNS)
        names = sorted(self._acts)
        for start in range(0, len(names), _CHUNK):
            part = names[start : start + _CHUNK]
            marks = ", ".join(["(?, ?)"] * len(part))
            query = f"SELECT {columns} FROM act WHERE (device, seq) IN (VALUES {marks})"  # noqa: S608
            yield from self.data.rows(query, [value for name in part for value in name])

    def sums(self) -> Iterator[Row]:
        """The households that it is all about, as they stand at the end of it."""
        if self.upto < self.end:
            return
        scope = "id IN (SELECT id FROM temp.inside)" if self.scoped else "1"
        sums.choose_range(self.data, self.dictionary, self.begin, self.end, scope)
        yield from sums.sums(self.data, self.dictionary)

    def _born(self, entity: Entity) -> str:
        near = self._in_range("t")
        if not self.scoped or entity.name in scopes.common(self.dictionary):
            return near
        inside = f"{near} AND t.id IN (SELECT id FROM temp.inside)"  # noqa: S608
        if not self._is_first:
            return inside
        earlier = "t.pos <= :begin AND t.id IN (SELECT id FROM temp.entered)"
        return f"({inside} OR {earlier})"

    def _in_range(self, table: str) -> str:
        # From the beginning, the table itself is read faster than its index.
        plus = "+" if self.after == 0 else ""
        return f"({plus}{table}.pos > :after AND {plus}{table}.pos <= :upto)"

    @property
    def _range(self) -> dict[str, Any]:
        names = ("begin", "after", "upto", "end")
        return {name: getattr(self, name) for name in names}

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
        begin = min(after, upto)
        yield Extract(own.data, own.dictionary, begin, upto, seed, scoped, begin, upto)
