"""Going from door to door in a round: answers, 无变化 by one key, what came of a visit."""

from typing import Any

from desktop.domain.choosing import chosen
from desktop.domain.entities import (
    Household,
    HouseholdVisit,
    Person,
    SurveyAnswer,
    SurveyRound,
)
from desktop.domain.errors import Refused
from desktop.domain.facts import Family
from desktop.domain.names import clean_name
from desktop.domain.partial_date import PartialDate
from desktop.domain.progress import Progress, silent
from desktop.domain.rules.view import is_gone
from desktop.domain.text import clean, compact
from desktop.services import answering, checks, keying
from desktop.services.following import household_of
from desktop.services.keying import Cell
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families
from desktop.storage.writing import Writer


@verb("visit.answer", "填写调查答案", Role.CLERK)
def set_answer(
    session: Session,
    *,
    survey: str,
    person: str,
    field: str,
    text: str,
    seen: tuple[str, ...] | None = None,
) -> Cell:
    """Store one typed answer; the visit, and the answer carried from the last, come with it.

    Raises:
        Refused: if there is no such cell, or the round is archived.
    """
    ledger = session.ledger
    with ledger.transaction():
        found = answering.open_round(session, survey)
        who = keying.held(session, Person, person)
        known = answering.answers_in(ledger, survey, [person]).get(person)
        declared = keying.field_of(session, known or SurveyAnswer(), field)
        with ledger.act("visit.answer", f"填写{declared.label}", always=False) as writer:
            home = household_of(ledger, who)
            held = known or answering.answer(session, writer, found, person, home, changed=False)
            followed = keying.store(session, writer, held, declared, text, seen=seen)
            if writer.wrote:
                answering.answer(session, writer, found, person, home, changed=True)
        checks.refresh(session)
    return keying.look(session, held.entity_name, held.id, field, followed)


@verb("visit.unchanged", "无变化", Role.CLERK)
def unchanged(
    session: Session,
    *,
    survey: str,
    household: str = "",
    person: str = "",
    households: tuple[str, ...] = (),
    progress: Progress = silent,
) -> int:
    """Mark 无变化 a person, a household, or several; how many people, those answered left alone.

    Nothing is marked if whoever hears of the progress gives up.

    Raises:
        Refused: if the round is archived, or nobody is named.
    """
    ledger = session.ledger
    wanted = [name for name in (household, *households) if name]
    if bool(person) == bool(wanted):
        raise Refused("请指明哪一个人或哪些户没有变化")
    with ledger.transaction():
        found = answering.open_round(session, survey)
        homes = wanted or [household_of(ledger, keying.held(session, Person, person))]
        with ledger.act("visit.unchanged", "无变化", always=False) as writer:
            marked = 0
            for done, family in enumerate(list(families.families(ledger, homes)), start=1):
                marked += _mark(session, writer, found, family, person)
                progress(done, len(homes))
        checks.refresh(session)
    return marked


def _mark(
    session: Session, writer: Writer, survey: SurveyRound, family: Family, person: str
) -> int:
    ledger, day = session.ledger, session.today()
    here = [member.person.id for member in family.members if not is_gone(member, day)]
    asked = [one for one in here if person in {"", one}]
    known = answering.answers_in(ledger, survey.id, here)
    for one in asked:
        if one not in known:
            answering.answer(session, writer, survey, one, family.household.id, changed=False)
    if set(here) <= {*known, *asked}:
        made = answering.visit(session, writer, survey, family.household.id)
        if made.result is None:
            answering.visit(session, writer, survey, family.household.id, result=answering.DONE)
    return sum(one not in known for one in asked)


@verb("visit.set", "入户情况", Role.CLERK)
def set_visit(
    session: Session,
    *,
    survey: str,
    household: str,
    result: str = "",
    method: str = "",
    respondent: str = "",
    respondent_relation: str = "",
    visited_on: PartialDate | None = None,
    note: str = "",
) -> HouseholdVisit:
    """Say what came of a visit, who answered and how; what is not said stays.

    Raises:
        Refused: if the household is not here, or the round is archived.
        Unreadable: if a result, method or relation is none of the choices.
    """
    ledger = session.ledger
    codes = {"result": ("visit_result", result), "method": ("visit_method", method),
             "respondent_relation": ("relation", respondent_relation)}  # fmt: skip
    said: dict[str, Any] = {
        name: chosen(ledger.book, code_set, text)
        for name, (code_set, text) in codes.items()
        if compact(text)
    }
    words = {"respondent": clean_name(respondent), "note": clean(note), "visited_on": visited_on}
    said |= {name: value for name, value in words.items() if value}
    with ledger.transaction():
        found = answering.open_round(session, survey)
        if families.family(ledger, household) is None:
            raise Refused("这一户已不在台账里，请刷新后再试")
        with ledger.act("visit.set", "入户情况", always=False) as writer:
            made = answering.visit(session, writer, found, household, **said)
        checks.refresh(session)
    return made


@verb("visit.say", "填写入户情况", Role.CLERK)
def say(
    session: Session,
    *,
    survey: str,
    household: str,
    field: str,
    text: str,
    seen: tuple[str, ...] | None = None,
) -> Cell:
    """Store one typed text about the visit to a household, which is begun if there is none.

    Raises:
        Refused: if the household is not here, there is no such cell, or the round is archived.
    """
    ledger = session.ledger
    with ledger.transaction():
        found = answering.open_round(session, survey)
        home = keying.held(session, Household, household)
        declared = keying.field_of(session, HouseholdVisit(), field)
        with ledger.act("visit.say", f"填写{declared.label}", always=False) as writer:
            held = answering.visit(session, writer, found, home.id)
            followed = keying.store(session, writer, held, declared, text, seen=seen)
        checks.refresh(session)
    return keying.look(session, held.entity_name, held.id, field, followed)
