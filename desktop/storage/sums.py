"""Sums over households, by which two ledgers see whether they hold the same of them.

The sum of a household adds the hashes of its own record, its memberships and its people, so that
no order matters. Fields that only a newer program knows are left out.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from desktop.domain.dictionary import Dictionary
from desktop.storage.affected import touched
from desktop.storage.database import Data

_MODULUS = 2**64
_ALL = "SELECT id FROM household"


class Sum(NamedTuple):
    """A household as a ledger holds it: where it lies, how many people, and the sum."""

    village: str
    household: str
    persons: int
    sum: str


def choose(data: Data, chosen: Iterable[str]) -> None:
    """Say which households are to be summed, by their ids."""
    _begin(data)
    data.insert_many("INSERT OR IGNORE INTO temp.summed VALUES (?)", ((id_,) for id_ in chosen))


def choose_range(data: Data, dictionary: Dictionary, after: int, upto: int, scope: str) -> None:
    """Choose the households that something in (after, upto] is about; from 0, all of them.

    ``scope`` is an SQL condition on their ``id``.
    """
    _begin(data)
    for query in [_ALL] if after == 0 else _in_range(dictionary, after, upto):
        found = f"SELECT id FROM ({query}) WHERE id IS NOT NULL AND {scope}"  # noqa: S608
        data.run(f"INSERT OR IGNORE INTO temp.summed {found}")


def _begin(data: Data) -> None:
    data.run("DROP TABLE IF EXISTS temp.summed")
    data.run("CREATE TEMP TABLE summed(id TEXT PRIMARY KEY) WITHOUT ROWID")


def _in_range(dictionary: Dictionary, after: int, upto: int) -> Iterator[str]:
    span = f"pos > {after:d} AND pos <= {upto:d}"
    yield from touched(dictionary, "household", span)
    persons = " UNION ".join(touched(dictionary, "person", span))
    yield f"SELECT household AS id FROM membership WHERE person IN ({persons})"  # noqa: S608


def sums(data: Data, dictionary: Dictionary) -> Iterator[Sum]:
    """The sums of the chosen households that are here, in the order of their ids."""
    homes = _rows(data, dictionary, "household", "s.id, t.village", "t.id = s.id")
    belonging = _rows(data, dictionary, "membership", "s.id, NULL", "t.household = s.id")
    member = "m.household = s.id CROSS JOIN person t ON t.id = m.person"
    people = _rows(data, dictionary, "person", "s.id, m.deleted", member, "membership m")
    others: dict[str, tuple[int, int]] = {}
    for household, gone, deleted, value in chain(belonging, people):
        persons, total = others.get(household, (0, 0))
        counts = gone == 0 and not deleted
        others[household] = (persons + counts, total + value)
    for household, village, _, value in homes:
        persons, total = others.get(household, (0, 0))
        yield Sum(str(village or ""), household, persons, f"{(total + value) % _MODULUS:016x}")


def _rows(
    data: Data, dictionary: Dictionary, entity: str, columns: str, joined: str, first: str = ""
) -> Iterator[tuple[str, str | int | None, bool, int]]:
    # Joining by || would copy the text for each field.
    fields = [f't."{field.name}"' for field in dictionary[entity].fields]
    shown = f"json_array(t.id, t.deleted, {', '.join(fields)})"
    query = (
        f"SELECT {columns}, t.deleted, {shown}, t.unread FROM temp.summed s"  # noqa: S608
        f" CROSS JOIN {first or entity + ' t'} ON {joined} ORDER BY s.id"
    )
    for household, other, deleted, text, unread in data.rows(query):
        yield household, other, bool(deleted), _hash(text, unread)


def _hash(text: str, unread: str | None) -> int:
    if unread:
        text += json.dumps(json.loads(unread), ensure_ascii=False, sort_keys=True)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def changed_here(data: Data, known: int, told: Collection[int]) -> set[str]:
    """The chosen households of which something was changed here that others do not know yet.

    Args:
        data: the ledger's.
        known: the position up to which the others know what was done here.
        told: the positions that they brought in themselves.
    """
    records = (
        "SELECT s.id, s.id AS record FROM temp.summed s UNION"
        " SELECT s.id, m.id FROM temp.summed s CROSS JOIN membership m ON m.household = s.id UNION"
        " SELECT s.id, m.person FROM temp.summed s CROSS JOIN membership m ON m.household = s.id"
    )
    marks = ", ".join(str(int(pos)) for pos in told)
    changed = f"SELECT x.id FROM ({records}) x CROSS JOIN change t ON t.record = x.record"  # noqa: S608
    born = "SELECT s.id FROM temp.summed s CROSS JOIN membership t ON t.household = s.id"
    here = f"WHERE t.pos > {known:d} AND t.pos NOT IN ({marks})"
    return {row[0] for row in data.all(f"{changed} {here} UNION {born} {here}")}
