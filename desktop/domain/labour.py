"""Who counts as a labourer on a day, and what work each one is counted under."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.ages import AgeLimits, in_labour_age
from desktop.domain.codebook import CodeBook
from desktop.domain.deriving import from_work_place
from desktop.domain.entities import AgePolicy, EmploymentSpell, Person, SurveyAnswer
from desktop.domain.facts import Family, spell_covers
from desktop.domain.places import Place, region_class
from desktop.domain.rules.view import FARMING, House, View, look

SOLDIER = "参军"
STUDENT = "在校"
NO_LABOUR = "非劳动力"
UNABLE = frozenset({"丧失劳动力", "无劳动力"})
FARM_STATUS = "本地务农"
BUSINESS = "自主创业"
_CLAIMS_LABOUR = frozenset({"转移就业", BUSINESS, FARM_STATUS, "暂未就业"})
_FIRST_INDUSTRY = "A"
_COMMITTEE_CODES = range(200, 400)
_LIKE_COMMITTEE_CODES = range(500, 600)
_VILLAGE_DIGITS = 12
_RESIDENTS = ("居委会", "居民委员会", "社区")


class Work(StrEnum):
    """What work a person is counted under; each person under one only."""

    TRANSFER = "转移就业"
    BUSINESS = "自主创业"
    FARMING = "农业就业"
    OTHER = "其他就业"
    NONE = "未就业"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The 口径 of a report: the day, the labour age, and the lists.

    Attributes:
        least: who is younger than this is never at work, whatever the labour age.
        rural_by_committee: rural is who is registered in a 村民委员会; else everybody is (F5).
    """

    day: date
    policy: AgePolicy
    limits: AgeLimits
    book: CodeBook
    least: int = 16
    rural_by_committee: bool = True
    _rural: dict[str | None, bool] = field(default_factory=dict)
    _regions: dict[tuple[str | None, str | None, str | None], str] = field(default_factory=dict)

    def is_rural(self, village: str | None) -> bool:
        """Whether those registered in a village count as rural."""
        known = self._rural.get(village)
        if known is None:
            place = self.book.places.get(village)
            known = not self.rural_by_committee or place is None or is_village_committee(place)
            self._rural[village] = known
        return known

    def region(self, village: str | None, spell: EmploymentSpell) -> str:
        """Where work lies as seen from a home village; empty if it cannot be told."""
        if spell.abroad:
            return "境外"
        if spell.region_class:
            return "" if spell.region_class == "不明" else spell.region_class
        key = (village, spell.work_area, spell.work_place)
        known = self._regions.get(key)
        if known is None:
            places = self.book.places
            told = region_class(places, village, spell.work_area)
            if told is None and spell.work_place:
                told = from_work_place(places, village, spell.work_place).get("region_class")
            known = self._regions[key] = told or ""
        return known


def basis_of(book: CodeBook, day: date, policy: str = "") -> Basis:
    """The 口径 on a day under an age policy of the code book, the default one if none is named.

    Raises:
        KeyError: if there is no such policy.
    """
    chosen = book.policy(policy)
    return Basis(
        day=day,
        policy=chosen,
        limits=limits_of(chosen),
        book=book,
        least=book.number("work_age_least"),
        rural_by_committee=book.flag("rural_by_committee"),
    )


def limits_of(policy: AgePolicy) -> AgeLimits:
    """The bounds of an age policy; what it leaves open is as in statistics."""
    given = {
        name: value
        for name in AgeLimits.__dataclass_fields__
        if (value := getattr(policy, name)) is not None
    }
    return AgeLimits(**given)


def is_village_committee(place: Place) -> bool:
    """Whether a village-level place is a 村民委员会 and not a 居民委员会.

    The last three digits of its 12-digit code tell: 200 to 399, and 500 to 599 for what is like
    one; a 社区 may be either. Without such a code the name does.
    """
    if len(place.code) == _VILLAGE_DIGITS and place.code.isdecimal():
        number = int(place.code[-3:])
        return number in _COMMITTEE_CODES or number in _LIKE_COMMITTEE_CODES
    return not place.name.endswith(_RESIDENTS)


@dataclass(frozen=True, slots=True)
class Worker:
    """A person on the register as reports count one.

    Attributes:
        able: neither student nor soldier nor without ability, where the policy leaves these out.
        labourer: able and of labour age.
        age_unknown: neither ID number nor birth tells the age, but the person is said to work or
            to be able to.
        work: what the person is counted under; only who is able and not too young has work.
        spell: the work itself, if it is known.
        willing: not in transferred work nor in business, and wants to be.
        trained: has been on a course.
        asked_will, asked_training: has answered whether it is so.
    """

    view: View
    able: bool
    labourer: bool
    age_unknown: bool
    work: Work
    spell: EmploymentSpell | None
    willing: bool
    trained: bool
    asked_will: bool
    asked_training: bool

    @property
    def employed(self) -> bool:
        """Whether the person has work of any kind, farming among them."""
        return self.work is not Work.NONE


