"""Records as plain objects, for the command line and for tests."""

from collections.abc import Iterator
from typing import Any

from desktop.domain.entities import Household, Membership, Person
from desktop.domain.errors import Refused
from desktop.domain.record import Record
from desktop.services.session import Session
from desktop.storage.families import REGISTERED


def records(session: Session, entity: str, *, labels: bool = False) -> Iterator[dict[str, Any]]:
    """All records of an entity by id: the dictionary's field names, stored keys or labels.

    A person also has the ``household`` and ``relation`` of its registered membership, and the
    ``household_no``.

    Raises:
        Refused: if there is no such entity.
    """
    ledger = session.ledger
    if entity not in ledger.dictionary:
        names = "、".join(f"{known.label}（{known.name}）" for known in ledger.dictionary)
        raise Refused(f"没有“{entity}”这类记录，可用的有：{names}")
    with ledger.act("export.dump", f"输出全部{ledger.dictionary[entity].label}"):
        return _records(session, entity, labels=labels)


def _records(session: Session, entity: str, *, labels: bool) -> Iterator[dict[str, Any]]:
    homes = _homes(session, labels=labels) if entity == Person.entity_name else {}
    for record in session.ledger.every(entity):
        yield plain(session, record, labels=labels) | homes.get(record.id, {})


def _homes(session: Session, *, labels: bool) -> dict[str, dict[str, Any]]:
    ledger = session.ledger
    numbers = {entry.id: entry.household_no for entry in ledger.where(Household)}
    registered = ledger.where(
        Membership, "(t.kind = ? OR t.kind IS NULL) AND t.end IS NULL", [REGISTERED]
    )
    homes: dict[str, dict[str, Any]] = {}
    for entry in registered:
        number = numbers.get(entry.household or "")
        home = {
            "household": number if labels else entry.household,
            "household_no": number,
            "relation": entry.relation,
        }
        homes.setdefault(entry.person or "", home)
    return homes


def plain(session: Session, value: Any, *, labels: bool = False) -> Any:
    """A record as a plain object; anything else as it is."""
    if not isinstance(value, Record):
        return value
    ledger = session.ledger
    found: dict[str, Any] = {"id": value.id}
    for field in ledger.dictionary[value.entity_name].fields:
        held = getattr(value, field.name)
        if held is None:
            found[field.name] = None
        elif labels:
            found[field.name] = field.kind.show(held, ledger.book)
        elif isinstance(held, str | int | bool):
            found[field.name] = held
        else:
            found[field.name] = list(held) if isinstance(held, tuple) else field.kind.encode(held)
    found["unread"] = dict(value.unread)
    if value.extra:
        found["extra"] = dict(value.extra)
    return found
