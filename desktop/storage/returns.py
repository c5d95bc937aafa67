"""Which package brought a household, or took it along, before it was returned for correction."""

from desktop.storage.database import Data
from desktop.storage.mail import IN, OUT

_RECORDS = (
    "SELECT ?1 AS id UNION SELECT id FROM household_visit WHERE household = ?1"
    " UNION SELECT id FROM membership WHERE household = ?1"
    " UNION SELECT person FROM membership WHERE household = ?1 AND person IS NOT NULL"
)
_TOUCHED = " UNION ".join(
    [
        "SELECT pos FROM change WHERE record IN (SELECT id FROM concerned) AND pos < ?2",
        *(
            f"SELECT pos FROM {table} WHERE id IN (SELECT id FROM concerned) AND pos < ?2"  # noqa: S608
            for table in ("household", "household_visit", "membership", "person")
        ),
    ]
)
_WITH = f"WITH concerned AS ({_RECORDS}), touched AS ({_TOUCHED})"


def came_with(data: Data, household: str, before: int) -> str:
    """The package that last brought something of a household before a position; empty if none."""
    row = data.one(
        f"{_WITH} SELECT a.batch FROM act a JOIN package p ON p.id = a.batch"  # noqa: S608
        " WHERE a.pos = a.id AND a.pos IN (SELECT pos FROM touched)"
        " AND p.direction = ?3 ORDER BY a.pos DESC LIMIT 1",
        [household, before, IN],
    )
    return row[0] if row else ""


def went_with(data: Data, household: str, before: int, office: str, device: str) -> str:
    """The package that took a household along to an office as it was returned; empty if none."""
    row = data.one(
        f"{_WITH} SELECT p.id FROM package p WHERE p.direction = ?3 AND p.office = ?4"  # noqa: S608
        " AND p.device = ?5 AND p.kind IN ('full', 'changes') AND p.upto >= ("
        "SELECT max(t.pos) FROM touched t JOIN act a ON a.id = t.pos WHERE a.device = ?5"
        " AND a.verb <> 'package.receive') ORDER BY p.upto, p.at LIMIT 1",
        [household, before, OUT, office, device],
    )
    return row[0] if row else ""


def returned_at(data: Data, visit: str, state: str) -> tuple[int, int, str] | None:
    """Where a visit was set to a state last: position, level of the author, package it came by."""
    row = data.one(
        "SELECT c.pos, a.level, coalesce(r.batch, '') FROM change c JOIN act a ON a.id = c.act"
        " LEFT JOIN act r ON r.id = c.pos AND r.verb = 'package.receive'"
        " WHERE c.record = ? AND c.field = 'state' AND c.new = ? ORDER BY c.pos DESC LIMIT 1",
        [visit, state],
    )
    return (row[0], row[1], row[2]) if row else None


def brought(data: Data, pos: int, state: str) -> int:
    """How many visits were set to a state by what came in at a position."""
    row = data.one(
        "SELECT count(DISTINCT record) FROM change WHERE pos = ? AND entity = 'household_visit'"
        " AND field = 'state' AND new = ?",
        [pos, state],
    )
    return int(row[0]) if row else 0
