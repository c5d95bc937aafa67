"""Which records lie in a set of villages, which have come in since a position, and which left.

A household lies where its village is, its members with it, and what is known of them with them.
A change that *places* a record may take it out of a scope or bring it in. So whoever ever had a
record hears of every such change of it, and whoever gets it back gets its whole history: else two
ledgers would show one village differently. The lists are temporary tables of one connection.
"""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.domain.changes import DELETED
from desktop.domain.dictionary import Dictionary, Entity
from desktop.domain.kinds import Ref
from desktop.storage.database import Data

_LISTS = ("scope_village", "inside", "entered", "ever", "stirred", "common")
_ANY = "record"
_PLACES = {"person", "household", "membership"}
_OWN_PLACING = frozenset({DELETED, "village", "household", "person", "merged_into"})
_HOUSEHOLDS_IN_SCOPE = (
    "SELECT id FROM household WHERE village IN (SELECT id FROM temp.scope_village)"
)

CONCERNS = (
    "(c.record IN (SELECT id FROM temp.inside) OR c.entity IN (SELECT entity FROM temp.common))"
)
"""The condition under which a change ``c`` in the range concerns the scope."""

BROUGHT = "c.record IN (SELECT id FROM temp.entered)"
"""The condition under which a change ``c`` comes with a record that entered, whatever its age."""


def common(dictionary: Dictionary) -> frozenset[str]:
    """The entities that belong to no village, such as areas and code items."""
    return frozenset(
        entity.name for entity in dictionary if entity.name not in _PLACES and not _followed(entity)
    )


def placing(dictionary: Dictionary) -> str:
    """The condition under which a change places a record; an index holds just those."""
    names = _OWN_PLACING.union(*(_followed(entity) for entity in dictionary))
    return f"field IN ({', '.join(repr(name) for name in sorted(names))})"


def told_of(dictionary: Dictionary) -> str:
    """The condition under which a change ``c`` tells a former holder where a record lies now."""
    return f"(c.{placing(dictionary)} AND c.record IN (SELECT id FROM temp.stirred))"  # noqa: S608


def lay_out(
    data: Data, dictionary: Dictionary, after: int, upto: int, villages: Collection[str]
) -> None:
    """List what is in the scope, and what entered, left or was moved in (after, upto]."""
    for name in _LISTS:
        column = "entity" if name == "common" else "id"
        data.run(f"DROP TABLE IF EXISTS temp.{name}")
        data.run(f"CREATE TEMP TABLE {name}({column} TEXT PRIMARY KEY) WITHOUT ROWID")
    data.insert_many("INSERT INTO temp.scope_village VALUES (?)", ((id_,) for id_ in villages))
    data.insert_many("INSERT INTO temp.common VALUES (?)", ((e,) for e in common(dictionary)))
    spread = _Spread(data, _links(dictionary), placing(dictionary))
    data.run(f"INSERT INTO temp.inside {_HOUSEHOLDS_IN_SCOPE}")
    spread.now("inside")
    _fill_ever(data, spread)
    if after == 0:
        # From the beginning everything that is inside travels whole anyhow.
        data.run("INSERT INTO temp.stirred SELECT id FROM temp.ever")
        return
    span = f"pos > {after:d} AND pos <= {upto:d}"
    moved = _moved(dictionary, span)
    _fill_entered(data, spread, moved, span)
    _fill_stirred(data, spread, moved, span)


def _links(dictionary: Dictionary) -> list[tuple[str, str]]:
    links = [(entity.name, name) for entity in dictionary for name in _followed(entity)]
    # A waiver may name a record that itself follows somebody.
    return sorted(links, key=lambda link: link[1] == _ANY)


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
    return names or [name for name in (_ANY,) if name in entity.by_name]


def _moved(dictionary: Dictionary, span: str) -> list[str]:
    """Queries for what was placed, or first came in, in a span of positions."""
    placed = f"{placing(dictionary)} AND field <> '{DELETED}'"
    unscoped = common(dictionary)
    return [f"SELECT record FROM change WHERE {span} AND {placed}"] + [  # noqa: S608
        f'SELECT id FROM "{entity.name}" WHERE {span}'  # noqa: S608
        for entity in dictionary
        if entity.name not in unscoped
    ]


