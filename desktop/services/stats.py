"""Numbers about the ledger: for its first page, for the command line, and behind a figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.dictionary_list import DictionaryRow, dictionary_page, dictionary_rows
from desktop.domain.entities import STANDARD
from desktop.domain.errors import Refused
from desktop.domain.figures import INDICATORS, subjects
from desktop.domain.finding import Severity
from desktop.domain.labour import workforce
from desktop.domain.progress import Progress, silent
from desktop.services import checks, surroundings
from desktop.services.reporting import basis, scope_of
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import counts, families
from desktop.storage.counts import Import, Sending

__all__ = [
    "DictionaryRow",
    "HomeNumbers",
    "Import",
    "LedgerNumbers",
    "Sending",
    "dictionary_page",
    "dictionary_rows",
    "home",
    "lines",
    "people_behind",
    "stats",
]
_PROGRESS_EVERY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeNumbers:
    """What the first page shows, each number counted without reading the records.

    Attributes:
        errors, doubts: findings that nobody has answered.
        unsent: people new or changed since the last package went out; all, if none did.
    """

    households: int
    persons: int
    errors: int
    doubts: int
    unsent: int
    last_import: Import | None
    last_backup: datetime | None
    last_sending: Sending | None


def home(session: Session) -> HomeNumbers:
    """The numbers of the first page."""
    ledger = session.ledger
    open_now = _open_findings(session)
    sending = counts.last_sending(ledger)
    return HomeNumbers(
        households=counts.living(ledger, "household"),
        persons=counts.living(ledger, "person"),
        errors=open_now[Severity.ERROR],
        doubts=open_now[Severity.DOUBT],
        unsent=counts.changed_people(ledger, sending.upto if sending else 0),
        last_import=counts.last_import(ledger),
        last_backup=surroundings.last_backup(session),
        last_sending=sending,
    )


def _open_findings(session: Session) -> dict[Severity, int]:
    number = dict.fromkeys(Severity, 0)
    for tally in checks.tallies(session):
        number[tally.severity] += tally.number
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerNumbers:
    """How much the ledger holds.

    Attributes:
        entities: records by entity, not deleted.
        findings: findings by level, answered ones not counted.
        bytes: the size of the data file.
        position: the latest log position.
    """

    office: str
    level: str
    entities: Mapping[str, int]
    findings: Mapping[str, int]
    bytes: int
    position: int


@verb("ledger.stats", "台账统计", Role.READER)
def stats(session: Session) -> LedgerNumbers:
    """How many records of each entity, findings of each level, and how large the file is."""
    ledger = session.ledger
    return LedgerNumbers(
        office=ledger.fact("office_name"),
        level=ledger.level.key,
        entities={entity.name: counts.living(ledger, entity.name) for entity in ledger.dictionary},
        findings={level.value: number for level, number in _open_findings(session).items()},
        bytes=counts.size_bytes(ledger),
        position=ledger.position,
    )


def lines(numbers: LedgerNumbers) -> list[str]:
    """The numbers in words, one a line; what there is none of is left out."""
    found = [f"单位：{numbers.office}"]
    found += [
        f"{STANDARD[entity].label if entity in STANDARD else entity}：{number}"
        for entity, number in numbers.entities.items()
        if number
    ]
    found += [f"{level}：{number}" for level, number in numbers.findings.items()]
    return [
        *found,
        f"数据文件：{numbers.bytes / 1_000_000:.1f} MB",
        f"操作序号：{numbers.position}",
    ]


@verb("figure.people", "数字背后的人员", Role.READER)
def people_behind(
    session: Session,
    *,
    indicator: str,
    village: str | None = None,
    policy: str | None = None,
    progress: Progress = silent,
) -> list[str]:
    """The people whom a figure of a summary counts, by id.

    Of a figure that counts households, those for whom each household is counted.

    Raises:
        Refused: if there is no such figure, place or policy.
    """
    if indicator not in INDICATORS:
        known = "、".join(f"{one.label}（{one.name}）" for one in INDICATORS.values())
        raise Refused(f"没有“{indicator}”这个指标，可以选：{known}")
    chosen, on = INDICATORS[indicator], basis(session, policy)
    wanted = families.household_ids(session.ledger, scope_of(session, village).villages)
    found: list[str] = []
    for done, family in enumerate(families.counted(session.ledger, wanted)):
        if done % _PROGRESS_EVERY == 0:
            progress(done, len(wanted))
        found += subjects(chosen, workforce(family, on))
    return found
