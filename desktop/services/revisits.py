"""Several visits to one household in a round: all are kept, and can be laid beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.dictionary import Field
from desktop.domain.entities import HouseholdVisit, Person, SurveyAnswer
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import NOTHING, Record
from desktop.services import answering, checks
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

_SHOWN = ("visited_on", "surveyor", "method", "respondent", "result", "note")
_NOT_SAID = {"round", "visit", "person", "changed", "spell"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said in some visit: about whom, what, and how in each visit."""

    who: str
    label: str
    texts: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.texts)) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The visits to a household in a round, from the first, and what was said in them."""

    visits: tuple[HouseholdVisit, ...]
    lines: tuple[Line, ...]


def visits_in(session: Session, survey: str, household: str) -> list[HouseholdVisit]:
    """The visits to a household in a round, from the first."""
    condition, values = "t.household = ? AND t.round = ?", [household, survey]
    found = session.ledger.where(HouseholdVisit, condition, values)
    return sorted(found, key=lambda visit: (visit.visit_no or 0, visit.id))


@verb("visit.again", "再访", Role.CLERK)
def visit_again(session: Session, *, survey: str, household: str) -> HouseholdVisit:
    """Begin another visit: it starts from what was said in the last one, which stays as it is.

    Raises:
        Refused: if nobody has been there in this round, or it is archived.
    """
    ledger = session.ledger
    with ledger.transaction():
        answering.open_round(session, survey)
        former = visits_in(session, survey, household)
        if not former:
            raise Refused("本轮还没有访问过这一户，直接填写就可以")
        fresh = HouseholdVisit(
            round=survey,
            household=household,
            visit_no=max(visit.visit_no or 0 for visit in former) + 1,
            surveyor=former[-1].surveyor,
            visited_on=PartialDate.of(session.today()),
            state="草稿",
        )
        said = _answers(session, [former[-1].id])
        with ledger.act("visit.again", "再访") as writer:
            made = writer.insert(fresh)
            for answer in said:
                writer.insert(_again(answer, made.id))
        checks.refresh(session)
    return made


def _answers(session: Session, visits: Sequence[str]) -> list[SurveyAnswer]:
    found = session.ledger.among(SurveyAnswer, "visit", visits)
    return sorted(found, key=lambda answer: answer.id)


def _again(answer: SurveyAnswer, visit: str) -> SurveyAnswer:
    own: dict[str, Any] = {"id": "", "born_device": "", "born_seq": 0, "extra": NOTHING}
    return replace(answer, visit=visit, changed=False, **own)


def compare(session: Session, survey: str, household: str) -> Comparison:
    """What was said in each visit to a household in a round, thing by thing."""
    ledger = session.ledger
    visits = visits_in(session, survey, household)
    answers: dict[tuple[str, str], SurveyAnswer] = {}
    for answer in _answers(session, [visit.id for visit in visits]):
        answers[answer.person or "", answer.visit or ""] = answer
    people = {person: ledger.get(Person, person) for person, _ in answers}
    lines = [
        _line(session, "", field, visits)
        for field in map(ledger.dictionary[HouseholdVisit].field, _SHOWN)
    ]
    for person, found in people.items():
        beside = [answers.get((person, visit.id)) for visit in visits]
        name = (found.name if found else None) or "没有姓名"
        lines += [
            _line(session, name, field, beside)
            for field in ledger.dictionary[SurveyAnswer].fields
            if field.name not in _NOT_SAID
        ]
    return Comparison(tuple(visits), tuple(line for line in lines if any(line.texts)))


def _line(session: Session, who: str, field: Field, records: Sequence[Record | None]) -> Line:
    texts = (_text(session, field, record) for record in records)
    return Line(who, field.label, tuple(texts))


def _text(session: Session, field: Field, record: Record | None) -> str:
    if record is None:
        return ""
    shown = field.kind.show(getattr(record, field.name), session.ledger.book)
    return shown or record.unread.get(field.name, "")
