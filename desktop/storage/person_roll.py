"""Everybody in the ledger in a few words each: what a list of others may know a person by."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from desktop.storage.ledger import Ledger
from desktop.storage.person_filters import HERE
from desktop.storage.person_lists import FROM


class Enrolled(NamedTuple):
    """One person, with the household the person is registered in.

    Attributes:
        id_no_seen: the ID number as it was typed or seen, if it could not be read.
        is_here: whether the person is on the register and has not left.
    """

    person: str
    name: str
    id_no: str
    id_no_seen: str
    birth: str
    phone: str
    village: str
    household_no: str
    is_here: bool


def everybody(ledger: Ledger) -> Iterator[Enrolled]:
    """Each person once, by id."""
    query = (
        "SELECT p.id, p.name, p.id_no, p.unread, p.birth, coalesce(p.phone, h.phone), h.village,"
        f" h.household_no, ({HERE}){FROM} WHERE p.deleted = 0 ORDER BY p.id, m.id"
    )
    last = ""
    for row in ledger.data.rows(query):
        if row[0] != last:
            last = row[0]
            person, name, id_no, unread, *rest = (value or "" for value in row)
            seen = json.loads(unread).get("id_no", "") if unread else ""
            birth, phone, village, number, here = rest
            yield Enrolled(person, name, id_no, seen, birth, phone, village, number, bool(here))
