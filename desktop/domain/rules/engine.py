"""Run the rules over a household, or over those who share a key."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.facts import Family
from desktop.domain.finding import Finding
from desktop.domain.rules.context import Context
from desktop.domain.rules.groups import Occupants, people_of
from desktop.domain.rules.registry import Rule, Scope, all_rules, rules_of
from desktop.domain.rules.view import House, look


def check_family(family: Family, context: Context) -> list[Finding]:
    """What the rules of person and household find in one household.

    Somebody who belongs to two households is looked at in both; the same finding then comes
    twice, alike but for ``household``.
    """
    house = look(family, context.day)
    return [*_of_people(house, context), *_of_house(house, context)]


def check_group(scope: Scope, key: str, rows: Occupants, context: Context) -> list[Finding]:
    """What the rules of a group find in those who share ``key``, in whatever households."""
    households = {row.person_id: row.household_id for row in people_of(rows)}
    return [
        rule.finding(hit, households.get(hit.record, ""))
        for rule in rules_of(scope)
        for hit in rule.check(key, rows, context)
    ]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule, or one part of it, as a page or a document lists it."""

    number: int
    level: str
    scope: str
    title: str
    advice: str


def describe() -> list[RuleLine]:
    """All rules by number."""
    return [
        RuleLine(rule.number, rule.severity.value, rule.scope.value, rule.title, rule.advice)
        for rule in all_rules()
    ]


def _of_people(house: House, context: Context) -> Iterator[Finding]:
    for view in house.views:
        rules = rules_of(Scope.PERSON, gone=view.gone or house.gone)
        yield from _found(rules, view, house, context)


def _of_house(house: House, context: Context) -> Iterator[Finding]:
    yield from _found(rules_of(Scope.HOUSEHOLD, gone=house.gone), house, house, context)


def _found(
    rules: tuple[Rule, ...], subject: object, house: House, context: Context
) -> Iterator[Finding]:
    household = house.family.household.id
    for rule in rules:
        for hit in rule.check(subject, context):
            yield rule.finding(hit, household)
