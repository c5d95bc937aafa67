"""Invented people: from sex, birth and place in the family to what a survey knows of them."""

from dataclasses import dataclass

from desktop.domain.entities import Membership, Person, Tag
from desktop.domain.facts import Member
from tests import population_names as names
from tests.population_source import Source, calendar, day_of, month_of
from tests.population_work import Home, Job, Worker, job_of


@dataclass(slots=True)
class Draft:
    """Somebody in a family before anything else is known: ``born`` is the number of a day."""

    relation: str
    sex: str
    born: int
    surname: str
    ethnic: str
    married: bool = False
    moved_in: bool = False


def name_of(draft: Draft, source: Source) -> str:
    """A name as people of that age and sex have; a few with rare characters or a ``·``."""
    if draft.ethnic == names.FAR_ETHNIC:
        return source.pick(names.FAR_NAMES[draft.sex])
    age = calendar().ages[draft.born]
    era = names.OLD if age > 60 else names.MIDDLE if age > 32 else names.YOUNG
    given = names.RARE if source.chance() < 0.006 else era
    return draft.surname + source.pick(given[draft.sex])


def schooling(age: int, source: Source) -> tuple[str | None, str | None]:
    """Education and school year; who has the one has not the other."""
    if 15 <= age <= 17 and source.chance() < 0.4:
        return None, names.VOCATIONAL_YEARS[age]
    if age <= 17 and not (age >= 16 and source.chance() < 0.1):
        return None, names.SCHOOL_YEARS[age]
    luck = source.chance()
    if luck < 0.3 and age in names.COLLEGE_YEARS:
        return None, names.COLLEGE_YEARS[age]
    if luck < 0.5 and age in names.JUNIOR_COLLEGE_YEARS:
        return None, names.JUNIOR_COLLEGE_YEARS[age]
    if age < 18:
        return "初中", None
    return source.pick(next(levels for limit, levels in names.EDUCATION if age < limit)), None


def condition(age: int, source: Source) -> tuple[str, str]:
    """Health and ability to work."""
    luck = source.chance()
    if luck < 0.025:
        health = "残疾"
    elif luck < 0.035:
        health = "患有大病"
    else:
        health = "长期慢性病" if luck < (0.07 if age < 55 else 0.3) else "健康"
    if age < 16:
        return health, "无劳动力"
    if health in {"残疾", "患有大病"} and source.chance() < 0.6:
        return health, "丧失劳动力"
    if age >= 75:
        return health, "无劳动力"
    if health != "健康" or (age >= 65 and source.chance() < 0.7):
        return health, "弱劳动力或半劳动力"
    return health, "技能劳动力" if source.chance() < 0.12 else "普通劳动力"


class Maker:
    """Makes members of families, with all that is known of each."""

    def __init__(self, source: Source, county: str) -> None:
        self.source = source
        self.county = county
        self.worker = Worker(source, county)

    def member(self, draft: Draft, home: Home) -> Member:
        """A person in a household."""
        source = self.source
        age = calendar().ages[draft.born]
        education, in_school = schooling(age, source)
        health, ability = condition(age, source)
        job = job_of(age, ability, studying=in_school is not None and age >= 3, source=source)
        if in_school and age >= 16:
            ability = ""
        person = self._person(draft, education, in_school, (health, ability), job)
        spells = self.worker.spells(person, age, job, home)
        answer = self.worker.answer(person, age, job, spells)
        membership = Membership(
            id=source.id(),
            person=person.id,
            household=home.household,
            kind="户籍",
            relation=draft.relation,
        )
        presence = self.worker.presence(person, job)
        return Member(person, membership, spells, self._tags(person, home), answer, presence)

    def _person(
        self,
        draft: Draft,
        education: str | None,
        in_school: str | None,
        condition: tuple[str, str],
        job: Job,
    ) -> Person:
        source, age = self.source, calendar().ages[draft.born]
        prefix = source.pick(names.FAR_PREFIXES) if draft.moved_in else self.county
        id_no, born = source.identity(prefix, draft.born, draft.sex)
        health, ability = condition
        disability = self._disability(id_no) if health == "残疾" else {}
        called = draft.relation == "户主" or (16 <= age < 80 and source.chance() < 0.93)
        insured = job.kind == "务工" and source.chance() < 0.3
        return Person(
            id=source.id(),
            name=name_of(draft, source),
            id_type="居民身份证",
            id_no=id_no,
            sex=draft.sex,
            birth=day_of(born),
            ethnic=draft.ethnic,
            education=education,
            in_school=in_school,
            marital=("已婚" if draft.married else "未婚" if age < 50 else "丧偶"),
            political="中共党员" if age >= 22 and source.chance() < 0.05 else "群众",
            health=health,
            labour_ability=ability or None,
            hukou_nature="居民",
            phone=source.phone(names.MOBILE) if called else None,
            skill_level="初级工" if ability == "技能劳动力" else None,
            pension_worker=insured,
            pension_resident=age >= 16 and not insured and not in_school,
            medical_worker=insured,
            medical_resident=not insured,
            employment_status=job.status,
            status="在册",
            **disability,
        )

    def _disability(self, id_no: str) -> dict[str, str]:
        kind, kind_digit = self.source.pick(names.DISABILITIES)
        grade, grade_digit = self.source.pick(names.GRADES)
        return {
            "disability_no": f"{id_no}{kind_digit}{grade_digit}",
            "disability_type": kind,
            "disability_grade": grade,
        }

    def _tags(self, person: Person, home: Home) -> tuple[Tag, ...]:
        found = []
        if person.disability_no:
            found.append(self.tag(person.id, "残疾", 2012, cert_no=person.disability_no))
        if home.allowance:
            found.append(self.tag(person.id, "低保", 2021))
        if person.sex == "男" and person.birth.year < 2003 and self.source.chance() < 0.012:
            found.append(self.tag(person.id, "退役军人", person.birth.year + 21))
        return tuple(found)

    def tag(self, person: str | None, tag: str, since: int, **values) -> Tag:
        """A tag that holds from a month of a year on."""
        start = month_of(since, self.source.number(1, 12))
        return Tag(id=self.source.id(), person=person, tag=tag, start=start, **values)
