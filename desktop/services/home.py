"""What the first page tells at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.finding import Severity
from desktop.domain.labour import limits_of
from desktop.services import checks, people, returning, rounds, stats
from desktop.services.ledgers import OPENING
from desktop.services.session import Session
from desktop.services.stats import HomeNumbers
from desktop.storage import history
from desktop.storage.person_lists import count_of_age

_RECENT = 8


@dataclass(frozen=True, slots=True)
class VillageLine:
    """One village with its counts."""

    village: str
    name: str
    households: int
    persons: int
    errors: int
    doubts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The counts that matter, and what was done last.

    ``labour`` counts who is of labour age; the villages' findings count answered doubts, too.
    ``to_mend`` counts households returned to be mended here, ``waiting`` those to be mended below.
    """

    households: int
    persons: int
    labour: int
    policy: str
    day: date
    numbers: HomeNumbers
    to_mend: int
    waiting: int
    villages: Sequence[VillageLine]
    recent: Sequence[tuple[datetime, str]]


def glance(session: Session) -> Glance:
    """Count what the first page shows."""
    ledger = session.ledger
    day = checks.reference_day(session)
    policy = ledger.book.policy(rounds.policy_key(session, rounds.current(session)))
    limits = limits_of(policy)
    by_village: dict[str, dict[Severity, int]] = {}
    for tally in checks.tallies(session):
        found = by_village.setdefault(tally.village, dict.fromkeys(Severity, 0))
        found[tally.severity] += tally.number
    lines = []
    to_mend, waiting = returning.tally(session)
    for village in people.villages(session):
        found = by_village.get(village.place.id, {})
        lines.append(
            VillageLine(
                village.place.id,
                village.place.name,
                village.households,
                village.persons,
                found.get(Severity.ERROR, 0),
                found.get(Severity.DOUBT, 0),
            )
        )
    return Glance(
        households=sum(line.households for line in lines),
        persons=sum(line.persons for line in lines),
        labour=count_of_age(ledger, "男", (limits.male_min, limits.male_max), day)
        + count_of_age(ledger, "女", (limits.female_min, limits.female_max), day),
        policy=policy.name or "",
        day=day,
        numbers=stats.home(session),
        to_mend=to_mend,
        waiting=waiting,
        villages=sorted(lines, key=lambda line: not line.households),
        recent=_recent(session),
    )


def _recent(session: Session) -> list[tuple[datetime, str]]:
    acts = history.recent_acts(session.ledger.data, _RECENT, but=OPENING)
    return [
        (datetime.fromtimestamp(int(act.hlc[:12], 16) / 1000), act.label)  # noqa: DTZ006
        for _, act in acts
    ]
