"""Typed records out of rows and into rows."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from inspect import ismemberdescriptor
from operator import attrgetter, itemgetter
from typing import Any, TypeVar, cast

from desktop.domain.dictionary import Dictionary, Entity
from desktop.domain.kinds import Kind
from desktop.domain.record import NOTHING, Record
from desktop.storage.database import Data
from desktop.storage.schema import OWN_NAMES

R = TypeVar("R", bound=Record)

_OWN_COUNT = len(OWN_NAMES)
_DAYS = 1 << 15
"""As many values are remembered as there are days on which living people were born."""


class Mapper:
    """How one entity's records stand in its table.

    Attributes:
        names: the columns but for ``pos``, its own first.
        values: takes the values of a record in that order.
        make: makes a record of values in that order.
        encoders: what brings values into wire form, by place, where they are not texts as they are.
    """

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self.names = (*OWN_NAMES, *(field.name for field in entity.fields))
        self.values = attrgetter(*self.names)
        self.make = _maker(entity.cls, self.names)
        # The others are texts as they are, so they need not be asked for each row.
        self.encoders: list[tuple[int, Callable[[Any], Any]]] = [
            (index, field.kind.encode)
            for index, field in enumerate(entity.fields, start=_OWN_COUNT)
            if type(field.kind).decode is not Kind.decode
        ]
        self._decoders: list[tuple[int, Callable[[Any], Any]]] = [
            (index, lru_cache(maxsize=_DAYS)(field.kind.decode))
            for index, field in enumerate(entity.fields, start=_OWN_COUNT)
            if type(field.kind).decode is not Kind.decode
        ]

    def columns(self, alias: str) -> str:
        """The column list for a SELECT, in the order :meth:`record` wants."""
        return ", ".join(f'{alias}."{name}"' for name in self.names)

    def insert(self, data: Data, records: Sequence[Record], pos: int) -> None:
        """Write new records that came in at a position."""
        rows = [self.row(record, pos) for record in records]
        # Most fields of most people are empty, and binding a NULL costs as much as a value.
        filled = [
            at
            for at, column in enumerate(zip(*rows, strict=True))
            if column.count(None) < len(rows)
        ]
        data.insert_many(self.insertion(filled), map(itemgetter(*filled), rows))

    def insertion(self, filled: Sequence[int]) -> str:
        """The statement that inserts rows of some columns, by their places in :meth:`row`."""
        names = (*self.names, "pos")
        columns = ", ".join(f'"{names[at]}"' for at in filled)
        marks = ", ".join("?" * len(filled))
        return f'INSERT INTO "{self.entity.name}"({columns}) VALUES ({marks})'  # noqa: S608

    def record(self, row: Sequence[Any]) -> Record:
        """The record of a row whose columns stand as :meth:`columns` lists them."""
        values = list(row)
        for index, decode in self._decoders:
            if values[index] is not None:
                values[index] = decode(values[index])
        values[1] = json.loads(values[1]) if values[1] else NOTHING
        values[2] = json.loads(values[2]) if values[2] else NOTHING
        values[5] = bool(values[5])
        return self.make(values)

    def row(self, record: Record, pos: int) -> list[Any]:
        """The row of a record that came in at a position."""
        values: list[Any] = list(self.values(record))
        values[1], values[2], values[5] = dump(values[1]), dump(values[2]), int(values[5])
        for at, encode in self.encoders:
            if values[at] is not None:
                values[at] = encode(values[at])
        values.append(pos)
        return [None if value == "" else value for value in values]


def _maker(cls: type[Record], names: Sequence[str]) -> Callable[[Sequence[Any]], Record]:
    """Makes records of values that stand in the order of ``names``."""
    slots = [getattr(cls, name, None) for name in names]
    if len(fields(cls)) != len(names) or not all(ismemberdescriptor(slot) for slot in slots):
        return lambda values: cls(**dict(zip(names, values, strict=True)))
    # A frozen class sets its fields by name, one call each, which takes three times as long.
    setters = [slot.__set__ for slot in slots if slot is not None]

    def make(values: Sequence[Any]) -> Record:
        record = object.__new__(cls)
        for put, value in zip(setters, values, strict=True):
            put(record, value)
        return record

    return make


def dump(texts: Any) -> str | None:
    """A mapping of texts as JSON; None if it is empty."""
    return json.dumps(dict(texts), ensure_ascii=False, sort_keys=True) if texts else None


class Reader:
    """Reads records of any entity of a dictionary."""

    def __init__(self, data: Data, dictionary: Dictionary) -> None:
        self.data = data
        self.dictionary = dictionary
        self._mappers = {entity.name: Mapper(entity) for entity in dictionary}

    def mapper(self, entity: str) -> Mapper:
        """How an entity's records stand in its table."""
        return self._mappers[entity]

    def get(self, cls: type[R], record: str | None) -> R | None:
        """The record of an id, deleted or not; None if there is none."""
        found = self.named(cls.entity_name, record)
        return cast("R", found) if found is not None else None

    def named(self, entity: str, record: str | None) -> Record | None:
        """The record of an entity's name and an id."""
        mapper = self._mappers[entity]
        row = self.data.one(
            f'SELECT {mapper.columns("t")} FROM "{entity}" t WHERE id = ?',  # noqa: S608
            [record],
        )
        return None if row is None else mapper.record(row)

    def where(
        self, cls: type[R], condition: str = "1", values: Sequence[Any] = (), order: str = "id"
    ) -> Iterator[R]:
        """The records, not deleted, that fulfil an SQL condition over ``t``."""
        mapper = self._mappers[cls.entity_name]
        query = (
            f'SELECT {mapper.columns("t")} FROM "{cls.entity_name}" t'  # noqa: S608
            f" WHERE t.deleted = 0 AND ({condition}) ORDER BY {order}"
        )
        yield from cast("Iterator[R]", map(mapper.record, self.data.rows(query, values)))

    def every(self, entity: str) -> Iterator[Record]:
        """All records of an entity, not deleted, by id."""
        return self.where(self.dictionary[entity].cls)

    def count(self, entity: str) -> int:
        """How many records of an entity there are, not deleted."""
        row = self.data.one(f'SELECT count(*) FROM "{entity}" WHERE deleted = 0')  # noqa: S608
        return int(row[0]) if row else 0

    def among(self, cls: type[R], column: str, ids: Iterable[str]) -> Iterator[R]:
        """The records whose ``column`` is one of ``ids``, in no order."""
        wanted = list(ids)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ", ".join("?" * len(part))
            yield from self.where(cls, f't."{column}" IN ({marks})', part)
