"""Answers to findings: a finding answered with a reason stays answered until its value changes."""

from collections.abc import Iterable, Set
from hashlib import blake2b

from desktop.domain.entities import Waiver
from desktop.domain.finding import Finding

Answers = Set[tuple[int, str, str, str]]


def value_hash(value: str) -> str:
    """What a waiver keeps of a value: enough to see that it has changed."""
    return blake2b(value.encode(), digest_size=12).hexdigest()


def answers(waivers: Iterable[Waiver]) -> Answers:
    """Which finding each waiver answers, for looking up many findings."""
    return frozenset(
        (waiver.rule or 0, waiver.record or "", waiver.field or "", waiver.value_hash or "")
        for waiver in waivers
        if waiver.reason and not waiver.deleted
    )


def answered(finding: Finding, known: Answers) -> bool:
    """Whether somebody answered this finding and its value is still the one they saw."""
    return (finding.rule, finding.record, finding.field, value_hash(finding.value)) in known


def answer(finding: Finding, reason: str, note: str = "", *, waiver_id: str = "") -> Waiver:
    """The waiver that answers a finding; ``reason`` is a key of the code set waiver_reason."""
    return Waiver(
        id=waiver_id,
        rule=finding.rule,
        record=finding.record,
        field=finding.field,
        value_hash=value_hash(finding.value),
        reason=reason,
        note=note or None,
    )
