"""The households that a file brought whole, so that the rules need not read them back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

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

R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class _Home:
    household: Household
    members: list[Member] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)


class Newcomers:
    """Puts the records that were born together back together."""

    def __init__(self) -> None:
        self._homes: dict[str, _Home] = {}

    def found(self, household: Household) -> None:
        """A household was made, and has nobody yet."""
        self._homes[household.id] = _Home(household)

    def mixed(self, household: str) -> None:
        """Somebody the ledger knew already belongs to it: it must be read back."""
        self._homes.pop(household, None)

    def joined(self, household: str, born: Iterable[Record]) -> None:
        """A new person with everything that was born of the same row."""
        home = self._homes.get(household)
        if home is None:
            return
        records = list(born)
        tags = _those(Tag, records)
        home.tags += [tag for tag in tags if tag.household]
        home.members.append(
            Member(
                _those(Person, records)[0],
                _those(Membership, records)[0],
                _those(EmploymentSpell, records),
                tuple(tag for tag in tags if tag.person),
                next(iter(_those(SurveyAnswer, records)), None),
            )
        )

    def families(self) -> dict[str, Family]:
        """The households that are wholly new, by id."""
        return {
            name: Family(home.household, tuple(home.members), tuple(home.tags))
            for name, home in self._homes.items()
        }


def _those(cls: type[R], records: Iterable[Record]) -> tuple[R, ...]:
    return tuple(record for record in records if isinstance(record, cls))
