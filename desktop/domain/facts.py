"""What is looked at together: a household with its members, and what is known of each."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.entities import (
    EmploymentSpell,
    Household,
    Membership,
    Person,
    Presence,
    SurveyAnswer,
    Tag,
)

HEAD = "户主"


@dataclass(frozen=True, slots=True)
class Member:
    """A person in one household, with the person's spells, tags, latest answer and presence.

    Attributes:
        registered_village: where somebody is registered who is counted in another household.
    """

    person: Person
    membership: Membership
    spells: tuple[EmploymentSpell, ...] = ()
    tags: tuple[Tag, ...] = ()
    answer: SurveyAnswer | None = None
    presence: Presence | None = None
    registered_village: str | None = None

    @property
    def is_head(self) -> bool:
        return self.membership.relation == HEAD

    def tag_keys(self, day: date) -> tuple[str, ...]:
        """The tags that hold on a day."""
        return tuple(tag.tag for tag in self.tags if tag.tag and tag_holds(tag, day))

    def spell_on(self, day: date) -> EmploymentSpell | None:
        """The latest spell that is open on a day."""
        running = [spell for spell in self.spells if spell_covers(spell, day)]
        return max(running, key=lambda spell: str(spell.start or ""), default=None)


@dataclass(frozen=True, slots=True)
class Family:
    """A household with the people who belong to it, in the order they were entered."""

    household: Household
    members: tuple[Member, ...]
    tags: tuple[Tag, ...] = ()

    @property
    def head(self) -> Member | None:
        """The first member who is 户主."""
        return next((member for member in self.members if member.is_head), None)


def spell_covers(spell: EmploymentSpell, day: date) -> bool:
    """Whether a spell is open on a day; an unknown start counts as begun."""
    begun = spell.start is None or spell.start.first_day() <= day
    return begun and (spell.end is None or spell.end.last_day() >= day)


def tag_holds(tag: Tag, day: date) -> bool:
    """Whether a tag holds on a day; unknown bounds are open."""
    begun = tag.start is None or tag.start.first_day() <= day
    return begun and (tag.end is None or tag.end.last_day() >= day)
