"""The people of a report: chosen by village and filter, read with household, head and tags."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.domain.entities import Membership, Person, Tag
from desktop.domain.errors import Refused
from desktop.domain.facts import HEAD, tag_holds
from desktop.domain.id_styles import IdStyle
from desktop.domain.listing import Choice, Listed
from desktop.domain.report_columns import Ground, ReportLine, choices
from desktop.domain.text import clean
from desktop.services import checks, people, person_lists, saved_filters
from desktop.services.person_lists import STANDING, Wanted
from desktop.services.session import Session

_STEP = 200


def offered(session: Session) -> list[Choice]:
    """The columns that a report can have."""
    return choices(session.ledger.dictionary, session.ledger.book)


def ground(session: Session, style: IdStyle = IdStyle.PLAIN) -> Ground:
    """What columns are made on, as this account may see them."""
    return Ground(
        dictionary=session.ledger.dictionary,
        book=session.ledger.book,
        day=checks.reference_day(session),
        style=style,
        hidden=person_lists.hides(session),
    )


def filter_names(session: Session) -> list[str]:
    """The filters that a report can go by: those of every ledger, and the saved ones."""
    return [one.label for one in STANDING] + [one.name for one in saved_filters.saved(session)]


def wanted(session: Session, *, village: str | None = None, chosen: str = "") -> Wanted:
    """Whom a filter's name and a village's code or name mean together.

    Raises:
        Refused: if there is no such filter or village.
    """
    place = people.village_of(session, village)
    name = clean(chosen)
    if not name:
        return person_lists.wanted(session, village=place)
    for one in STANDING:
        if name in {one.key, one.label}:
            return person_lists.wanted(session, standing=one.key, village=place)
    for saved in saved_filters.saved(session):
        if saved.name == name:
            return replace(saved.wanted, village=place or saved.wanted.village)
    known = "、".join(filter_names(session))
    raise Refused(f"没有“{name}”这个筛选，可以选：{known}")


def lines(session: Session, ids: Sequence[str]) -> Iterator[ReportLine]:
    """These people, in this order, numbered from 1."""
    number, day = 0, checks.reference_day(session)
    for start in range(0, len(ids), _STEP):
        listed = person_lists.people_of(session, ids[start : start + _STEP])
        homes = sorted({one.household.id for one in listed if one.household})
        heads, tags = _heads(session, homes), _household_tags(session, homes)
        for one in listed:
            number += 1
            home = one.household.id if one.household else ""
            own = one.member.tag_keys(day)
            held = tuple(dict.fromkeys((*own, *tags.get(home, ()))))
            yield ReportLine(number, one, heads.get(home), held)


def heads_of(session: Session, ids: Sequence[str]) -> list[str]:
    """One person for each household of these people: its head, else the first of them."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), _STEP):
        listed = person_lists.people_of(session, ids[start : start + _STEP])
        homes = sorted({one.household.id for one in listed if one.household})
        heads = _heads(session, homes)
        for one in listed:
            home, person = _home(one), one.member.person.id
            head = heads.get(home)
            found.setdefault(home or person, head.id if head else person)
    return list(found.values())


def _home(listed: Listed) -> str:
    return listed.household.id if listed.household else ""


def _heads(session: Session, homes: Sequence[str]) -> dict[str, Person]:
    ledger = session.ledger
    entries = [
        entry
        for entry in ledger.among(Membership, "household", homes)
        if entry.relation == HEAD and entry.end is None
    ]
    persons = {
        person.id: person
        for person in ledger.among(Person, "id", sorted({entry.person or "" for entry in entries}))
    }
    ordered = sorted(entries, key=lambda entry: entry.id, reverse=True)
    return {
        entry.household or "": persons[entry.person or ""]
        for entry in ordered
        if entry.person in persons
    }


def _household_tags(session: Session, homes: Sequence[str]) -> dict[str, list[str]]:
    day = checks.reference_day(session)
    found: dict[str, list[str]] = {}
    for tag in session.ledger.among(Tag, "household", homes):
        if tag.tag and tag.person is None and tag_holds(tag, day):
            found.setdefault(tag.household or "", []).append(tag.tag)
    return found
