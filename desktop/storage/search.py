"""Finding people and households as one types: name, pinyin, initials, or digits."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple

from desktop.domain.dictionary import Dictionary, Entity
from desktop.domain.kinds import Search
from desktop.domain.names import clean_name, pinyin_keys
from desktop.domain.record import Record
from desktop.domain.text import compact
from desktop.storage.database import Data
from desktop.storage.records import Reader

LIMIT = 50
_TRIGRAM = 3
_PIECE = 8
_BATCH = 2000
_LAST = chr(0x10FFFF)


class Hit(NamedTuple):
    """A record that was found."""

    entity: str
    record: str


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
    typed = clean_name(compact(text))
    if not typed:
        return []
    hits = _beginning(data, dictionary, typed, limit)
    if len(hits) < limit and _may_be_inside(typed, hits):
        known = set(hits)
        hits += [hit for hit in _containing(data, typed, limit) if hit not in known]
    return hits[:limit]


def _may_be_inside(typed: str, hits: Sequence[Hit]) -> bool:
    # A birthday or the last four digits stand inside one number and may begin another;
    # a longer text that begins a number is that number.
    return len(typed) >= _TRIGRAM and not (hits and _is_digits(typed) and len(typed) > _PIECE)


def _is_digits(typed: str) -> bool:
    return typed[:1].isascii() and typed[:1].isdigit()


def _beginning(data: Data, dictionary: Dictionary, typed: str, limit: int) -> list[Hit]:
    if _is_digits(typed):
        return _digits(data, dictionary, typed.upper(), limit)
    column = "pinyin" if typed.isascii() else "name"
    text = typed.lower() if typed.isascii() else typed
    hits = _keys(data, column, text, limit)
    if typed.isascii() and len(hits) < limit:
        known = set(hits)
        hits += [hit for hit in _keys(data, "initials", text, limit) if hit not in known]
    return hits


def _keys(data: Data, column: str, text: str, limit: int) -> list[Hit]:
    query = (
        f"SELECT entity, record FROM search_key"  # noqa: S608
        f" WHERE {column} >= ? AND {column} < ? AND {column} <> '' LIMIT ?"
    )
    return [Hit(*row) for row in data.all(query, [text, text + _LAST, limit])]


def _digits(data: Data, dictionary: Dictionary, typed: str, limit: int) -> list[Hit]:
    hits: dict[Hit, None] = {}
    for entity in searched(dictionary):
        for field in entity.searched:
            if field.kind.search is Search.DIGITS:
                query = (
                    f'SELECT id FROM "{entity.name}"'  # noqa: S608
                    f' WHERE "{field.name}" >= ? AND "{field.name}" < ? AND deleted = 0 LIMIT ?'
                )
                values = [typed, typed + _LAST, limit]
                hits.update((Hit(entity.name, row[0]), None) for row in data.all(query, values))
    return list(hits)


def _containing(data: Data, typed: str, limit: int) -> list[Hit]:
    # The index knows which trigrams a key has, and not where, which keeps it half as big; so what
    # it proposes is looked at again.
    trigrams = {typed[at : at + _TRIGRAM] for at in range(len(typed) - _TRIGRAM + 1)}
    wanted = " AND ".join('"' + part.replace('"', '""') + '"' for part in sorted(trigrams))
    query = (
        "SELECT k.entity, k.record FROM search_text s JOIN search_key k ON k.rowid = s.rowid"
        " WHERE search_text MATCH ?1 AND"
        " instr(lower(k.name || '|' || k.pinyin || '|' || k.initials || '|' || k.digits), ?2) > 0"
        " LIMIT ?3"
    )
    return [Hit(*row) for row in data.all(query, [wanted, _lower(typed), limit])]


def _lower(text: str) -> str:
    """As SQLite's ``lower`` does: the ASCII letters only."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)
