"""Townships of real villages and invented, plausible families, alike for each seed."""

from collections.abc import Iterable, Iterator
from itertools import count

from desktop.domain.entities import Household, Tag
from desktop.domain.facts import Family
from desktop.domain.record import Record
from tests import population_names as names
from tests.population_faults import Fault, Spoiler
from tests.population_people import Draft, Maker
from tests.population_rosters import write_roster
from tests.population_source import (
    TODAY,
    YEAR,
    Place,
    Source,
    area_list,
    calendar,
    id_number,
    inside,
)
from tests.population_work import ROUND, Home, area_id_of

__all__ = ["ROUND", "Fault", "light_people", "records", "township", "write_roster"]

STEP = 7_654_321
"""How far apart in days and serials one of the light people is born from the next."""
_OPPOSITE = {"男": "女", "女": "男"}
_DESCENDANTS = {"男": ("之子", "之孙子"), "女": ("之女", "之孙女")}


def township(
    code: str,
    persons: int,
    seed: int,
    *,
    faults: float = 0.0,
    report: list[Fault] | None = None,
) -> Iterator[Family]:
    """Families of a township, village by village, exactly ``persons`` people.

    ID numbers are unique within a county, whichever of its townships are made.

    Args:
        code: the township in the area list, such as ``433130110``.
        persons: how many people.
        seed: the same seed gives the same families, down to their ids.
        faults: the share of families that get one fault; without, no rule finds an error.
        report: gets a line for each fault put in.

    Raises:
        ValueError: if the area list has no such township.
    """
    neighbours = [place.code for place in inside(code[:6])]
    villages = inside(code)
    if code not in neighbours or not villages:
        raise ValueError(f"no township {code} in the area list")
    source = Source(code, seed, neighbours.index(code), len(neighbours))
    spoiler = Spoiler(source, faults, report)
    for village, quota in zip(villages, _quotas(source, persons, len(villages)), strict=True):
        spoiler.enter(village.code)
        for family in _Village(source, code, village, quota).families():
            yield spoiler.pass_on(family)


def _quotas(source: Source, persons: int, villages: int) -> list[int]:
    sizes = [0.5 + source.chance() for _ in range(villages)]
    quotas = [int(persons * size / sum(sizes)) for size in sizes]
    quotas[-1] += persons - sum(quotas)
    return quotas


