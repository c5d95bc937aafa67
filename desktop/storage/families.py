"""Households with their members, streamed in the order of villages and numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from desktop.domain.entities import (
    EmploymentSpell,
    Household,
    Membership,
    Person,
    Presence,
    SurveyAnswer,
    Tag,
)
from desktop.domain.facts import Family, Member
from desktop.domain.record import Record
from desktop.storage.ledger import Ledger

R = TypeVar("R", bound=Record)
REGISTERED = "户籍"
_CHUNK = 400
_SEVERAL = (
    f"SELECT m.person, m.id, coalesce(m.kind, '{REGISTERED}'), coalesce(p.count_by,"  # noqa: S608
    f" '{REGISTERED}'), coalesce(h.village, '') FROM membership m JOIN person p ON p.id = m.person"
    " JOIN household h ON h.id = m.household AND h.deleted = 0"
    " WHERE m.deleted = 0 AND m.end IS NULL AND m.person IN (SELECT person FROM membership"
    " WHERE deleted = 0 AND end IS NULL GROUP BY person HAVING count(*) > 1) ORDER BY m.id"
)


class GroupCount(NamedTuple):
    """How many households and people a group (组) of a village has."""

    village: str
    group: str
    households: int
    persons: int


def group_counts(ledger: Ledger) -> list[GroupCount]:
    """The groups of all villages with their households and people."""
    rows = ledger.data.rows(
        "SELECT h.village, coalesce(h.group_name, ''), count(DISTINCT h.id), count(m.id)"
        " FROM household h LEFT JOIN membership m"
        " ON m.household = h.id AND m.deleted = 0 AND m.end IS NULL AND m.kind = ?"
        " WHERE h.deleted = 0 GROUP BY 1, 2",
        [REGISTERED],
    )
    return [GroupCount(row[0] or "", row[1], row[2], row[3]) for row in rows]


def household_ids(
    ledger: Ledger, villages: Sequence[str] | None = None, group: str | None = None
) -> list[str]:
    """The ids of the households of some villages (or all), by village and number."""
    condition, values = "h.deleted = 0", list[str]()
    if villages is not None:
        condition += f" AND h.village IN ({', '.join('?' * len(villages))})"
        values += villages
    if group is not None:
        condition += " AND coalesce(h.group_name, '') = ?"
        values.append(group)
    query = (
        f"SELECT h.id FROM household h LEFT JOIN area a ON a.id = h.village WHERE {condition}"  # noqa: S608
        " ORDER BY a.code, h.village, h.household_no, h.id"
    )
    return [row[0] for row in ledger.data.rows(query, values)]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Where those who belong to several households are counted, and where they are registered."""

    membership: dict[str, str]
    village: dict[str, str]

    def counts(self, entry: Membership, person: Person) -> bool:
        """Whether a person is counted by this membership, and not by another or not at all."""
        chosen = self.membership.get(person.id)
        if chosen is not None:
            return entry.id == chosen
        return (entry.kind or REGISTERED) in {person.count_by, REGISTERED}


def counted(ledger: Ledger, households: Iterable[str]) -> Iterator[Family]:
    """The same households with those who are counted there: each person once, by 统计归属.

    That is the household of this kind of membership, else the registered one.
    """
    wanted, places = list(households), _counted(ledger)
    for start in range(0, len(wanted), _CHUNK):
        yield from _chunk(ledger, wanted[start : start + _CHUNK], places)


def _counted(ledger: Ledger) -> _Counted:
    best: dict[str, tuple[bool, str]] = {}
    village: dict[str, str] = {}
    for person, entry, kind, count_by, place in ledger.data.rows(_SEVERAL):
        if kind == REGISTERED:
            village.setdefault(person, place)
        if kind in {count_by, REGISTERED}:
            best[person] = min(best.get(person, (True, "~")), (kind != count_by, entry))
    return _Counted({person: entry for person, (_, entry) in best.items()}, village)


def families(ledger: Ledger, households: Iterable[str]) -> Iterator[Family]:
    """The households of these ids with their registered members, in this order."""
    wanted = list(households)
    for start in range(0, len(wanted), _CHUNK):
        yield from _chunk(ledger, wanted[start : start + _CHUNK])


