"""Findings as a clerk reads them: with village, household and name, many alike told once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import groupby, islice
from typing import Any

from desktop.domain.entities import Household, Membership, Person
from desktop.domain.facts import HEAD
from desktop.domain.finding import Finding, Severity
from desktop.domain.rules import describe
from desktop.services.session import Session

FEW = 5
"""So many doubts of one kind in a village are listed one by one; more are told in one line."""
_CHUNK = 2000
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with where it stands: village, household number, and whom it is about."""

    finding: Finding
    village: str
    household_no: str
    name: str

    def plain(self) -> dict[str, Any]:
        """As one object for JSON."""
        where = {"village": self.village, "household_no": self.household_no, "name": self.name}
        return asdict(self.finding) | {"severity": self.finding.severity.value} | where

    @property
    def where(self) -> str:
        """Village, household and name, what is known of them."""
        number = self.household_no and f"户{self.household_no}"
        return " ".join(filter(None, (self.village, number, self.name))) or "未登记到户"


def placed(session: Session, findings: Iterable[Finding]) -> Iterator[Placed]:
    """The findings in their order, each with its place."""
    waiting = iter(findings)
    while chunk := list(islice(waiting, _CHUNK)):
        yield from _placed(session, chunk)


def _placed(session: Session, findings: Sequence[Finding]) -> Iterator[Placed]:
    ledger = session.ledger
    homes = {finding.household for finding in findings if finding.household}
    households = {home.id: home for home in ledger.among(Household, "id", homes)}
    heads = {
        entry.household or "": entry.person or ""
        for entry in ledger.among(Membership, "household", homes)
        if entry.relation == HEAD and entry.end is None
    }
    people = _people(session, findings)
    wanted = {*people.values(), *heads.values()}
    names = {person.id: person.name or "" for person in ledger.among(Person, "id", wanted)}
    for finding in findings:
        home = households.get(finding.household)
        whom = people.get(finding.record) or heads.get(finding.household, "")
        village = ledger.book.area_label(home.village) if home and home.village else ""
        yield Placed(finding, village, (home.household_no or "") if home else "",
                     names.get(whom, ""))  # fmt: skip


def _people(session: Session, findings: Iterable[Finding]) -> dict[str, str]:
    """The person whom each finding's record is, or belongs to."""
    ledger, records = session.ledger, dict[str, set[str]]()
    for finding in findings:
        records.setdefault(finding.entity, set()).add(finding.record)
    found = {record: record for record in records.pop(Person.entity_name, ())}
    for entity, ids in records.items():
        declared = ledger.dictionary[entity]
        if "person" in declared.by_name:
            for record in ledger.among(declared.cls, "id", ids):
                found[record.id] = getattr(record, "person", None) or ""
    return found


@cache
def _titles() -> tuple[dict[tuple[int, str], str], dict[int, str]]:
    """The titles of rules by number and advice, which tell the parts of a rule apart."""
    known = list(reversed(describe()))
    exact = {(line.number, line.advice): line.title for line in known}
    return exact, {line.number: line.title for line in known}


def title(rule: int, advice: str) -> str:
    """What a finding of a rule is about, in a few words."""
    exact, first = _titles()
    return exact.get((rule, advice)) or first.get(rule, "")


def lines(found: Iterable[Placed], *, every: bool = False) -> Iterator[str]:
    """The findings by kind, errors first, then by rule; ``every`` tells also doubts one by one."""

    def kind(one: Placed) -> tuple[bool, int, str]:
        rule, advice = one.finding.rule, one.finding.advice
        return one.finding.severity is not Severity.ERROR, rule, title(rule, advice)

    for (_, rule, about), alike in groupby(sorted(found, key=kind), key=kind):
        group = list(alike)
        advice = {one.finding.advice for one in group}
        shared = f"：{advice.pop()}" if len(advice) == 1 else ""
        yield f"{group[0].finding.severity.value} 规则{rule} {about}（{len(group)}处）{shared}"
        for village, inside in groupby(group, key=lambda one: one.village):
            yield from _of_village(village, list(inside), with_advice=not shared, every=every)


def _of_village(
    village: str, group: list[Placed], *, with_advice: bool, every: bool
) -> Iterator[str]:
    error = group[0].finding.severity is Severity.ERROR
    if every or error or len(group) <= FEW:
        for one in group:
            advice = f"。{one.finding.advice}" if with_advice else ""
            yield f"  {one.where}：{one.finding.message}{advice}"
        return
    households = group[0].finding.entity == Household.entity_name
    unit, whom = ("户", "household_no") if households else ("人", "name")
    number = len({one.finding.household if households else one.where for one in group})
    named = list(dict.fromkeys(getattr(one, whom) for one in group if getattr(one, whom)))
    more = "等" if len(named) > _NAMED else ""
    yield f"  {village or '未填村'} {number}{unit}：{'、'.join(named[:_NAMED])}{more}"
