"""Checking: the rules over the whole ledger, or over what changed; findings and their answers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from desktop.domain.entities import Household, Person, Waiver
from desktop.domain.facts import Family
from desktop.domain.finding import Finding, Severity
from desktop.domain.progress import Progress, silent
from desktop.domain.rules import (
    Context,
    Occupant,
    Scope,
    answered,
    answers,
    check_family,
    check_group,
    occupants,
    value_hash,
)
from desktop.domain.rules import answer as waiver_for
from desktop.services import rule_context
from desktop.services.roles import Role
from desktop.services.rounds import reference_day as reference_day
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families, findings
from desktop.storage.ledger import Ledger

_COLUMNS = {Scope.ID_NUMBER: "id_no", Scope.PHONE: "phone"}
_STEP = 500
_NOBODY: Mapping[str, Family] = {}


def context_of(session: Session, day: date | None = None) -> Context:
    """What the rules need to know in this ledger."""
    return rule_context.context_of(session, day or reference_day(session))


@verb("check.all", "全部核查", Role.CLERK)
def check_all(session: Session, *, progress: Progress = silent) -> int:
    """Check everything anew; how many findings there are now.

    The rules run before the write lock is taken; what changed meanwhile is checked by the next
    refresh.
    """
    ledger = session.ledger
    context = context_of(session)
    before, position = findings.waiting(ledger), ledger.position
    found = list(_everywhere(ledger, context, progress))
    with ledger.transaction():
        findings.clear(ledger)
        findings.add(ledger, found)
        findings.looked_at(ledger, before, position)
        ledger.put("checked_day", rule_context.mark(context))
        ledger.tell(frozenset({"finding"}))
    return len(found)


def stale(session: Session) -> bool:
    """Whether something changed that every finding depends on, so that all are to be found anew."""
    return _behind(session.ledger, context_of(session))


def _behind(ledger: Ledger, context: Context) -> bool:
    checked = ledger.fact("checked_day")
    changed = bool(checked) and checked != rule_context.mark(context)
    return changed or findings.lists_waiting(ledger)


def _everywhere(
    ledger: Ledger, context: Context, progress: Progress
) -> Iterator[tuple[str, Finding]]:
    households = families.household_ids(ledger)
    for done, family in enumerate(families.families(ledger, households), start=1):
        scope = f"h:{family.household.id}"
        for finding in check_family(family, context):
            yield scope, finding
        if done % _STEP == 0:
            progress(done, len(households))
    for kind, column in _COLUMNS.items():
        for key in findings.shared_keys(ledger, column):
            for finding in _group(ledger, kind, key, context):
                yield f"g:{kind.value}:{key}", finding


def _group(ledger: Ledger, kind: Scope, key: str, context: Context) -> list[Finding]:
    rows: list[Occupant] = []
    people = set(findings.people_with(ledger, _COLUMNS[kind], key))
    homes = {families.household_of(ledger, person) for person in people}
    for family in families.families(ledger, sorted(home for home in homes if home)):
        rows += [row for row in occupants(family, context.day) if row.person_id in people]
    return check_group(kind, key, rows, context)


def refresh(session: Session, known: Mapping[str, Family] = _NOBODY) -> list[str]:
    """Check again what changed since the last look; the households that were looked at.

    Everything is checked where that is needed, but for inside an act: that would hold the write
    lock for as long as it takes, so there only what changed is checked, and all is :func:`stale`
    until the next refresh outside one.

    ``known`` are households, by id, that are to be checked and need not be read.
    """
    ledger = session.ledger
    if not ledger.data.in_transaction and stale(session):
        check_all(session)
        return families.household_ids(ledger)
    with ledger.transaction():
        if not findings.waiting(ledger):
            return []
        context = context_of(session)
        behind = _behind(ledger, context)
        households = sorted({*findings.households_waiting(ledger), *known})
        _check_households(ledger, households, known, context)
        _check_groups(ledger, context, known)
        findings.looked(ledger, but_lists=behind)
        if not behind:
            ledger.put("checked_day", rule_context.mark(context))
        ledger.tell(frozenset({"finding"}))
    return households


def _check_households(
    ledger: Ledger, households: Sequence[str], known: Mapping[str, Family], context: Context
) -> None:
    ledger.data.insert_many(
        "DELETE FROM finding WHERE scope = ?", ((f"h:{name}",) for name in households)
    )
    unknown = [name for name in households if name not in known]
    findings.add(
        ledger,
        [
            (f"h:{family.household.id}", finding)
            for family in chain(known.values(), families.families(ledger, unknown))
            for finding in check_family(family, context)
        ],
    )


def _check_groups(ledger: Ledger, context: Context, known: Mapping[str, Family]) -> None:
    former = findings.group_scopes(ledger)
    for kind, column in _COLUMNS.items():
        own = (getattr(m.person, column) for home in known.values() for m in home.members)
        waiting = findings.keys_waiting(ledger, column).union(key for key in own if key)
        shared = findings.shared_among(ledger, column, waiting)
        for key in sorted(waiting):
            scope = f"g:{kind.value}:{key}"
            if key in shared or scope in former:
                findings.replace_scope(ledger, scope, _group(ledger, kind, key, context))


def listed(
    session: Session,
    *,
    village: str | None = None,
    rule: int | None = None,
    severity: Severity | None = None,
    households: Sequence[str] | None = None,
    with_answered: bool = False,
) -> Iterator[Finding]:
    """The findings that stand open, by village and household; answered ones too if asked."""
    ledger = session.ledger
    known = answers(ledger.where(Waiver))
    for finding in findings.listed(
        ledger, village=village, rule=rule, severity=severity, households=households
    ):
        if with_answered or not (known and answered(finding, known)):
            yield finding


def tallies(session: Session) -> list[findings.FindingCount]:
    """How many open findings each village has, by rule and level.

    All are counted in SQL; the few that somebody has answered are looked at one by one.
    """
    ledger = session.ledger
    numbers = {tally[:3]: tally.number for tally in findings.tallies(ledger)}
    waivers = list(ledger.where(Waiver))
    known = answers(waivers)
    for rule in {waiver.rule for waiver in waivers}:
        for finding in findings.listed(ledger, rule=rule):
            if answered(finding, known):
                household = ledger.get(Household, finding.household)
                village = (household.village or "") if household else ""
                numbers[village, finding.rule, finding.severity] -= 1
    return [findings.FindingCount(*key, number) for key, number in numbers.items() if number]


@verb("finding.answer", "答复疑点", Role.CLERK)
def answer(
    session: Session,
    *,
    rule: int,
    record: str,
    field: str,
    value: str,
    reason: str,
    note: str | None = None,
) -> Waiver:
    """Answer a doubt with a preset reason; it stays answered until the value changes.

    Raises:
        Unreadable: if the reason is not one of the preset ones.
    """
    ledger = session.ledger
    key = ledger.book.read_code("waiver_reason", reason)
    waiver = Waiver(
        rule=rule, record=record, field=field, value_hash=value_hash(value), reason=key, note=note
    )
    with ledger.act("finding.answer", f"答复疑点（规则{rule}）") as writer:
        return writer.insert(waiver)


@verb("finding.answer_alike", "答复同类疑点", Role.CLERK)
def answer_alike(session: Session, *, rule: int, reason: str, village: str | None = None) -> int:
    """Answer all open doubts of a rule, in one village or everywhere; how many there were."""
    ledger = session.ledger
    key = ledger.book.read_code("waiver_reason", reason)
    doubts = [
        finding
        for finding in listed(session, village=village, rule=rule)
        if finding.severity is not Severity.ERROR
    ]
    with ledger.act("finding.answer", f"批量答复疑点（规则{rule}）", always=False) as writer:
        for doubt in doubts:
            writer.insert(waiver_for(doubt, key))
    return len(doubts)


def name_of(session: Session, record: str) -> str:
    """The name of the person that a finding's record is."""
    person = session.ledger.get(Person, record)
    return (person.name or "") if person else ""
