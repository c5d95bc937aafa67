"""What is set with a cell because it follows from it, and the household that a record concerns."""

from collections.abc import Callable
from typing import Any

from desktop.domain import deriving
from desktop.domain.entities import EmploymentSpell, Household, Person
from desktop.domain.record import Record
from desktop.storage import families
from desktop.storage.ledger import Ledger


def household_of(ledger: Ledger, record: Record) -> str:
    """The household that a record concerns; empty if there is none."""
    if isinstance(record, Household):
        return record.id
    own = getattr(record, "household", None)
    subject = getattr(record, "person", None) or getattr(record, "subject", None)
    person = record.id if isinstance(record, Person) else subject
    return own or (person and families.household_of(ledger, person)) or ""


def followed_by(ledger: Ledger, record: Record, name: str, value: Any, text: str) -> dict[str, Any]:
    """The other fields of a record to set when one is set to a value read from a text."""
    teller = _TELLERS.get((record.entity_name, name))
    if teller is None:
        return {}
    former = teller(ledger, record, getattr(record, name), "")
    if isinstance(record, EmploymentSpell) and name == "work_area":
        # How far it is may have been told by the place, when that named no area.
        former = _region_by_place(ledger, record) | former
    return deriving.follow(record, former, teller(ledger, record, value, text))


def _by_id_number(_: Ledger, __: Record, value: Any, text: str) -> dict[str, Any]:
    return deriving.from_id_number(value, text) if value else {}


def _by_work_place(ledger: Ledger, record: Record, value: Any, _: str) -> dict[str, Any]:
    home = _home_of(ledger, record)
    return deriving.from_work_place(ledger.book.places, home, value) if value else {}


def _by_work_area(ledger: Ledger, record: Record, value: Any, _: str) -> dict[str, Any]:
    told = deriving.from_work_area(ledger.book.places, _home_of(ledger, record), value)
    return {key: kept for key, kept in told.items() if key != "work_area"}


def _region_by_place(ledger: Ledger, spell: EmploymentSpell) -> dict[str, Any]:
    told = _by_work_place(ledger, spell, spell.work_place, "")
    return {key: kept for key, kept in told.items() if key != "work_area"}


_TELLERS: dict[tuple[str, str], Callable[[Ledger, Record, Any, str], dict[str, Any]]] = {
    ("person", "id_no"): _by_id_number,
    ("employment_spell", "work_place"): _by_work_place,
    ("employment_spell", "work_area"): _by_work_area,
}


def _home_of(ledger: Ledger, record: Record) -> str:
    """The village of whom a record is about, else the area of the office."""
    household = ledger.get(Household, household_of(ledger, record))
    return (household.village if household else None) or ledger.fact("area")