def family(ledger: Ledger, household: str) -> Family | None:
    """One household with its members; None if it is not here."""
    return next(iter(_chunk(ledger, [household])), None)


def _chunk(ledger: Ledger, ids: Sequence[str], places: _Counted | None = None) -> Iterator[Family]:
    households = {record.id: record for record in ledger.among(Household, "id", ids)}
    memberships = _grouped(ledger, Membership, "household", ids)
    belonging = [
        entry
        for entries in memberships.values()
        for entry in entries
        if entry.end is None and (places is not None or entry.kind in {REGISTERED, None})
    ]
    people = sorted({entry.person for entry in belonging if entry.person})
    members = _Members(ledger, people)
    tags = _grouped(ledger, Tag, "household", ids)
    by_household: dict[str, list[Member]] = {}
    for entry in sorted(belonging, key=lambda entry: entry.id):
        member = members.of(entry)
        if member is not None and places is not None:
            member = _as_counted(member, places)
        if member is not None:
            by_household.setdefault(entry.household or "", []).append(member)
    for name in ids:
        if name in households:
            yield Family(
                households[name],
                tuple(by_household.get(name, ())),
                tuple(tags.get(name, ())),
            )


def _as_counted(member: Member, places: _Counted) -> Member | None:
    if not places.counts(member.membership, member.person):
        return None
    if member.membership.kind in {REGISTERED, None}:
        return member
    return replace(member, registered_village=places.village.get(member.person.id))


class _Members:
    """All that is known of some people, ready to be put beside their memberships."""

    def __init__(self, ledger: Ledger, people: Sequence[str]) -> None:
        self._people = {record.id: record for record in ledger.among(Person, "id", people)}
        self._spells = _grouped(ledger, EmploymentSpell, "person", people)
        self._tags = _grouped(ledger, Tag, "person", people)
        self._answers = _grouped(ledger, SurveyAnswer, "person", people)
        self._days = _round_days(ledger) if self._answers else {}
        self._presences = _grouped(ledger, Presence, "person", people)

    def of(self, entry: Membership) -> Member | None:
        """The member of a membership; None if the person is not here."""
        person = self._people.get(entry.person or "")
        if person is None:
            return None
        answers = self._answers.get(person.id, ())
        latest = max(
            answers, key=lambda one: (self._days.get(one.round or "", ""), one.id), default=None
        )
        presences = self._presences.get(person.id, ())
        return Member(
            person,
            entry,
            tuple(self._spells.get(person.id, ())),
            tuple(self._tags.get(person.id, ())),
            latest,
            presences[-1] if presences else None,
        )


def _round_days(ledger: Ledger) -> dict[str, str]:
    """The reference date of each round: the order of answers, whenever they were entered."""
    rows = ledger.data.rows("SELECT id, reference_date FROM survey_round")
    return {row[0]: row[1] or "" for row in rows}


def _grouped(ledger: Ledger, cls: type[R], column: str, ids: Sequence[str]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = {}
    for record in ledger.among(cls, column, ids):
        found.setdefault(getattr(record, column), []).append(record)
    return found


def homeless(ledger: Ledger, people: Sequence[str]) -> Iterator[Member]:
    """People of these ids as members of no household, with an empty membership."""
    for start in range(0, len(people), _CHUNK):
        part = people[start : start + _CHUNK]
        members = _Members(ledger, part)
        found = (members.of(Membership(person=person)) for person in part)
        yield from filter(None, found)


def homes_of(ledger: Ledger, people: Iterable[str]) -> dict[str, str]:
    """The household that each of these people is registered in."""
    found: dict[str, str] = {}
    for entry in sorted(ledger.among(Membership, "person", people), key=lambda entry: entry.id):
        if entry.kind in {REGISTERED, None} and entry.end is None and entry.household:
            found.setdefault(entry.person or "", entry.household)
    return found


def household_of(ledger: Ledger, person: str) -> str | None:
    """The household a person is registered in, if any."""
    row = ledger.data.one(
        "SELECT household FROM membership WHERE person = ? AND deleted = 0 AND end IS NULL"
        " AND (kind = ? OR kind IS NULL) ORDER BY id LIMIT 1",
        [person, REGISTERED],
    )
    return row[0] if row else None
