"""Finding people and households as one types: name, pinyin, initials, or digits."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from desktop.domain.dictionary import Dictionary, Entity
from desktop.domain.kinds import Search
from desktop.domain.names import clean_name, pinyin_keys
from desktop.domain.record import Record
from desktop.domain.text import compact
from desktop.storage.database import Data
from desktop.storage.records import Reader
from desktop.storage.schema import INNER

LIMIT = 50
_TRIGRAM = 3
_PIECE = 8
_BATCH = 2000
_LAST = chr(0x10FFFF)
_INNER = tuple(inner.replace("name", "k.name") for inner in INNER)


class Hit(NamedTuple):
    """A record that was found."""

    entity: str
    record: str


class Step(NamedTuple):
    """One way to look: FROM what, in which ``t`` is the wanted entity's table.

    Its values stand behind a plus: SQLite plans a statement anew for each bare value that it could
    learn from, which takes longer than running it.
    """

    entity: str
    source: str
    values: tuple[Any, ...]


Row = tuple[Any, ...]
Ask = Callable[[Step], Iterable[Row]]
"""Takes a step; gives what is wanted of each record, its id first."""


def searched(dictionary: Dictionary) -> list[Entity]:
    """The entities with a field that takes part in the search."""
    return [entity for entity in dictionary if entity.searched]


def key_row(entity: Entity, record: Record) -> tuple[str, str, str, str, str, str] | None:
    """The search keys of a record; None if it takes no part."""
    names, digits = [], []
    for field in entity.searched:
        value = getattr(record, field.name)
        if value and field.kind.search is Search.PINYIN:
            names.append(value)
        elif value:
            digits.append(str(value))
    if not names and not digits:
        return None
    keys = [pinyin_keys(name) for name in names]
    return (
        record.id,
        entity.name,
        " ".join(names),
        " ".join(key.full for key in keys),
        " ".join(key.initials for key in keys),
        " ".join(digits),
    )


def add_keys(data: Data, rows: Iterable[Sequence[Any]]) -> None:
    """Add the search keys of new records."""
    last = data.one("SELECT coalesce(max(rowid), 0) FROM search_key")
    first = int(last[0]) + 1 if last else 1
    numbered = [(first + offset, *row) for offset, row in enumerate(rows)]
    data.insert_many(
        "INSERT INTO search_key(rowid, record, entity, name, pinyin, initials, digits)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        numbered,
    )
    data.insert_many(
        "INSERT INTO search_text(rowid, name, pinyin, initials, digits) VALUES (?, ?, ?, ?, ?)",
        ((row[0], *row[3:]) for row in numbered),
    )


def rebuild(reader: Reader) -> None:
    """Make all search keys anew."""
    data = reader.data
    with data.transaction():
        data.run("INSERT INTO search_text(search_text) VALUES ('delete-all')")
        data.run("DELETE FROM search_key")
        for entity in searched(reader.dictionary):
            found = (key_row(entity, record) for record in reader.every(entity.name))
            keys = filter(None, found)
            while part := list(islice(keys, _BATCH)):
                add_keys(data, part)


def follow(reader: Reader) -> None:
    """Make the search keys anew if other fields are searched than when they were made."""
    entities = searched(reader.dictionary)
    fields = [field.path for entity in entities for field in entity.searched]
    known = reader.data.one("SELECT value FROM meta WHERE key = 'searched'")
    if known != (" ".join(fields),):
        with reader.data.transaction():
            rebuild(reader)
            reader.data.run(
                "INSERT OR REPLACE INTO meta(key, value) VALUES ('searched', ?)",
                [" ".join(fields)],
            )


def drop_key(data: Data, record: str) -> None:
    """Forget the search keys of a record."""
    row = data.one(
        "SELECT rowid, name, pinyin, initials, digits FROM search_key WHERE record = ?", [record]
    )
    if row is None:
        return
    data.run(
        "INSERT INTO search_text(search_text, rowid, name, pinyin, initials, digits)"
        " VALUES ('delete', ?, ?, ?, ?, ?)",
        row,
    )
    data.run("DELETE FROM search_key WHERE rowid = ?", [row[0]])


def find(data: Data, dictionary: Dictionary, text: str, limit: int = LIMIT) -> list[Hit]:
    """The records that a typed text finds: what begins with it first, then what contains it."""

    def ask(step: Step) -> list[Row]:
        select = f"SELECT t.id, '{step.entity}' {step.source}"
        return data.all(select, step.values)

    return [Hit(entity, record) for record, entity in seek(data, dictionary, text, limit, ask)]


def seek(data: Data, dictionary: Dictionary, text: str, limit: int, ask: Ask) -> list[Row]:
    """What is wanted of each record that a typed text finds, in the order of :func:`find`."""
    typed = clean_name(compact(text))
    found: dict[str, Row] = {}
    for step in _beginnings(dictionary, typed, limit) if typed else ():
        for row in ask(step):
            found.setdefault(row[0], row)
        if len(found) >= limit:
            break
    if len(found) < limit and _may_be_inside(typed, begun=bool(found)):
        for step in among(_containing(data, typed, limit)):
            for row in ask(step):
                found.setdefault(row[0], row)
    return list(islice(found.values(), limit))


def among(hits: Iterable[Hit]) -> Iterator[Step]:
    """The steps to records that are known already, in their order."""
    by_entity: dict[str, list[str]] = {}
    for hit in hits:
        by_entity.setdefault(hit.entity, []).append(hit.record)
    for entity, records in by_entity.items():
        source = (
            f'FROM json_each(?) j CROSS JOIN "{entity}" t ON t.id = j.value WHERE t.deleted = 0'
        )
        yield Step(entity, source, (json.dumps(records),))


def _may_be_inside(typed: str, *, begun: bool) -> bool:
    # A birthday or the last four digits stand inside one number and may begin another;
    # a longer text that begins a number is that number.
    return len(typed) >= _TRIGRAM and not (begun and _is_digits(typed) and len(typed) > _PIECE)


def _is_digits(typed: str) -> bool:
    return typed[:1].isascii() and typed[:1].isdigit()


def _beginnings(dictionary: Dictionary, typed: str, limit: int) -> Iterator[Step]:
    if _is_digits(typed):
        for entity in searched(dictionary):
            yield from _digits(entity, typed.upper(), limit)
        return
    columns = ("k.pinyin", "k.initials") if typed.isascii() else _name_columns(typed)
    for entity in searched(dictionary):
        if any(field.kind.search is Search.PINYIN for field in entity.searched):
            for column in columns:
                yield _keys(entity, column, typed.lower(), limit)


def _name_columns(typed: str) -> Sequence[str]:
    # Three characters that stand inside a name are found by their trigram.
    return ("k.name", *_INNER) if len(typed) < _TRIGRAM else ("k.name",)


def _keys(entity: Entity, column: str, text: str, limit: int) -> Step:
    source = (
        f'FROM search_key k CROSS JOIN "{entity.name}" t ON t.id = k.record'
        f" WHERE {column} >= +? AND {column} < +? AND {column} <> '' LIMIT +?"
    )
    return Step(entity.name, source, (text, text + _LAST, limit))


def _digits(entity: Entity, typed: str, limit: int) -> Iterator[Step]:
    for field in entity.searched:
        if field.kind.search is Search.DIGITS:
            source = (
                f'FROM "{entity.name}" t WHERE t.deleted = 0'
                f' AND t."{field.name}" >= +? AND t."{field.name}" < +? LIMIT +?'
            )
            yield Step(entity.name, source, (typed, typed + _LAST, limit))


def _containing(data: Data, typed: str, limit: int) -> list[Hit]:
    # The index knows which trigrams a key has, and not where, which keeps it half as big; so what
    # it proposes is looked at again.
    trigrams = {typed[at : at + _TRIGRAM] for at in range(len(typed) - _TRIGRAM + 1)}
    wanted = " AND ".join('"' + part.replace('"', '""') + '"' for part in sorted(trigrams))
    query = (
        "SELECT k.entity, k.record FROM search_text s JOIN search_key k ON k.rowid = s.rowid"
        " WHERE search_text MATCH ?1 AND"
        " instr(lower(k.name || '|' || k.pinyin || '|' || k.initials || '|' || k.digits), ?2) > 0"
        " LIMIT +?3"
    )
    return [Hit(*row) for row in data.all(query, [wanted, _lower(typed), limit])]


def _lower(text: str) -> str:
    """As SQLite's ``lower`` does: the ASCII letters only."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)
