"""The households that a file brought whole, so that the rules need not read them back."""

from collections.abc import Iterable
from dataclasses import dataclass, field

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
        kinds: dict[type[Record], list[Record]] = {}
        for record in born:
            kinds.setdefault(type(record), []).append(record)
        tags = [tag for tag in kinds.get(Tag, ()) if isinstance(tag, Tag)]
        home.tags += [tag for tag in tags if tag.household]
        home.members.append(_member(kinds, tuple(tag for tag in tags if tag.person)))

    def families(self) -> dict[str, Family]:
        """The households that are wholly new, by id."""
        return {
            name: Family(home.household, tuple(home.members), tuple(home.tags))
            for name, home in self._homes.items()
        }


def _member(kinds: dict[type[Record], list[Record]], tags: tuple[Tag, ...]) -> Member:
    (person,), (membership,) = kinds[Person], kinds[Membership]
    answers = kinds.get(SurveyAnswer, [None])
    assert isinstance(person, Person)
    assert isinstance(membership, Membership)
    answer = answers[0]
    return Member(
        person,
        membership,
        tuple(one for one in kinds.get(EmploymentSpell, ()) if isinstance(one, EmploymentSpell)),
        tags,
        answer if isinstance(answer, SurveyAnswer) else None,
    )