class _Village:
    """One village while its families are made."""

    def __init__(self, source: Source, code: str, village: Place, quota: int) -> None:
        self.source = source
        self.village = village
        self.township = Place(code, area_list()[code])
        self.quota = quota
        self.maker = Maker(source, code[:6])
        self.groups = source.number(5, 12)
        # Most of a village shares a few surnames.
        self.surnames = tuple(source.pick(names.SURNAMES) for _ in range(5)) * 6 + names.SURNAMES

    def families(self) -> Iterator[Family]:
        made = 0
        for number in count(1):
            if made >= self.quota:
                return
            drafts = self._drafts()[: self.quota - made]
            group = 1 + made * self.groups // self.quota
            yield self._family(drafts, number, group)
            made += len(drafts)

    def _family(self, drafts: list[Draft], number: int, group: int) -> Family:
        source = self.source
        household = source.id()
        poor_since = source.number(2014, 2019) if source.chance() < 0.2 else 0
        alone_and_old = len(drafts) == 1 and calendar().ages[drafts[0].born] >= 65
        cared_for = alone_and_old and source.chance() < 0.25
        allowance = not cared_for and source.chance() < 0.05
        home = Home(
            area_id_of(self.village.code),
            self.village.name,
            area_id_of(self.township.code),
            self.township.name,
            household,
            poor_since,
            allowance,
        )
        members = tuple(self.maker.member(draft, home) for draft in drafts)
        relocated = bool(poor_since) and source.chance() < 0.15
        record = Household(
            id=household,
            household_no=f"{self.village.code}{number:04}",
            village=home.village,
            group_name=f"{group}组",
            address=f"{self.township.name}{self.village.name}{group}组{number}号",
            phone=members[0].person.phone,
            kind="家庭户",
            member_count_declared=len(members),
            house_type="易地搬迁安置房" if relocated else "自建住房",
            is_relocated=relocated,
            status="在册",
        )
        return Family(record, members, tuple(self._tags(home, cared_for=cared_for)))

    def _tags(self, home: Home, *, cared_for: bool) -> Iterator[Tag]:
        source = self.source
        found = {"脱贫户": home.poor_since, "低保": home.allowance and 2021}
        found["特困"] = cared_for and 2020
        for tag, since in found.items():
            if since:
                yield self.maker.tag(None, tag, since, household=home.household)
        if not home.poor_since and source.chance() < 0.03:
            kind = source.pick(names.MONITORED)
            yield self.maker.tag(None, "监测对象", 2022, household=home.household, kind=kind)

    def _drafts(self) -> list[Draft]:
        luck = self.source.chance()
        if luck < 0.34:
            return self._with_children(self._couple(self._head(24, 52)))
        if luck < 0.5:
            return self._with_parents(self._with_children(self._couple(self._head(28, 55))))
        if luck < 0.61:
            return self._with_grandchildren(self._couple(self._head(52, 74)))
        if luck < 0.8:
            return self._couple(self._head(55, 86))
        return self._alone(self._head(22, 92))

    def _head(self, youngest: int, oldest: int) -> Draft:
        source = self.source
        sex = "男" if source.chance() < 0.86 else "女"
        born = TODAY - source.number(youngest * YEAR, oldest * YEAR)
        surname, ethnic = source.pick(self.surnames), source.pick(names.ETHNIC)
        return Draft("户主", sex, born, surname, ethnic)

    def _couple(self, head: Draft) -> list[Draft]:
        if self.source.chance() < 0.07:
            return [head]
        head.married = True
        return [head, self._spouse(head, "配偶")]

    def _spouse(self, of: Draft, relation: str) -> Draft:
        source = self.source
        born = of.born + source.number(-3 * YEAR, 4 * YEAR)
        youngest = min(TODAY - 21 * YEAR, of.born + 6 * YEAR)
        ethnic = names.FAR_ETHNIC if source.chance() < 0.004 else source.pick(names.ETHNIC)
        return Draft(
            relation,
            _OPPOSITE[of.sex],
            max(0, min(born, youngest)),
            source.pick(names.SURNAMES),
            ethnic,
            married=True,
            moved_in=source.chance() < 0.5,
        )

    def _children(self, parents: list[Draft], generation: int, most: int) -> list[Draft]:
        source = self.source
        born = max(parent.born for parent in parents) + source.number(19 * YEAR, 28 * YEAR)
        found = []
        for _ in range(source.number(1, most)):
            if born >= TODAY:
                break
            sex = "男" if source.chance() < 0.52 else "女"
            father = parents[0]
            relation = _DESCENDANTS[sex][generation]
            found.append(Draft(relation, sex, born, father.surname, father.ethnic))
            born += source.number(YEAR + 40, 6 * YEAR)
        return found

    def _with_children(self, couple: list[Draft]) -> list[Draft]:
        return couple + self._children(couple, 0, 2) if len(couple) > 1 else couple

    def _with_parents(self, family: list[Draft]) -> list[Draft]:
        head, source = family[0], self.source
        born = head.born - source.number(20 * YEAR, 34 * YEAR)
        if born < 0:
            return family
        father = Draft("之父", "男", born, head.surname, head.ethnic, married=True)
        mother = self._spouse(father, "之母")
        mother.born = min(mother.born, head.born - 18 * YEAR)
        luck = source.chance()
        if luck < 0.55:
            return [*family, father, mother]
        survivor = mother if luck < 0.85 else father
        survivor.married = False
        return [*family, survivor]

    def _with_grandchildren(self, couple: list[Draft]) -> list[Draft]:
        source, head = self.source, couple[0]
        oldest = max(person.born for person in couple)
        born = min(oldest + source.number(20 * YEAR, 27 * YEAR), TODAY - 22 * YEAR)
        if born < oldest + 18 * YEAR:
            return couple
        son = Draft("之子", "男", born, head.surname, head.ethnic, married=True)
        wife = self._spouse(son, "之儿媳")
        wife.born = max(wife.born, oldest + 16 * YEAR)
        return [*couple, son, wife, *self._children([son, wife], 1, 2)]

    def _alone(self, head: Draft) -> list[Draft]:
        source = self.source
        if source.chance() < 0.25 and calendar().ages[head.born] < 60:
            born = min(head.born + source.number(2 * YEAR, 8 * YEAR), TODAY - 17 * YEAR)
            brother = Draft("之兄弟姐妹", "男", born, head.surname, head.ethnic)
            return [head, brother]
        return [head]


def records(families: Iterable[Family]) -> Iterator[Record]:
    """Every record of families, each after those that it refers to."""
    yield ROUND
    for family in families:
        yield family.household
        yield from family.tags
        for member in family.members:
            yield member.person
            yield member.membership
            yield from member.tags
            yield from member.spells
            if member.answer is not None:
                yield member.answer
            if member.presence is not None:
                yield member.presence


def light_people(n: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Name, valid ID number and phone of ``n`` people, all numbers different; quick and plain.

    Raises:
        ValueError: for more people than there are days and serials.
    """
    days = calendar()
    total = len(days.digits) * 1000
    if n > total:
        raise ValueError(f"at most {total} people")
    source = Source("light", seed, 0, 1)
    given = [*names.MIDDLE["男"], *names.MIDDLE["女"], *names.YOUNG["男"], *names.YOUNG["女"]]
    full = tuple(surname + name for surname in names.SURNAMES for name in given)
    prefixes = ("433130", "433127", "430181", "431224")
    place, called, random = source.number(0, total - 1), source.number(0, 10**8 - 1), source.chance
    for number in range(n):
        place = (place + STEP) % total
        called = (called + 61_803_399) % 10**8
        born, serial = divmod(place, 1000)
        yield (
            full[int(random() * len(full))],
            id_number(prefixes[number & 3], born, serial),
            f"{names.MOBILE[number % 34]}{called:08}",
        )
