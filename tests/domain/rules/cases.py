"""One household that breaks a rule beside a near one that does not, as rows of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from desktop.domain.facts import Family, Member
from desktop.domain.finding import Finding, Severity
from desktop.domain.rules import check_family
from tests.domain import make

E, W = Severity.ERROR, Severity.DOUBT


@dataclass(frozen=True)
class Case:
    """``bad`` draws exactly one finding of the rule; ``good`` differs a little and draws none."""

    rule: int
    level: Severity
    about: str
    bad: Callable[[], Family]
    good: Callable[[], Family]
    field: str
    says: str = ""


def case(
    rule: int,
    level: Severity,
    about: str,
    bad: Callable[[], Family],
    good: Callable[[], Family],
    field: str,
    says: str = "",
) -> Any:
    return pytest.param(Case(rule, level, about, bad, good, field, says), id=f"{rule}-{about}")


def found(family: Family, rule: int, **given: Any) -> list[Finding]:
    """The findings of one rule."""
    return [
        finding for finding in check_family(family, make.context(**given)) if finding.rule == rule
    ]


def verify(case: Case) -> None:
    """The bad household draws the finding at its level and field, the near one none."""
    bad = case.bad()
    findings = found(bad, case.rule)
    assert [(finding.severity, finding.field) for finding in findings] == [(case.level, case.field)]
    assert case.says in findings[0].message
    assert findings[0].advice
    assert findings[0].household == bad.household.id
    assert found(case.good(), case.rule) == []


def one(birth: str = "1990-05-04", sex: str = "男", **fields: Any) -> Family:
    """A household of one head with these fields."""
    return make.family(make.member(who=make.person(birth, sex, **fields)))


def kin(relation: str | None, birth: str, sex: str = "男", **fields: Any) -> Member:
    return make.member(relation, make.person(birth, sex, **fields))


def working(birth: str = "1990-05-04", person: dict[str, Any] | None = None, **job: Any) -> Family:
    """A household of one head with one spell."""
    who = make.person(birth, **person or {})
    return make.family(make.member(who=who, spells=(make.spell(**job),)))


def answering(person: dict[str, Any] | None = None, **fields: Any) -> Family:
    """A household of one head with one survey answer."""
    who = make.person(**person or {})
    return make.family(make.member(who=who, answer=make.answer(**fields)))


def tagged(*tags: Any, own: tuple[Any, ...] = (), **person: Any) -> Family:
    """A household of one head with tags, and tags of its own."""
    return make.family(make.member(who=make.person(**person), tags=tags), tags=own)