@dataclass(frozen=True, slots=True)
class Workforce:
    """A household with those of its members who are on the register, by a measure."""

    house: House
    workers: tuple[Worker, ...]
    basis: Basis

    @property
    def family(self) -> Family:
        """The household as it is in the ledger."""
        return self.house.family

    @property
    def counts(self) -> bool:
        """Whether it is a household on the register, with somebody in it."""
        return bool(self.workers) and not self.house.gone


def workforce(family: Family, basis: Basis) -> Workforce:
    """Work out what reports count of a household."""
    house = look(family, basis.day)
    if house.gone:
        return Workforce(house, (), basis)
    village = family.household.village
    workers = tuple(_worker(view, basis, village) for view in house.here)
    return Workforce(house, workers, basis)


def _worker(view: View, basis: Basis, village: str | None) -> Worker:
    person, limits = view.person, basis.limits
    rural = basis.is_rural(view.member.registered_village or village)
    student, soldier = is_student(person), person.status == SOLDIER
    unable = is_unable(person)
    able = not (
        (student and limits.exclude_student)
        or (soldier and limits.exclude_soldier)
        or (unable and limits.exclude_no_ability)
    )
    age = view.age
    labourer = able and age is not None and in_labour_age(view.sex or "", age, limits)
    unknown = able and age is None and _says_labour(view)
    spell = _spell(view, basis.day)
    of_age = unknown if age is None else age >= basis.least
    work = _work(view, spell, basis, rural=rural) if able and of_age else Work.NONE
    wants = labourer and work in {Work.NONE, Work.FARMING} and _wants(view)
    answer = view.member.answer
    return Worker(
        view,
        able,
        labourer,
        unknown,
        work,
        spell,
        wants,
        _trained(answer),
        asked_will=_asked_will(answer),
        asked_training=bool(answer and answer.trained),
    )


def is_student(person: Person) -> bool:
    """Whether somebody is at school."""
    return bool(person.in_school) or person.employment_status == STUDENT


def is_unable(person: Person) -> bool:
    """Whether somebody cannot work; 非劳动力 says so where no ability is given."""
    if person.labour_ability is None:
        return person.employment_status == NO_LABOUR
    return person.labour_ability in UNABLE


def _says_labour(view: View) -> bool:
    person = view.person
    return bool(view.jobs or person.labour_ability) or person.employment_status in _CLAIMS_LABOUR


def _spell(view: View, day: date) -> EmploymentSpell | None:
    """The open spell that counts: work for others or a business before farming, then the latest."""
    spells = view.member.spells
    if not spells:
        return None
    running = view.jobs or tuple(spell for spell in spells if spell_covers(spell, day))
    return max(running, key=lambda spell: str(spell.start or ""), default=None)


def _work(view: View, spell: EmploymentSpell | None, basis: Basis, *, rural: bool) -> Work:
    kind = _kind(view, spell)
    if not kind:
        return Work.NONE
    if kind == FARMING or (spell is not None and _is_first_industry(spell, basis.book)):
        return Work.FARMING
    if kind == BUSINESS:
        return Work.BUSINESS
    return Work.TRANSFER if rural else Work.OTHER


def _kind(view: View, spell: EmploymentSpell | None) -> str:
    """The kind of the open spell; else what the status says, unless the work it tells of ended."""
    if spell is not None:
        return spell.kind or "务工"
    status = view.person.employment_status
    if status == FARM_STATUS:
        return FARMING
    if status in {"转移就业", BUSINESS} and not view.member.spells:
        return status or ""
    return ""


def _is_first_industry(spell: EmploymentSpell, book: CodeBook) -> bool:
    item = book.item("industry", spell.industry) if spell.industry else None
    return item is not None and (item.gb or "").startswith(_FIRST_INDUSTRY)


def _wants(view: View) -> bool:
    answer = view.member.answer
    return answer is not None and bool(answer.job_will or answer.startup_will)


def _asked_will(answer: SurveyAnswer | None) -> bool:
    return answer is not None and (answer.job_will, answer.startup_will) != (None, None)


def _trained(answer: SurveyAnswer | None) -> bool:
    text = (answer.trained or "") if answer is not None else ""
    return bool(text) and not text.startswith(("无", "否", "没", "未", "不"))
