"""The faults that rosters really have, put into families that had none."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from desktop.domain.facts import HEAD, Family, Member
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record
from tests.population_source import DAY, Source, month_of


class Fault(NamedTuple):
    """One fault that was put in: its kind, the rule of the catalogue that names it, and where."""

    kind: str
    rule: int
    household: str
    record: str
    field: str


class Earlier(NamedTuple):
    """A head of the village whose ID number may be written down for somebody else."""

    id_no: str
    birth: PartialDate


Spoilt = tuple[Family, Record, str] | None
Recipe = Callable[[Family, Source, dict[str, Earlier]], Spoilt]
RECIPES: dict[tuple[str, int], Recipe] = {}


def recipe(kind: str, rule: int) -> Callable[[Recipe], Recipe]:
    """Register a way to spoil a family; it gives None where it does not fit."""

    def register(spoil: Recipe) -> Recipe:
        RECIPES[kind, rule] = spoil
        return spoil

    return register


class Spoiler:
    """Puts a fault into a share of the families that pass, and reports each."""

    def __init__(self, source: Source, share: float, report: list[Fault] | None) -> None:
        self._source = source
        self._share = share
        self._report = [] if report is None else report
        self._village = ""
        self._earlier: dict[str, Earlier] = {}

    def enter(self, village: str) -> None:
        """The families that follow live in this village."""
        self._village = village
        self._earlier = {}

    def pass_on(self, family: Family) -> Family:
        """The family, spoilt or not."""
        spoilt = family
        if self._share and self._source.chance() < self._share:
            spoilt = self._spoil(family)
        head = spoilt.head
        if head is not None and spoilt is family:
            person = head.person
            self._earlier[person.sex] = Earlier(person.id_no, person.birth)
        return spoilt

    def _spoil(self, family: Family) -> Family:
        recipes = list(RECIPES.items())
        self._source.random.shuffle(recipes)
        for (kind, rule), spoil in recipes:
            made = spoil(family, self._source, self._earlier)
            if made is not None:
                spoilt, record, field = made
                fault = Fault(kind, rule, family.household.id, record.id, field)
                self._report.append(fault)
                return spoilt
        return family


def _with(family: Family, old: Member, new: Member) -> Family:
    members = tuple(new if member is old else member for member in family.members)
    return Family(family.household, members, family.tags)


def _person(family: Family, member: Member, field: str, **values) -> Spoilt:
    person = replace(member.person, **values)
    spells, tags = member.spells, member.tags
    changed = Member(person, member.membership, spells, tags, member.answer, member.presence)
    return _with(family, member, changed), person, field


def _related(family: Family, member: Member, relation: str) -> Spoilt:
    membership = replace(member.membership, relation=relation)
    return _with(family, member, replace(member, membership=membership)), membership, "relation"


def _spelt(family: Family, member: Member, field: str, **values) -> Spoilt:
    spell = replace(member.spells[-1], **values)
    spells = (*member.spells[:-1], spell)
    return _with(family, member, replace(member, spells=spells)), spell, field


def _workers(family: Family) -> Iterator[Member]:
    for member in family.members:
        if member.spells and member.spells[-1].kind == "务工":
            yield member


@recipe("bad_checksum", 1)
def bad_checksum(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """The last character of the ID number is miswritten, so the number is kept as seen."""
    member = source.pick(family.members)
    id_no = member.person.id_no
    wrong = id_no[:17] + ("1" if id_no[17] != "1" else "2")
    return _person(family, member, "id_no", id_no=None, unread={"id_no": wrong})


@recipe("truncated", 38)
def truncated(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """Excel made a quantity of the ID number."""
    member = source.pick(family.members)
    seen = f"{float(member.person.id_no[:15] + '000'):.5E}"
    return _person(family, member, "id_no", id_no=None, unread={"id_no": seen})


@recipe("duplicate_id", 2)
def duplicate_id(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """The head has the ID number of another head in the village."""
    head = family.head
    other = earlier.get(head.person.sex) if head is not None else None
    if other is None or len(family.members) > 1 or head.spells or head.person.disability_no:
        return None
    return _person(family, head, "id_no", id_no=other.id_no, birth=other.birth)


@recipe("birth_mismatch", 3)
def birth_mismatch(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """The birth is a lunar one, a year off."""
    member = source.pick(family.members)
    birth = member.person.birth
    wrong = month_of(birth.year - 1, birth.month)
    return _person(family, member, "birth", birth=wrong)


@recipe("sex_mismatch", 4)
def sex_mismatch(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """The sex is the other one than the ID number says."""
    member = source.pick(family.members)
    wrong = "女" if member.person.sex == "男" else "男"
    return _person(family, member, "sex", sex=wrong)


@recipe("second_head", 5)
def second_head(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """Another grown-up of the household is 户主, too."""
    grown = [m for m in family.members if not m.is_head and m.person.phone]
    return _related(family, grown[-1], HEAD) if grown else None


@recipe("relation_sex", 7)
def relation_sex(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """A daughter is written down as 之子, or a son as 之女."""
    swapped = {"之子": "之女", "之女": "之子"}
    for member in family.members:
        wrong = swapped.get(member.membership.relation)
        if wrong:
            return _related(family, member, wrong)
    return None


@recipe("unknown_education", 9)
def unknown_education(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """An education that no list has."""
    member = family.members[0]
    return _person(family, member, "education", education=None, unread={"education": "读过几年书"})


@recipe("under_16_working", 12)
def under_16_working(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """A child is down as working."""
    for member in family.members:
        born = member.person.birth
        if DAY.year - born.year in (14, 15):
            status = {"employment_status": "转移就业", "in_school": None, "education": "初中"}
            return _person(family, member, "employment_status", labour_ability=None, **status)
    return None


@recipe("no_place", 16)
def no_place(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """Work away, nobody knows where."""
    for member in _workers(family):
        return _spelt(family, member, "work_place", work_place=None, work_area=None)
    return None


@recipe("ends_before_start", 19)
def ends_before_start(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """A spell ends a year before it begins."""
    for member in _workers(family):
        start = member.spells[-1].start
        return _spelt(family, member, "end", end=month_of(start.year - 1, start.month))
    return None


@recipe("phone_short", 25)
def phone_short(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """A digit of the mobile number is missing."""
    member = family.members[0]
    seen = member.person.phone[:10]
    return _person(family, member, "phone", phone=None, unread={"phone": seen})


@recipe("wage_text", 43)
def wage_text(family: Family, source: Source, earlier: dict[str, Earlier]) -> Spoilt:
    """The wage is words."""
    for member in _workers(family):
        return _spelt(family, member, "wage", wage=None, unread={"wage": "3-4千"})
    return None
