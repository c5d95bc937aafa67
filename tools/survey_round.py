"""A round in the middle of its course, keyed into a ledger for the pictures of the survey."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle

from desktop.domain.entities import SurveyRound
from desktop.domain.facts import Family
from desktop.domain.partial_date import PartialDate
from desktop.services import (
    check_lists,
    checks,
    entry,
    people,
    presence,
    reviewing,
    revisits,
    rounds,
    sampling,
    season_reports,
    spells,
    visits,
)
from desktop.services.session import Session

DONE = 24
"""So many households have been asked."""
STATES = ("1", "2", "2", "4", "5", "5", "5", "3", "7")


@dataclass(frozen=True, slots=True)
class Course:
    """What there is to look at: households by what happened to them."""

    survey: SurveyRound
    village: str
    changed: Family
    returned: Family
    twice: Family
    accepted: Family


def keyed(session: Session) -> Course:
    """Begin a round and go from door to door in its largest village."""
    day = session.today()
    survey = rounds.add(
        session, name="2026年第四季度摸排", reference_date=day, kind="月监测", flow="完整",
        due=day + timedelta(days=8),
    )  # fmt: skip
    village = max(people.villages(session), key=lambda one: one.households).place
    check_lists.freeze(session, survey=survey.id, village=village.code or village.name)
    found = people.in_order(session, people.household_ids(session, village.id, None)[:60])
    homes = [family for family in found if len(family.members) > 2]
    course = Course(survey, village.id, *homes[:4])
    _change(session, course)
    done = [family.household.id for family in homes[:DONE]]
    visits.unchanged(session, survey=survey.id, households=tuple(done))
    _review(session, course)
    _season(session, village.id)
    _sample(session, survey.id)
    _dispute(session, homes[DONE:])
    checks.refresh(session)
    return course


def _change(session: Session, course: Course) -> None:
    survey = course.survey.id
    for family, present, will in ((course.changed, "3", "是"), (course.returned, "1", "否")):
        for member in family.members[:2]:
            for field, said in (("present", present), ("job_will", will)):
                visits.set_answer(session, survey=survey, person=member.person.id, field=field,
                                  text=said)  # fmt: skip
    worker = course.changed.members[1].person
    spells.start_job(session, person=worker.id, kind="务工", start=PartialDate(2026, 9, about=True),
                     survey=survey)  # fmt: skip
    head = course.changed.members[0].person
    entry.set_cell(session, entity="person", record=head.id, field="education", text="高中",
                   survey=survey)  # fmt: skip
    visits.set_visit(session, survey=survey, household=course.changed.household.id, result="完成",
                     method="入户", respondent=head.name or "")  # fmt: skip


def _review(session: Session, course: Course) -> None:
    survey, home = course.survey.id, course.returned.household.id
    person = course.returned.members[0].person.id
    reviewing.comment(session, survey=survey, household=home, entity="person", record=person,
                      field="phone", text="电话打不通，请核对")  # fmt: skip
    reviewing.send_back(session, survey=survey, household=home, reason="电话和外出情况请再问一次")
    reviewing.accept(session, survey=survey, household=course.accepted.household.id)
    twice = course.twice
    revisits.visit_again(session, survey=survey, household=twice.household.id)
    visits.set_answer(session, survey=survey, person=twice.members[0].person.id, field="present",
                      text="3")  # fmt: skip


def _season(session: Session, village: str) -> None:
    season, day = presence.current_season(session), session.today()
    for at, (line, state) in enumerate(
        zip(presence.away(session, village=village, season=season), cycle(STATES), strict=False)
    ):
        if at % 5 < 4:
            presence.set_state(
                session, person=line.member.person.id, season=season, state=state,
                on=PartialDate.of(day - timedelta(days=at % 21)), reason="照顾老人孩子",
                needs_bus=at % 7 == 0,
            )  # fmt: skip
    until = season_reports.weeks(session, season)[-1]
    for line in season_reports.board(session, season=season, until=until)[:3]:
        for at, (key, figure) in enumerate(line.figures.items()):
            if line.village and at < 3:
                season_reports.report(
                    session, village=line.village, season=season, until=until, figure=key,
                    value=str(figure.counted + at),
                )  # fmt: skip


def _sample(session: Session, survey: str) -> None:
    drawn = sampling.draw(session, survey=survey, percent=30, seed=202611)
    results = (sampling.AGREES, sampling.AGREES, sampling.DIFFERS, sampling.MISSED)
    for check, result in zip(drawn.checks[:5], cycle(results), strict=False):
        note = "实际在家，没有外出务工" if result == sampling.DIFFERS else ""
        sampling.set_result(session, check=check.id, result=result, note=note)


def _dispute(session: Session, homes: Sequence[Family]) -> None:
    """Two hands at the same cells, neither of which saw the other's; and one person twice."""
    people_ = [family.members[0].person for family in homes[:3]]
    for person, field, texts in (
        (people_[0], "name", ("田大山", "田达山")),
        (people_[1], "name", ("彭秀英", "彭秀瑛")),
        (people_[2], "phone", ("13874300001", "13874300011")),
    ):
        saw = entry.cell(session, entity="person", record=person.id, field=field).seen
        for text in texts:
            entry.set_cell(session, entity="person", record=person.id, field=field, text=text,
                           seen=saw)  # fmt: skip
    twin = homes[4].members[0].person
    again = entry.add_member(session, household=homes[5].household.id, name=twin.name or "",
                             relation="其他")  # fmt: skip
    entry.set_cell(session, entity="person", record=again.person.id, field="id_no",
                   text=twin.id_no or "")  # fmt: skip
