"""A household's sheet in a round: this round's answers beside the last ones; stores nothing."""

from dataclasses import dataclass
from typing import Any

from desktop.domain.entities import HouseholdVisit, SurveyAnswer, SurveyRound
from desktop.domain.errors import Refused
from desktop.domain.facts import Family, Member
from desktop.services import answering, keying
from desktop.services.session import Session
from desktop.storage import families

_COMPARED_NOT = {"round", "visit", "person", "changed", "spell"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A member as asked in a round.

    Attributes:
        answer: this round's answer; what would be carried over, without an id, before there is one.
        last: the answer before this round, if any.
        differs: the fields in which this round's answer is another than the last.
    """

    member: Member
    answer: SurveyAnswer
    last: SurveyAnswer | None
    differs: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        return bool(self.answer.id)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A household's sheet in a round; ``visit`` is None before anything is stored."""

    family: Family
    survey: SurveyRound
    visit: HouseholdVisit | None
    members: tuple[Asked, ...]


def open_household(session: Session, household: str, survey: str) -> Sheet:
    """A household with the round's answers, or those that would be carried over; stores nothing.

    Raises:
        Refused: if the household or the round is not here.
    """
    ledger = session.ledger
    found = keying.held(session, SurveyRound, survey)
    family = families.family(ledger, household)
    if family is None:
        raise Refused("这一户已不在台账里，请刷新后再试")
    people = [member.person.id for member in family.members]
    answers = answering.answers_in(ledger, survey, people)
    last = answering.last_answers(ledger, found, people)
    members = (
        _asked(session, found, member, answers.get(member.person.id), last.get(member.person.id))
        for member in family.members
    )
    return Sheet(family, found, answering.visit_in(ledger, survey, household), tuple(members))


def _asked(
    session: Session,
    survey: SurveyRound,
    member: Member,
    answer: SurveyAnswer | None,
    last: SurveyAnswer | None,
) -> Asked:
    shown = answer or answering.carry(survey, member.person.id, last)
    return Asked(member, shown, last, differing(session, answer, last))


def differing(
    session: Session, answer: SurveyAnswer | None, last: SurveyAnswer | None
) -> tuple[str, ...]:
    """The fields in which an answer says something else than the last one did."""
    if answer is None:
        return ()
    before = last or SurveyAnswer()
    return tuple(
        field.name
        for field in session.ledger.dictionary[SurveyAnswer].fields
        if field.name not in _COMPARED_NOT
        and (last is not None or field.name != "employment_status")
        and _said(answer, field.name) != _said(before, field.name)
    )


def _said(answer: SurveyAnswer, name: str) -> tuple[Any, str | None]:
    return getattr(answer, name), answer.unread.get(name)
