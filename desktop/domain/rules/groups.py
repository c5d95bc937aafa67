"""People looked at together because they share a key: a light row for each, and the keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.facts import Family
from desktop.domain.rules.registry import Scope
from desktop.domain.rules.view import HOUSEHOLDS_GONE, is_gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupant:
    """One person in one household, with what group rules need and no more.

    Attributes:
        household_no: how people call the household.
        village: the area id of the household's village.
        counted: this is the household by which the person is counted.
        gone: off the register, or no longer in this household.
    """

    person_id: str
    household_id: str
    household_no: str = ""
    village: str = ""
    name: str = ""
    id_no: str = ""
    phone: str = ""
    bank_account: str = ""
    is_head: bool = False
    counted: bool = True
    gone: bool = False

    @property
    def known_as(self) -> str:
        """Name and household, as a message names somebody else."""
        return f"{self.name or '未填姓名者'}（户{self.household_no or '未编号'}）"


Occupants = Sequence[Occupant]


def occupants(family: Family, day: date) -> Iterator[Occupant]:
    """The members of a household as light rows."""
    household = family.household
    house_gone = household.deleted or household.status in HOUSEHOLDS_GONE
    for member in family.members:
        person = member.person
        yield Occupant(
            person_id=person.id,
            household_id=household.id,
            household_no=household.household_no or "",
            village=household.village or "",
            name=person.name or "",
            id_no=person.id_no or "",
            phone=person.phone or "",
            bank_account=person.bank_account or "",
            is_head=member.is_head,
            counted=(member.membership.kind or "户籍") == (person.count_by or "户籍"),
            gone=house_gone or is_gone(member, day),
        )


def group_keys(family: Family) -> Iterator[tuple[Scope, str]]:
    """The groups that a household takes part in: those to check again after an edit.

    An edit may also leave a group, so ask for the household before and after it.
    """
    for member in family.members:
        if member.person.id_no:
            yield Scope.ID_NUMBER, member.person.id_no
        if member.person.phone:
            yield Scope.PHONE, member.person.phone


def people_of(rows: Occupants) -> list[Occupant]:
    """Each person still here once, by the household that counts the person."""
    chosen: dict[str, Occupant] = {}
    for row in rows:
        if not row.gone and (row.counted or row.person_id not in chosen):
            chosen[row.person_id] = row
    return list(chosen.values())
