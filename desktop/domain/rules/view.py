"""A household and its members with what several rules ask of them, worked out once."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.ages import age_on
from desktop.domain.entities import EmploymentSpell, Person
from desktop.domain.facts import HEAD, Family, Member, spell_covers
from desktop.domain.id_number import IdNumber, birth_of, sex_of
from desktop.domain.record import Record

GONE = frozenset({"迁出", "死亡", "出国定居"})
HOUSEHOLDS_GONE = frozenset({"整户迁出", "销户", "并入"})
AT_WORK = frozenset({"转移就业", "自主创业"})
FARMING = "务农"


@dataclass(frozen=True, slots=True)
class View:
    """A member as the rules see one.

    Attributes:
        id_birth, id_sex: as the ID number says; None without a valid one.
        birth: the first day that the birth may mean; the ID number's, else the field's.
        latest_birth: the last such day.
        age: full years on the reference day.
        jobs: the spells open on that day, farming left out.
        unread: the person's records that hold something unreadable.
        gone: no longer on the register, or no longer in this household.
    """

    member: Member
    person: Person
    relation: str | None
    id_birth: date | None
    id_sex: str | None
    birth: date | None
    latest_birth: date | None
    age: int | None
    jobs: tuple[EmploymentSpell, ...]
    unread: tuple[Record, ...]
    gone: bool

    @property
    def who(self) -> str:
        """The name, or what stands in for one."""
        return self.person.name or "未填姓名者"

    @property
    def sex(self) -> str | None:
        """As the ID number says, else as typed."""
        return self.id_sex or self.person.sex

    @property
    def born(self) -> str:
        """The birth as shown."""
        if self.id_birth is not None:
            return self.id_birth.isoformat()
        return self.person.birth.show() if self.person.birth else ""


@dataclass(frozen=True, slots=True)
class House:
    """A household as the rules see it.

    Attributes:
        views: everyone in it.
        here: those who are not gone.
        heads: those of them who are 户主.
        unread: the household's own records that hold something unreadable.
        gone: the household is off the register.
    """

    family: Family
    views: tuple[View, ...]
    here: tuple[View, ...]
    heads: tuple[View, ...]
    unread: tuple[Record, ...]
    gone: bool

    @property
    def name(self) -> str:
        """How a sentence calls it."""
        return f"户{self.family.household.household_no or '（未编号）'}"


def look(family: Family, day: date) -> House:
    """Work out what the rules ask of a household as of a day."""
    views = tuple(_view(member, day) for member in family.members)
    here = tuple(view for view in views if not view.gone)
    heads = tuple(view for view in here if view.relation == HEAD)
    household = family.household
    gone = household.deleted or household.status in HOUSEHOLDS_GONE
    unread = tuple(record for record in (household, *family.tags) if record.unread)
    return House(family, views, here, heads, unread, gone)


def is_gone(member: Member, day: date) -> bool:
    """Whether a member no longer counts here: off the register, merged, or left the household."""
    person, membership = member.person, member.membership
    if person.status in GONE or person.merged_into or person.deleted or membership.deleted:
        return True
    return membership.end is not None and membership.end.last_day() < day


def _view(member: Member, day: date) -> View:
    person = member.person
    id_birth, id_sex = _told_by(person.id_no)
    first = last = id_birth
    if first is None and person.birth is not None:
        first, last = person.birth.first_day(), person.birth.last_day()
    return View(
        member,
        person,
        member.membership.relation,
        id_birth,
        id_sex,
        first,
        last,
        None if first is None else age_on(first, day),
        _jobs(member.spells, day) if member.spells else (),
        tuple(record for record in _records(member) if record is not None and record.unread),
        is_gone(member, day),
    )


def _records(member: Member) -> tuple[Record | None, ...]:
    return (
        member.person,
        member.membership,
        *member.spells,
        *member.tags,
        member.answer,
        member.presence,
    )


def _told_by(id_no: str | None) -> tuple[date | None, str | None]:
    if id_no is None or len(id_no) != 18:
        return None, None
    number = IdNumber(id_no)
    try:
        return birth_of(number), sex_of(number)
    except ValueError:
        return None, None


def _jobs(spells: tuple[EmploymentSpell, ...], day: date) -> tuple[EmploymentSpell, ...]:
    return tuple(spell for spell in spells if spell.kind != FARMING and spell_covers(spell, day))
