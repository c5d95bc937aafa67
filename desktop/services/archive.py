"""Closing a round for good, and correcting what was said in it all the same."""

from desktop.domain.entities import HouseholdVisit, SurveyAnswer, SurveyRound
from desktop.domain.errors import Refused
from desktop.domain.text import clean
from desktop.services import answering, checks, keying, rounds
from desktop.services.keying import Cell
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb


@verb("round.archive", "轮次归档", Role.REVIEWER)
def archive(session: Session, *, survey: str) -> SurveyRound:
    """Close a round: its answers and visits change no more but by a correction with its reason.

    Raises:
        Refused: if it is not here, or archived already.
    """
    ledger = session.ledger
    with ledger.transaction():
        found = answering.open_round(session, survey)
        with ledger.act("round.archive", f"归档 {found.name or ''}") as writer:
            closed = writer.update(found, {"state": rounds.ARCHIVED})
        checks.refresh(session)
    return closed


@verb("visit.correct", "更正", Role.CLERK)
def correct(
    session: Session, *, entity: str, record: str, field: str, text: str, reason: str
) -> Cell:
    """Correct one cell of an answer or visit of an archived round; figures reported stay.

    Raises:
        Refused: if the round is not archived, there is no such cell, or no reason is given.
    """
    ledger, why = session.ledger, clean(reason)
    if not why:
        raise Refused("更正要写明原因")
    with ledger.transaction():
        held = keying.keyed(session, entity, record)
        survey = held.round if isinstance(held, SurveyAnswer | HouseholdVisit) else None
        closed = ledger.get(SurveyRound, survey)
        if closed is None or closed.state != rounds.ARCHIVED:
            raise Refused("只有已归档轮次的答案才用“更正”，请直接修改")
        declared = keying.field_of(session, held, field)
        with ledger.act("visit.correct", f"更正{declared.label}", always=False) as writer:
            followed = keying.store(session, writer, held, declared, text, reason=why)
        checks.refresh(session)
    return keying.look(session, entity, record, field, followed)
