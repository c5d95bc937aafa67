"""The households that a file brought whole, so that the rules need not read them back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.entities import (
    EmploymentSpell,
    Household,
    Membership,
    Person,
    SurveyAnswer,
    Tag,
)
from desktop.domain.facts import Family, Member
from desktop.domain.record import Record


@dataclass(slots=True)
class _Home:
    household: Household
    members: list[Member] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    records: list[str] = field(default_factory=list)


class Newcomers:
    """Puts the records that were born together back together."""

    def __init__(self) -> None:
        self._homes: dict[str, _Home] = {}

    def found(self, household: Household) -> None:
        """A household was made, and has nobody yet."""
        self._homes[household.id] = _Home(household, records=[household.id])

    def mixed(self, household: str) -> None:
        """Somebody the ledger knew already belongs to it: it must be read back."""
        self._homes.pop(household, None)

    def joined(self, household: str, born: Iterable[Record]) -> None:
        """A new person with everything that was born of the same row."""
        home = self._homes.get(household)
        if home is None:
            return
        by_entity: dict[str, list[Any]] = {}
        for record in born:
            home.records.append(record.id)
            by_entity.setdefault(record.entity_name, []).append(record)
        tags: list[Tag] = by_entity.get(Tag.entity_name, [])
        home.tags += [tag for tag in tags if tag.household]
        answers = by_entity.get(SurveyAnswer.entity_name)
        home.members.append(
            Member(
                by_entity[Person.entity_name][0],
                by_entity[Membership.entity_name][0],
                tuple(by_entity.get(EmploymentSpell.entity_name, ())),
                tuple(tag for tag in tags if tag.person),
                answers[0] if answers else None,
            )
        )

    def families(self) -> dict[str, Family]:
        """The households that are wholly new, by id."""
        return {
            name: Family(home.household, tuple(home.members), tuple(home.tags))
            for name, home in self._homes.items()
        }

    def records(self) -> set[str]:
        """Everything that these households consist of."""
        return {name for home in self._homes.values() for name in home.records}
