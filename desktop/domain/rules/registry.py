"""What a rule is, and the list of all rules: each registers itself where it stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar

from desktop.domain.finding import Finding, Severity
from desktop.domain.record import Record


class Scope(StrEnum):
    """What a rule must see together: one person, one household, or all who share a key."""

    PERSON = "人"
    HOUSEHOLD = "户"
    ID_NUMBER = "身份证号"
    PHONE = "电话"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule says about one value.

    Attributes:
        entity, record, field: the value it is about.
        value: every value that it was judged by, the one it is about first, so that an answered
            doubt comes back when any of them changes.
        message: what is wrong, in Chinese, with the value in it.
        severity: heavier or lighter than the rule itself, if it is.
        advice: what to do, if the rule's own advice does not fit.
    """

    entity: str
    record: str
    field: str
    value: str
    message: str
    severity: Severity | None = None
    advice: str = ""


Hits = Iterator[Hit]
Check = Callable[..., Hits]
AnyCheck = TypeVar("AnyCheck", bound=Callable[..., Hits])


@dataclass(frozen=True, slots=True)
class Rule:
    """One registered rule, or one part of a rule that has several.

    Attributes:
        number: its number in the catalogue (domain §B).
        name: the name of its function.
        always: it also looks at people and households that are gone.
    """

    number: int
    name: str
    severity: Severity
    scope: Scope
    title: str
    advice: str
    check: Check
    always: bool

    def finding(self, hit: Hit, household: str) -> Finding:
        """The finding that a hit of this rule is."""
        return Finding(
            rule=self.number,
            severity=hit.severity or self.severity,
            entity=hit.entity,
            record=hit.record,
            field=hit.field,
            household=household,
            value=hit.value,
            message=hit.message,
            advice=hit.advice or self.advice,
        )


_RULES: Final[dict[tuple[int, str], Rule]] = {}


def rule(
    number: int,
    severity: Severity,
    scope: Scope,
    *,
    title: str,
    advice: str,
    always: bool = False,
) -> Callable[[AnyCheck], AnyCheck]:
    """Register a function as a rule; ``always`` lets it look at people who are gone, too.

    Raises:
        ValueError: if the number already has a part of that name.
    """

    def register(check: AnyCheck) -> AnyCheck:
        name = check.__name__
        if (number, name) in _RULES:
            raise ValueError(f"rule {number} already has a part called {name}")
        _RULES[number, name] = Rule(number, name, severity, scope, title, advice, check, always)
        return check

    return register


def all_rules() -> list[Rule]:
    """Every rule by number, the parts of one in the order they were registered."""
    return sorted(_RULES.values(), key=lambda rule: rule.number)


@cache
def rules_of(scope: Scope, *, gone: bool = False) -> tuple[Rule, ...]:
    """The rules of a scope; of what is ``gone``, only those that look at it always."""
    return tuple(rule for rule in all_rules() if rule.scope is scope and (rule.always or not gone))


def at(record: Record, field: str, value: Any, message: str) -> Hit:
    """A hit on a field of a record."""
    return Hit(record.entity_name, record.id, field, f"{value}", message)


def values(*parts: Any) -> str:
    """Several values as one text; what is missing is left out."""
    return "；".join(f"{part}" for part in parts if part is not None and part != "")
