"""The visits and answers of a round as they are made: carried over from the last answers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from desktop.domain.entities import (
    Account,
    EmploymentSpell,
    HouseholdVisit,
    Person,
    SurveyAnswer,
    SurveyRound,
)
from desktop.domain.errors import Refused
from desktop.domain.facts import spell_covers
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import NOTHING, Record
from desktop.services import keying, rounds
from desktop.services.following import household_of
from desktop.services.session import Session
from desktop.storage.ledger import Ledger
from desktop.storage.writing import Writer

DONE = "完成"
_OWN = {"round", "visit", "person", "changed", "returned_on", "employment_status", "spell"}


def open_round(session: Session, survey: str) -> SurveyRound:
    """The round of an id, to be answered in.

    Raises:
        Refused: if it is not here, or archived.
    """
    found = keying.held(session, SurveyRound, survey)
    if found.state == rounds.ARCHIVED:
        raise Refused(f"轮次“{found.name}”已归档，不能再改；要更正请用“更正”并写明原因")
    return found


def refuse_archived(session: Session, record: Record) -> None:
    """Refuse to change what belongs to an archived round.

    Raises:
        Refused: with what to do instead.
    """
    if isinstance(record, SurveyAnswer | HouseholdVisit) and record.round:
        open_round(session, record.round)


def answers_in(ledger: Ledger, survey: str, people: Iterable[str]) -> dict[str, SurveyAnswer]:
    """The answers of a round by person."""
    found = sorted(ledger.among(SurveyAnswer, "person", people), key=lambda answer: answer.id)
    return {answer.person or "": answer for answer in found if answer.round == survey}


def last_answers(
    ledger: Ledger, survey: SurveyRound, people: Iterable[str]
) -> dict[str, SurveyAnswer]:
    """The latest answers of people before a round."""
    day = str(survey.reference_date or "9")
    order = {
        other.id: str(other.reference_date or "")
        for other in ledger.where(SurveyRound)
        if other.id != survey.id and (str(other.reference_date or ""), other.id) < (day, survey.id)
    }
    found = [
        answer
        for answer in ledger.among(SurveyAnswer, "person", people)
        if (answer.round or "") in order or not answer.round
    ]
    found.sort(key=lambda answer: (order.get(answer.round or "", ""), answer.id))
    return {answer.person or "": answer for answer in found}


def visit_in(ledger: Ledger, survey: str, household: str) -> HouseholdVisit | None:
    """The latest visit to a household in a round."""
    condition, values = "t.household = ? AND t.round = ?", [household, survey]
    found = ledger.where(HouseholdVisit, condition, values)
    return max(found, key=lambda visit: (visit.visit_no or 0, visit.id), default=None)


def visit(
    session: Session, writer: Writer, survey: SurveyRound, household: str, **values: Any
) -> HouseholdVisit:
    """The visit to a household in a round, made if there is none, with these values."""
    writer.flush()
    found = visit_in(session.ledger, survey.id, household)
    if found is not None:
        return writer.update(found, values) if values else found
    fresh = HouseholdVisit(
        round=survey.id,
        household=household,
        visit_no=1,
        surveyor=_surveyor(session),
        visited_on=PartialDate.of(session.today()),
        state="草稿",
    )
    return writer.insert(replace(fresh, **values))


def _surveyor(session: Session) -> str:
    account = next(session.ledger.where(Account, "t.login = ?", [session.account]), None)
    return (account.name if account else None) or session.account


def answer(
    session: Session,
    writer: Writer,
    survey: SurveyRound,
    person: str,
    household: str,
    *,
    changed: bool,
) -> SurveyAnswer:
    """A person's answer in a round, made from the last one if there is none.

    What the round asks of the person elsewhere (status, job) is noted as it stands now. Once
    changed, it stays so.
    """
    writer.flush()
    ledger = session.ledger
    now: dict[str, Any] = {
        "employment_status": _status(ledger, person),
        "spell": _job(session, survey, person),
    }
    found = answers_in(ledger, survey.id, [person]).get(person)
    if found is not None:
        return writer.update(found, now | ({"changed": True} if changed else {}))
    made = visit(session, writer, survey, household) if household else None
    carried = carry(survey, person, last_answers(ledger, survey, [person]).get(person))
    return writer.insert(replace(carried, visit=made.id if made else None, changed=changed, **now))


def carry(survey: SurveyRound, person: str, last: SurveyAnswer | None) -> SurveyAnswer:
    """A new answer that says what the last one said."""
    fresh = SurveyAnswer(round=survey.id, person=person)
    if last is None:
        return fresh
    own: dict[str, Any] = dict.fromkeys(_OWN)
    own |= {"id": "", "born_device": "", "born_seq": 0, "extra": NOTHING}
    own |= {"round": survey.id, "person": person}
    return replace(last, **own)


def _status(ledger: Ledger, person: str) -> str | None:
    found = ledger.get(Person, person)
    return found.employment_status if found else None


def _job(session: Session, survey: SurveyRound, person: str) -> str | None:
    as_of = survey.reference_date
    day = as_of.last_day() if as_of else session.today()
    spells: Sequence[EmploymentSpell] = [
        spell
        for spell in session.ledger.where(EmploymentSpell, "t.person = ?", [person])
        if spell_covers(spell, day)
    ]
    latest = max(spells, key=lambda spell: str(spell.start or ""), default=None)
    return latest.id if latest else None


def note(session: Session, writer: Writer, survey: str, record: Record) -> None:
    """Note in a round that something keyed about a household or person has changed."""
    found = open_round(session, survey)
    household = household_of(session.ledger, record)
    person = record.id if isinstance(record, Person) else getattr(record, "person", None)
    if isinstance(record, SurveyAnswer) and record.round == survey:
        writer.update(record, {"changed": True})
    elif person:
        answer(session, writer, found, person, household, changed=True)
    elif household:
        visit(session, writer, found, household)
