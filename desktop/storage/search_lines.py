"""What stands in the lines under the search box, read for all hits together."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop.domain.entities import Household, Person
from desktop.domain.facts import HEAD
from desktop.storage.database import Data
from desktop.storage.families import REGISTERED
from desktop.storage.search import Hit

_BELONGS = "m.deleted = 0 AND m.end IS NULL AND (m.kind = ? OR m.kind IS NULL)"
# A person in several households is shown in the one that came first.
_PEOPLE = (
    "SELECT p.id, h.id, p.name, coalesce(p.id_no, json_extract(p.unread, '$.id_no')),"  # noqa: S608
    " p.phone,"
    " h.village, h.household_no FROM person p"
    f" LEFT JOIN membership m ON m.person = p.id AND {_BELONGS}"
    " LEFT JOIN household h ON h.id = m.household AND h.deleted = 0"
    " WHERE p.id IN ({marks}) AND p.deleted = 0 ORDER BY m.id DESC"
)
_HOUSEHOLDS = (
    "SELECT h.id, h.id, p.name, NULL, h.phone, h.village, h.household_no"  # noqa: S608
    " FROM household h"
    f" LEFT JOIN membership m ON m.household = h.id AND {_BELONGS} AND m.relation = '{HEAD}'"
    " LEFT JOIN person p ON p.id = m.person AND p.deleted = 0"
    " WHERE h.id IN ({marks}) AND h.deleted = 0 ORDER BY p.id IS NOT NULL, m.id DESC"
)
_QUERIES = {Person.entity_name: _PEOPLE, Household.entity_name: _HOUSEHOLDS}


class Line(NamedTuple):
    """A hit as people read it: a person in a household, or a household under its head's name."""

    record: str
    household: str | None
    name: str | None
    id_no: str | None
    phone: str | None
    village: str | None
    household_no: str | None


def lines(data: Data, hits: Iterable[Hit]) -> list[tuple[Hit, Line]]:
    """The hits with their lines, in this order, without records that are gone."""
    wanted = list(hits)
    found: dict[str, Line] = {}
    for entity in dict.fromkeys(hit.entity for hit in wanted if hit.entity in _QUERIES):
        found |= _read(data, entity, [hit.record for hit in wanted if hit.entity == entity])
    return [(hit, found[hit.record]) for hit in wanted if hit.record in found]


def _read(data: Data, entity: str, ids: Sequence[str]) -> dict[str, Line]:
    query = _QUERIES[entity].format(marks=", ".join("?" * len(ids)))
    return {row[0]: Line(*row) for row in data.all(query, [REGISTERED, *ids])}
