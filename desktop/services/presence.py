"""返乡返岗: who works away, one call a state, and the weekly cumulative table (domain F4)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from desktop.domain.choosing import chosen
from desktop.domain.entities import Household, Person, Presence
from desktop.domain.facts import Member
from desktop.domain.hlc import Hlc
from desktop.domain.partial_date import PartialDate
from desktop.domain.seasons import (
    PLANNED,
    Event,
    Tally,
    season_of,
    tally,
    timeline,
    year_of,
)
from desktop.domain.text import clean
from desktop.services import checks, keying
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families, seasons
from desktop.storage.ledger import Ledger
from desktop.storage.seasons import Worker

STAYS_HOME = "不再外出"


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the quick list: where at home, where away, and what is noted of the season."""

    household: Household
    member: Member
    presence: Presence | None
    head: str = ""

    @property
    def work_place(self) -> str:
        """Where the latest job is, in words."""
        latest = max(self.member.spells, key=lambda one: str(one.start or ""), default=None)
        return (latest.work_place or "") if latest else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many people of a village work away, and of how many something is noted."""

    village: str
    name: str
    away: int
    noted: int


def current_season(session: Session) -> str:
    """The season of today."""
    return season_of(session.today())


def seasons_known(session: Session) -> list[str]:
    """The season of today and those that something is noted of, the latest first."""
    found = {record.season for record in session.ledger.where(Presence) if record.season}
    return sorted({*found, current_season(session)}, reverse=True)


def progress(session: Session, *, season: str) -> list[Progress]:
    """The villages that people work away from, and how far each has come.

    Raises:
        Refused: if the text is no season.
    """
    ledger = session.ledger
    workers = _workers(ledger, "", season)
    known = seasons.noted_people(ledger, season)
    away = Counter(worker.village for worker in workers)
    noted = Counter(worker.village for worker in workers if worker.person in known)
    return [
        Progress(village, ledger.book.area_label(village) if village else "未填村", number,
                 noted[village])
        for village, number in away.items()
    ]  # fmt: skip


def away(session: Session, *, village: str, season: str) -> list[Line]:
    """The people of a village who work or worked away this year or last, by household.

    Raises:
        Refused: if the text is no season.
    """
    ledger = session.ledger
    workers = _workers(ledger, village, season)
    noted = _presences(ledger, season, workers)
    wanted = {worker.person for worker in workers}
    households = list(dict.fromkeys(worker.household for worker in workers))
    return [
        Line(family.household, member, noted.get(member.person.id), _name_of(family.head))
        for family in families.families(ledger, households)
        for member in family.members
        if member.person.id in wanted
    ]


def _name_of(head: Member | None) -> str:
    return (head.person.name or "") if head else ""


def _workers(ledger: Ledger, village: str, season: str) -> list[Worker]:
    return seasons.workers_away(ledger, village, season, str(year_of(season) - 1))


def _presences(ledger: Ledger, season: str, workers: Sequence[Worker]) -> dict[str, Presence]:
    people = (worker.person for worker in workers)
    found = sorted(ledger.among(Presence, "person", people), key=lambda record: record.id)
    return {record.person or "": record for record in found if record.season == season}


@verb("presence.set", "返乡返岗状态", Role.CLERK)
def set_state(
    session: Session,
    *,
    person: str,
    season: str,
    state: str,
    on: PartialDate | None = None,
    reason: str = "",
    needs_bus: bool | None = None,
) -> Presence:
    """Note where somebody is, as one act; it ends no job.

    Args:
        session: who notes it.
        person: the id.
        season: such as ``2026春节``.
        state: as typed: a state, its number in the list, or its initials.
        on: since when; the planned day of 计划返岗; today by default.
        reason: why somebody will not go away again.
        needs_bus: whether a seat in a special bus is wanted; None leaves it as it was.

    Raises:
        Refused: if the person is not here, or the text is no season.
        Unreadable: if the state is none of the choices.
    """
    ledger = session.ledger
    year_of(season)
    with ledger.transaction():
        keying.held(session, Person, person)
        key = chosen(ledger.book, "presence_state", state)
        said: dict[str, Any] = {
            "state": key,
            "on": on or PartialDate.of(session.today()),
            "reason": (clean(reason) or None) if key == STAYS_HOME else None,
        }
        if needs_bus is not None:
            said["needs_bus"] = needs_bus
        condition = "t.person = ? AND t.season = ?"
        known = list(ledger.where(Presence, condition, [person, season]))
        with ledger.act("presence.set", f"返乡返岗：{key}", always=False) as writer:
            now = (
                writer.update(known[-1], said)
                if known
                else writer.insert(Presence(person=person, season=season, **said))
            )
        checks.refresh(session)
    return now


def weekly(
    session: Session, *, season: str, until: Sequence[date], village: str = ""
) -> list[Tally]:
    """The cumulative table: for each week's last day, a row a village and one for all of them.

    It is read from the log: what was noted for a day counts from that day on, and a correction
    counts as if it had been so from the start.

    Raises:
        Refused: if the text is no season.
    """
    ledger = session.ledger
    workers = _workers(ledger, village, season)
    known = _presences(ledger, season, workers)
    lines = {
        worker.person: timeline(_events(ledger, known[worker.person]))
        if worker.person in known
        else []
        for worker in workers
    }
    by_village: dict[str, list[list[Event]]] = {}
    for worker in workers:
        by_village.setdefault(worker.village, []).append(lines[worker.person])
    everybody = list(lines.values())
    return [
        row
        for day in until
        for row in (
            *(tally(name, day, people) for name, people in by_village.items()),
            tally("", day, everybody),
        )
    ]


def _events(ledger: Ledger, presence: Presence) -> Iterator[Event]:
    state: str | None = None
    on: str | None = None
    for stamp, fields in groupby(seasons.noted(ledger, presence), key=lambda noted: noted.hlc):
        for noted in fields:
            state, on = (noted.new, on) if noted.field == "state" else (state, noted.new)
        # A plan is made on the day it is noted; its own date is still to come.
        day = PartialDate.parse(on).last_day() if on and state != PLANNED else _day_of(stamp)
        yield Event(day, state)


def _day_of(stamp: str) -> date:
    if not stamp:
        return date.min
    return datetime.fromtimestamp(Hlc.parse(stamp).ms / 1000).date()  # noqa: DTZ006
