"""The filters of the list of people that an office has saved by name; they stay in its ledger."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from desktop.domain.errors import Refused
from desktop.domain.text import clean
from desktop.services import person_lists
from desktop.services.person_lists import Wanted
from desktop.services.session import Session
from desktop.storage.person_filters import KEPT

_FACT = "person_filters"
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter with its name."""

    name: str
    wanted: Wanted


def saved(session: Session) -> list[Saved]:
    """The saved filters, as of today's round and reference day."""
    return [Saved(name, _read(session, parts)) for name, parts in _stored(session).items()]


def save(session: Session, name: str, wanted: Wanted) -> None:
    """Keep a filter under a name; one of that name is replaced.

    Raises:
        Refused: if there is no name, or a standing filter has it.
    """
    words = clean(name)
    if not words or len(words) > _LONGEST:
        raise Refused(f"请给筛选起个名字，不超过{_LONGEST}个字")
    if words in {one.label for one in person_lists.STANDING}:
        raise Refused(f"“{words}”是自带的筛选，请换个名字")
    parts = {
        "standing": wanted.standing,
        "village": wanted.village,
        "ages": wanted.ages,
        "text": wanted.text,
        "codes": wanted.codes,
    }
    _store(session, {**_stored(session), words: parts})


def keep(session: Session, name: str, people: Iterable[str]) -> int:
    """Keep these very people as a filter of this name; how many they are.

    Raises:
        Refused: if there is nobody, or no name, or a standing filter has it.
    """
    ids = sorted(set(people))
    if not ids:
        raise Refused("这里没有台账里的人，不用存成筛选")
    picked = f"{KEPT}{clean(name)}"
    with session.ledger.transaction():
        save(session, name, person_lists.wanted(session, standing=picked))
        session.ledger.put(picked, json.dumps(ids))
    return len(ids)


def forget(session: Session, name: str) -> None:
    """Drop a saved filter."""
    with session.ledger.transaction():
        _store(session, {key: parts for key, parts in _stored(session).items() if key != name})
        if session.ledger.fact(f"{KEPT}{name}"):
            session.ledger.put(f"{KEPT}{name}", "[]")


def _stored(session: Session) -> dict[str, dict[str, Any]]:
    text = session.ledger.fact(_FACT)
    found: dict[str, dict[str, Any]] = json.loads(text) if text else {}
    return found


def _store(session: Session, filters: dict[str, dict[str, Any]]) -> None:
    with session.ledger.transaction():
        session.ledger.put(_FACT, json.dumps(filters, ensure_ascii=False))


def _read(session: Session, parts: dict[str, Any]) -> Wanted:
    least, most = parts["ages"]
    return person_lists.wanted(
        session,
        standing=parts["standing"],
        village=parts["village"],
        ages=(least, most),
        text=parts["text"],
        codes=tuple((name, key) for name, key in parts["codes"]),
    )
