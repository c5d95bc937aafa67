"""What no database constraint holds together: numbers used twice, and records that name nobody."""

from collections.abc import Iterator
from typing import NamedTuple

from desktop.storage.ledger import Ledger

BLANK, GONE, MISSING = "blank", "gone", "missing"
"""A reference is empty, or names what was deleted, or names what this ledger never had."""

_NEEDED: dict[str, dict[str, tuple[str, ...]]] = {
    "membership": {"person": ("person",), "household": ("household",)},
    "employment_spell": {"person": ("person",)},
    "presence": {"person": ("person",)},
    "survey_answer": {"person": ("person",)},
    "household_visit": {"household": ("household",)},
    "external_id": {"subject": ("person", "household")},
}
"""The references without which nobody sees a record, each with what it may name."""
_TAGGED: dict[str, tuple[str, ...]] = {"person": ("person",), "household": ("household",)}


class SharedNumber(NamedTuple):
    """A household number that several households of a village have."""

    village: str
    number: str
    households: int


class Loose(NamedTuple):
    """A record whose reference leads nowhere."""

    entity: str
    record: str
    field: str
    referent: str
    state: str


def shared_numbers(ledger: Ledger) -> list[SharedNumber]:
    """The household numbers that are used more than once in a village."""
    rows = ledger.data.rows(
        "SELECT coalesce(village, ''), household_no, count(*) FROM household"
        " WHERE deleted = 0 AND household_no IS NOT NULL"
        " GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 1, 2"
    )
    return [SharedNumber(*row) for row in rows]


def households_numbered(ledger: Ledger, shared: SharedNumber) -> list[str]:
    """The households that share a number, the one that had it first first."""
    rows = ledger.data.rows(
        "SELECT id FROM household WHERE deleted = 0 AND coalesce(village, '') = ?"
        " AND household_no = ? ORDER BY id",
        [shared.village, shared.number],
    )
    return [row[0] for row in rows]


def homeless_households(ledger: Ledger) -> list[str]:
    """The households whose village is no area of the list."""
    rows = ledger.data.rows(
        "SELECT h.id FROM household h LEFT JOIN area a ON a.id = h.village AND a.deleted = 0"
        " WHERE h.deleted = 0 AND h.village IS NOT NULL AND a.id IS NULL ORDER BY h.id"
    )
    return [row[0] for row in rows]


def loose(ledger: Ledger) -> Iterator[Loose]:
    """The records that nobody sees, because whom they are about is not here."""
    for entity, fields in _NEEDED.items():
        for field, owners in fields.items():
            yield from _loose(ledger, entity, field, owners, "1")
    for field, owners in _TAGGED.items():
        yield from _loose(ledger, "tag", field, owners, f"t.{field} IS NOT NULL")
    rows = ledger.data.rows(
        "SELECT id FROM tag WHERE deleted = 0 AND person IS NULL AND household IS NULL ORDER BY id"
    )
    yield from (Loose("tag", row[0], "person", "", BLANK) for row in rows)


def _loose(
    ledger: Ledger, entity: str, field: str, owners: tuple[str, ...], condition: str
) -> list[Loose]:
    names = [f"o{number}" for number, _ in enumerate(owners)]
    joins = " ".join(
        f'LEFT JOIN "{owner}" {name} ON {name}.id = t."{field}"'
        for name, owner in zip(names, owners, strict=True)
    )
    absent = " AND ".join(f"{name}.id IS NULL" for name in names)
    alive = " OR ".join(f"{name}.deleted = 0" for name in names)
    query = (
        f'SELECT t.id, coalesce(t."{field}", \'\'), CASE WHEN t."{field}" IS NULL THEN ?'  # noqa: S608
        f' WHEN {absent} THEN ? ELSE ? END FROM "{entity}" t {joins}'
        f" WHERE t.deleted = 0 AND {condition} AND coalesce({alive}, 0) = 0 ORDER BY t.id"
    )
    rows = ledger.data.all(query, [BLANK, MISSING, GONE])
    return [Loose(entity, row[0], field, row[1], row[2]) for row in rows]
