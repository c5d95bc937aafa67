"""The data dictionary: which entities there are and which fields each has.

An entity is a frozen dataclass over :class:`Record` whose annotations carry the kind of each
field. Every consumer (tables, forms, grids, templates, packages, masking) is given a
:class:`Dictionary`, so a test can give one of its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from desktop.domain.kinds import Kind, Search
from desktop.domain.record import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)

UNREAD = "unread:"
"""Prefix of the name under which the unread text of a field is logged and merged."""


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field of an entity."""

    entity: str
    name: str
    kind: Kind

    @property
    def path(self) -> str:
        """The field's full name, such as ``person.name``."""
        return f"{self.entity}.{self.name}"

    @property
    def label(self) -> str:
        """What a clerk calls it."""
        return self.kind.label


def entity(name: str, label: str) -> Callable[[type[AnyRecord]], type[AnyRecord]]:
    """Name a record class: ``name`` in code and files, ``label`` for a clerk."""

    def named(cls: type[AnyRecord]) -> type[AnyRecord]:
        cls.entity_name = name
        cls.entity_label = label
        return cls

    return named


@dataclass(frozen=True)
class Entity:
    """One entity of a dictionary with its declared fields, in order."""

    cls: type[Record]
    name: str
    label: str
    fields: tuple[Field, ...]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def searched(self) -> tuple[Field, ...]:
        """The fields that take part in the search."""
        return tuple(field for field in self.fields if field.kind.search is not Search.NONE)

    def field(self, name: str) -> Field:
        """The field called ``name``; KeyError if there is none."""
        return self.by_name[name]

    def wire(self, record: Record) -> dict[str, str]:
        """The record's set values in wire form, unread texts and extra fields among them."""
        values = dict(record.extra)
        for field in self.fields:
            text = field.kind.encode(getattr(record, field.name))
            if text is not None:
                values[field.name] = text
        for name, text in record.unread.items():
            values[UNREAD + name] = text
        return values

    def typed(self, wires: dict[str, str]) -> dict[str, Any]:
        """Keyword arguments for ``cls`` from wire values; unknown names go to ``extra``."""
        known: dict[str, Any] = {}
        unread: dict[str, str] = {}
        extra: dict[str, str] = {}
        for name, text in wires.items():
            if name.startswith(UNREAD):
                unread[name.removeprefix(UNREAD)] = text
            elif name in self.by_name:
                known[name] = self.by_name[name].kind.decode(text)
            else:
                extra[name] = text
        return {**known, "unread": unread, "extra": extra}


def _describe(cls: type[Record]) -> Entity:
    hints = get_type_hints(cls, include_extras=True)
    found: list[Field] = []
    for item in fields(cls):
        hint = hints[item.name]
        if get_origin(hint) is Annotated:
            kinds = [note for note in get_args(hint)[1:] if isinstance(note, Kind)]
            found.extend(Field(cls.entity_name, item.name, kind) for kind in kinds)
    return Entity(cls, cls.entity_name, cls.entity_label, tuple(found))


class Dictionary:
    """The entities of a program, each described once."""

    def __init__(self, *classes: type[Record]) -> None:
        self._entities = {cls.entity_name: _describe(cls) for cls in classes}

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._entities.values())

    def __contains__(self, name: str) -> bool:
        return name in self._entities

    def __getitem__(self, key: str | type[Record]) -> Entity:
        """The entity of a name or class; KeyError if it is not declared."""
        return self._entities[key if isinstance(key, str) else key.entity_name]

    def field(self, path: str) -> Field:
        """The field of a path such as ``person.name``; KeyError if there is none."""
        name, _, field = path.partition(".")
        return self._entities[name].field(field)
