"""Which records lie in a set of villages, and which have come in since a position.

A household lies where its village is, its members with it, and what is known of them with them.
The lists are temporary tables of one connection, kept in memory.
"""

from collections.abc import Collection

from desktop.domain.dictionary import Dictionary, Entity
from desktop.domain.kinds import Ref
from desktop.storage.database import Data

_TABLES = """
CREATE TEMP TABLE scope_village(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE inside(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE entered(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE common(entity TEXT PRIMARY KEY) WITHOUT ROWID
"""
_PLACES = {"person", "household", "membership"}

CONCERNS = (
    "(c.record IN (SELECT id FROM temp.inside) OR c.entity IN (SELECT entity FROM temp.common)"
    # Whoever was in the scope hears of the change that took the record out of it.
    " OR (c.entity = 'household' AND c.field = 'village'"
    " AND c.old IN (SELECT id FROM temp.scope_village))"
    " OR (c.entity = 'membership' AND c.field = 'household'"
    " AND c.old IN (SELECT id FROM temp.inside)))"
)
"""The condition under which a change ``c`` concerns the scope."""


def common(dictionary: Dictionary) -> frozenset[str]:
    """The entities that belong to no village, such as areas and code items."""
    return frozenset(
        entity.name for entity in dictionary if entity.name not in _PLACES and not _followed(entity)
    )


def lay_out(
    data: Data, dictionary: Dictionary, after: int, upto: int, villages: Collection[str]
) -> None:
    """List what is in the scope, and what has entered it in (after, upto] with its history."""
    for statement in _TABLES.split(";"):
        data.run(statement)
    data.insert_many("INSERT INTO temp.scope_village VALUES (?)", ((id_,) for id_ in villages))
    data.insert_many("INSERT INTO temp.common VALUES (?)", ((e,) for e in common(dictionary)))
    followers = [(entity.name, name) for entity in dictionary for name in _followed(entity)]
    _fill_inside(data, followers)
    _fill_entered(data, followers, [after, upto])


def _followed(entity: Entity) -> list[str]:
    """The fields through which a record lies where a person or household lies."""
    if entity.name in _PLACES:
        return []
    names = [
        field.name
        for field in entity.fields
        if isinstance(field.kind, Ref) and field.kind.to in {"person", "household"}
    ]
    # A waiver names a record of any entity.
    return names or [name for name in ("record",) if name in entity.by_name]


def _fill_inside(data: Data, followers: list[tuple[str, str]]) -> None:
    data.run(
        "INSERT INTO temp.inside SELECT id FROM household"
        " WHERE village IN (SELECT id FROM temp.scope_village)"
    )
    data.run(
        "INSERT INTO temp.inside SELECT id FROM membership"
        " WHERE household IN (SELECT id FROM temp.inside)"
    )
    data.run(
        "INSERT OR IGNORE INTO temp.inside SELECT person FROM membership"
        " WHERE household IN (SELECT id FROM temp.inside) AND person IS NOT NULL"
    )
    _follow(data, followers, "inside")


def _fill_entered(data: Data, followers: list[tuple[str, str]], span: list[int]) -> None:
    placed = "SELECT record FROM change WHERE pos > ? AND pos <= ? AND entity = ? AND field = ?"
    inside = "id IN (SELECT id FROM temp.inside)"
    data.run(
        f"INSERT INTO temp.entered SELECT id FROM household WHERE {inside} AND id IN ({placed})",  # noqa: S608
        [*span, "household", "village"],
    )
    data.run(
        f"INSERT OR IGNORE INTO temp.entered SELECT id FROM membership WHERE {inside}"  # noqa: S608
        " AND (household IN (SELECT id FROM temp.entered)"
        f" OR id IN ({placed}) OR (pos > ? AND pos <= ?))",
        [*span, "membership", "household", *span],
    )
    data.run(
        "INSERT OR IGNORE INTO temp.entered SELECT person FROM membership"
        " WHERE id IN (SELECT id FROM temp.entered) AND person IS NOT NULL"
    )
    _follow(data, followers, "entered")


def _follow(data: Data, followers: list[tuple[str, str]], table: str) -> None:
    for entity, name in followers:
        data.run(
            f'INSERT OR IGNORE INTO temp.{table} SELECT id FROM "{entity}"'  # noqa: S608
            f' WHERE "{name}" IN (SELECT id FROM temp.{table})'
        )