def _fill_entered(data: Data, spread: "_Spread", moved: list[str], span: str) -> None:
    for found in moved:
        data.run(f"INSERT OR IGNORE INTO temp.entered {found}")
    data.run("DELETE FROM temp.entered WHERE id NOT IN (SELECT id FROM temp.inside)")
    # A village may itself have come to lie in the area only now.
    areas = f"SELECT record FROM change WHERE {span} AND entity = 'area'"  # noqa: S608
    areas = f"{areas} UNION SELECT id FROM area WHERE {span}"  # noqa: S608
    data.run(f"INSERT OR IGNORE INTO temp.entered {_HOUSEHOLDS_IN_SCOPE} AND village IN ({areas})")
    spread.now("entered")


def _fill_ever(data: Data, spread: "_Spread") -> None:
    """Everything that is in the scope or ever was; a little too much does no harm."""
    villages = "SELECT id FROM temp.scope_village"
    data.run("INSERT INTO temp.ever SELECT id FROM temp.inside")
    data.run(f"INSERT OR IGNORE INTO temp.ever {spread.was('household', 'village', villages)}")
    spread.over_time("ever")


def _fill_stirred(data: Data, spread: "_Spread", moved: list[str], span: str) -> None:
    gone = f"SELECT record FROM change WHERE {span} AND field = '{DELETED}'"  # noqa: S608
    for found in (*moved, gone):
        data.run(f"INSERT OR IGNORE INTO temp.stirred {found}")
    data.run("DELETE FROM temp.stirred WHERE id NOT IN (SELECT id FROM temp.ever)")
    spread.over_time("stirred")


@dataclass(frozen=True, slots=True)
class _Spread:
    """Follows households to their members, and those to what is known of them."""

    data: Data
    links: list[tuple[str, str]]
    placing: str

    def now(self, table: str) -> None:
        """Add what lies with the records of a list at present."""
        self._add(table, over_time=False)

    def over_time(self, table: str) -> None:
        """Add what lies with the records of a list, or ever did."""
        self._add(table, over_time=True)

    def was(self, entity: str, field: str, wanted: str) -> str:
        """A query for the records that were once placed at what another query finds."""
        return (
            f"SELECT record FROM change WHERE {self.placing} AND entity = '{entity}'"  # noqa: S608
            f" AND field = '{field}' AND (old IN ({wanted}) OR new IN ({wanted}))"
        )

    def _add(self, table: str, *, over_time: bool) -> None:
        listed = f"SELECT id FROM temp.{table}"  # noqa: S608
        self._add_referring(table, "membership", "household", listed, over_time=over_time)
        members = f"SELECT person FROM membership WHERE id IN ({listed}) AND person IS NOT NULL"  # noqa: S608
        self.data.run(f"INSERT OR IGNORE INTO temp.{table} {members}")
        if over_time:
            self._add_former_members(table, listed)
        for entity, field in self.links:
            self._add_referring(table, entity, field, listed, over_time=over_time)

    def _add_referring(
        self, table: str, entity: str, field: str, listed: str, *, over_time: bool
    ) -> None:
        found = f'SELECT id FROM "{entity}" WHERE "{field}" IN ({listed})'  # noqa: S608
        self.data.run(f"INSERT OR IGNORE INTO temp.{table} {found}")
        if over_time:
            self.data.run(f"INSERT OR IGNORE INTO temp.{table} {self.was(entity, field, listed)}")

    def _add_former_members(self, table: str, listed: str) -> None:
        moved = f"{self.placing} AND entity = 'membership' AND field = 'person'"
        for side in ("old", "new"):
            found = f"SELECT {side} FROM change WHERE {moved} AND {side} IS NOT NULL"  # noqa: S608
            self.data.run(f"INSERT OR IGNORE INTO temp.{table} {found} AND record IN ({listed})")
