"""Invented work: what people do on the reference day, where, since when, and what they wish."""

from functools import cache
from typing import NamedTuple

from desktop.domain.entities import EmploymentSpell, Person, Presence, SurveyAnswer, SurveyRound
from desktop.domain.partial_date import PartialDate
from desktop.services.seeds import area_id
from tests import population_names as names
from tests.population_source import DAY, Source, month_of

ROUND = SurveyRound(
    id="019b7000-0000-7000-8000-000000000001",
    name="2026年年度摸底",
    kind="年度普查",
    flow="完整",
    reference_date=PartialDate.of(DAY),
    state="采集",
)
"""The round in which the invented people were asked."""
_LEFT = frozenset({"丧失劳动力", "无劳动力"})


@cache
def area_id_of(code: str) -> str:
    """The id of an area, worked out once."""
    return area_id(code)


class Home(NamedTuple):
    """Where a family lives."""

    village: str
    village_name: str
    township: str
    township_name: str
    household: str
    poor_since: int
    allowance: bool


class Job(NamedTuple):
    """How somebody earns a living: the state, the kind of spell, and for whom."""

    status: str
    kind: str | None = None
    employer: names.Employer | None = None


def job_of(age: int, ability: str, *, studying: bool, source: Source) -> Job:
    """What somebody does on the reference day."""
    if studying:
        return Job("在校")
    if age < 16 or ability in _LEFT:
        return Job("非劳动力")
    # Nobody starts in the month of a sixteenth birthday.
    likely = 0.0 if age < 17 else 0.7 if age < 55 else 0.4 if age < 65 else 0.1
    luck = source.chance()
    if luck < likely and ability != "弱劳动力或半劳动力":
        return _employed(age, source)
    if luck < likely / 3:
        return _employed(60, source)
    if age >= 30 and source.chance() < 0.62:
        return Job("本地务农", "务农" if source.chance() < 0.3 else None)
    return Job("暂未就业")


def _employed(age: int, source: Source) -> Job:
    luck = source.chance()
    if luck < 0.04:
        return Job("转移就业", "公益岗", names.WELFARE)
    if luck < 0.08:
        return Job("转移就业", "帮扶车间", names.WORKSHOP)
    if luck < 0.14:
        return Job("转移就业", "灵活就业", names.FREELANCE)
    if luck < 0.2 and age >= 20:
        return Job("自主创业", "自主创业", source.pick(names.OWN))
    away = 0.85 if age < 50 else 0.5
    return Job(
        "转移就业", "务工", source.pick(names.AWAY if source.chance() < away else names.NEAR)
    )


class Worker:
    """Makes spells of work, answers and presences."""

    def __init__(self, source: Source, county: str) -> None:
        self.source = source
        self.county = county

    def spells(self, person: Person, age: int, job: Job, home: Home) -> tuple:
        if job.kind is None:
            return ()
        source = self.source
        # Not before the month after the 16th birthday, nor after the month before the round.
        first = max((person.birth.year + 16) * 12 + person.birth.month, 2015 * 12)
        last = DAY.year * 12 + DAY.month - 2
        start = last - int((last - first) * source.chance() ** 2) if last > first else last
        spell = self._spell(person, job, home, start)
        if start - first > 24 and job.kind == "务工" and source.chance() < 0.15:
            begun = start - source.number(8, 24)
            old = Job(job.status, "务工", source.pick(names.AWAY))
            return (self._spell(person, old, home, begun, begun + 6), spell)
        return (spell,)

    def _spell(
        self, person: Person, job: Job, home: Home, start: int, end: int | None = None
    ) -> EmploymentSpell:
        source, employer = self.source, job.employer
        begun = month_of(start // 12, start % 12 + 1)
        if employer is None:
            return EmploymentSpell(id=source.id(), person=person.id, kind=job.kind, start=begun)
        area, place = self._place(employer, home)
        own = job.kind == "自主创业"
        this_year = DAY.month if begun.year < DAY.year else DAY.month - begun.month + 1
        return EmploymentSpell(
            id=source.id(),
            person=person.id,
            kind=job.kind,
            employer=None if own else employer.name,
            business_name=employer.name if own else None,
            business_kind="个体工商户" if own else None,
            employer_nature=employer.nature,
            industry=employer.industry,
            trade=source.pick(employer.trades),
            work_area=area,
            work_place=place,
            export_mode=self._mode(job),
            start=begun,
            end=None if end is None else month_of(end // 12, end % 12 + 1),
            end_reason=None if end is None else "换单位",
            months_in_year=this_year if end is None else None,
            wage=source.number(employer.least // 100, employer.most // 100) * 100,
            contract="劳动合同" if person.pension_worker else None,
            special="公益岗-特设" if job.kind == "公益岗" else None,
        )

    def _mode(self, job: Job) -> str:
        kinds = {"公益岗", "帮扶车间"}
        return job.kind if job.kind in kinds else self.source.pick(names.MODES)

    def _place(self, employer: names.Employer, home: Home) -> tuple[str, str]:
        here = {
            "county": (area_id_of(self.county), "县城"),
            "township": (home.township, home.township_name),
            "village": (home.village, home.village_name),
        }
        return here.get(employer.area) or (area_id_of(employer.area), employer.place)

    def answer(self, person: Person, age: int, job: Job, spells: tuple) -> SurveyAnswer | None:
        if job.status in {"在校", "非劳动力"}:
            return None
        source = self.source
        if job.status != "暂未就业":
            away = job.employer is not None and job.employer.area.isdigit()
            return SurveyAnswer(
                id=source.id(),
                round=ROUND.id,
                person=person.id,
                present="外出半年以上" if away else "在家",
                employment_status=job.status,
                spell=spells[-1].id if spells else None,
                train_will=("无意向",) if source.chance() < 0.8 else self._training(),
            )
        return self._wish(person, age)

    def _training(self) -> tuple[str, ...]:
        return (self.source.pick(names.TRAIN_WILLS),)

    def _wish(self, person: Person, age: int) -> SurveyAnswer:
        source = self.source
        willing = age < 62 and source.chance() < 0.65
        reason = source.pick(names.REASONS)
        wish = {
            "will_kind": ("务工",) if source.chance() < 0.8 else ("务工", "公益岗"),
            "will_area": source.pick(names.WILL_AREAS),
            "will_trade": (source.pick(names.WILL_TRADES),),
            "expected_wage": source.number(20, 60) * 100,
        }
        return SurveyAnswer(
            id=source.id(),
            round=ROUND.id,
            person=person.id,
            present="在家",
            employment_status="暂未就业",
            unemployed_reason=(reason,) if willing else (reason, "无就业意愿"),
            job_will=willing,
            train_will=self._training() if willing and source.chance() < 0.6 else ("无意向",),
            **(wish if willing else {}),
        )

    def presence(self, person: Person, job: Job) -> Presence | None:
        away = job.employer is not None and job.employer.area.isdigit()
        if not away or self.source.chance() < 0.6:
            return None
        return Presence(
            id=self.source.id(),
            person=person.id,
            season="2026春节",
            state="已返岗",
            on=month_of(2026, 3),
        )
