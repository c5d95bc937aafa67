"""A cell whose record is not there yet: the first word about a job, or about a person's answer."""

from desktop.domain.entities import EmploymentSpell, Person, SurveyAnswer
from desktop.domain.errors import Refused
from desktop.domain.record import Record
from desktop.services import answering, checks, keying
from desktop.services.following import household_of
from desktop.services.keying import Cell
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.storage.writing import Writer

_USUAL_JOB = "务工"
_JOBS = {"自主创业": "自主创业", "本地务农": "务农"}
"""The kind of job that a person of such a status has, where it is not the usual one."""


def begin_cell(
    session: Session, *, entity: str, person: str, field: str, text: str, survey: str = ""
) -> Cell:
    """Store the first cell of a person's job or answer, which is made with it, as one act.

    Raises:
        Refused: if the person is not here, the round is archived, or a cell of this entity
            cannot begin anything.
    """
    session.need(Role.CLERK)
    ledger = session.ledger
    with ledger.transaction():
        who = keying.held(session, Person, person)
        declared = ledger.dictionary.field(f"{entity}.{field}")
        with ledger.act("cell.begin", f"填写{declared.label}") as writer:
            made = _begin(session, writer, entity, who, survey)
            followed = keying.store(session, writer, made, declared, text)
            if survey:
                answering.note(session, writer, survey, keying.keyed(session, entity, made.id))
        checks.refresh(session)
    return keying.look(session, entity, made.id, field, followed)


def _begin(session: Session, writer: Writer, entity: str, who: Person, survey: str) -> Record:
    if entity == EmploymentSpell.entity_name:
        kind = _JOBS.get(who.employment_status or "", _USUAL_JOB)
        return writer.insert(EmploymentSpell(person=who.id, kind=kind, round=survey or None))
    if entity != SurveyAnswer.entity_name:
        raise Refused(f"“{entity}”不能这样填写")
    if not survey:
        return writer.insert(SurveyAnswer(person=who.id))
    current = answering.open_round(session, survey)
    home = household_of(session.ledger, who)
    return answering.answer(session, writer, current, who.id, home, changed=True)
