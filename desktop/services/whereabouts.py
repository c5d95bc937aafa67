"""Whom and which household a finding is about, for a list that names them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.entities import Household, Person
from desktop.domain.facts import HEAD
from desktop.domain.finding import Finding
from desktop.services.session import Session
from desktop.storage.families import families


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the person and household it is about; texts are empty where unknown."""

    finding: Finding
    person: str
    name: str
    head: str
    household: Household | None


def locate(session: Session, findings: Iterable[Finding]) -> list[Located]:
    """Each finding with the person and household it is about, in this order."""
    wanted = list(findings)
    homes = {
        family.household.id: family
        for family in families(session.ledger, _unique(found.household for found in wanted))
    }
    people: dict[str, Person] = {}
    heads: dict[str, str] = {}
    for family in homes.values():
        for member in family.members:
            records = (member.membership, *member.spells, *member.tags, member.answer)
            people |= {entry.id: member.person for entry in records if entry}
            people[member.person.id] = member.person
            if member.membership.relation == HEAD:
                heads.setdefault(family.household.id, member.person.name or "")
    return [
        Located(
            found,
            people[found.record].id if found.record in people else "",
            (people[found.record].name or "") if found.record in people else "",
            heads.get(found.household, ""),
            homes[found.household].household if found.household in homes else None,
        )
        for found in wanted
    ]


def _unique(ids: Iterable[str]) -> Sequence[str]:
    return [entry for entry in dict.fromkeys(ids) if entry]
