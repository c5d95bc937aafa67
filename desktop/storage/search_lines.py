"""What stands in the lines under the search box, read together with what was found."""

from functools import partial
from typing import cast

from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import Household, Person
from desktop.domain.facts import HEAD
from desktop.storage.database import Data
from desktop.storage.families import REGISTERED
from desktop.storage.search import LIMIT, Row, Step, seek

_BELONGS = f"m.deleted = 0 AND m.end IS NULL AND (m.kind = '{REGISTERED}' OR m.kind IS NULL)"
# Found and read in one go, which takes half as long as reading by ids. Memberships come by their
# ids: a person in several households is shown in the one that came first.
_PEOPLE = (
    "SELECT f.id, coalesce(h.id, ''), f.id, f.name, f.id_no, f.phone,"  # noqa: S608
    " coalesce(h.village, ''), coalesce(h.household_no, '') FROM ("
    "SELECT t.id, coalesce(t.name, '') AS name, coalesce(t.phone, '') AS phone,"
    " coalesce(t.id_no, json_extract(t.unread, '$.id_no'), '') AS id_no {source}) f"
    f" LEFT JOIN membership m ON m.person = f.id AND {_BELONGS}"
    " LEFT JOIN household h ON h.id = m.household AND h.deleted = 0"
)
_HEAD = (
    "SELECT p.name FROM membership m JOIN person p ON p.id = m.person AND p.deleted = 0"  # noqa: S608
    f" WHERE m.household = t.id AND {_BELONGS} AND m.relation = '{HEAD}' ORDER BY m.id LIMIT 1"
)
_HOUSEHOLDS = (
    f"SELECT t.id, t.id, '', coalesce(({_HEAD}), ''), '', coalesce(t.phone, ''),"
    " coalesce(t.village, ''), coalesce(t.household_no, '') {source}"
)
_QUERIES = {Person.entity_name: _PEOPLE, Household.entity_name: _HOUSEHOLDS}


Line = tuple[str, str, str, str, str, str, str, str]
"""Record, household, person, name, ID number, phone, village, household number of a hit.

A person stands in a household, a household under its head's name and has no person. What is not
known is empty. Plain, because on each keystroke fifty are read.
"""


def find(data: Data, dictionary: Dictionary, text: str, limit: int = LIMIT) -> list[Line]:
    """The lines of what a typed text finds, in the order of ``search.find``."""
    return cast("list[Line]", seek(data, dictionary, text, limit, partial(_read, data)))


def _read(data: Data, step: Step) -> list[Row]:
    query = _QUERIES.get(step.entity)
    return data.all(query.format(source=step.source), step.values) if query else []
