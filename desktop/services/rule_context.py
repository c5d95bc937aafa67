"""What the rules are given in a ledger besides its records: lists, the day, the running round."""

from datetime import date

from desktop.domain.entities import Area, HouseholdVisit, SurveyRound
from desktop.domain.rules import Context
from desktop.services import rounds
from desktop.services.session import Session

# An open area of a known code system is nothing that a rule would speak of.
_DOUBTFUL_AREAS = (
    "t.valid_to IS NOT NULL OR t.merged_into IS NOT NULL"
    " OR (t.code IS NOT NULL AND t.code_system IS NULL)"
)


def context_of(session: Session, day: date) -> Context:
    """What the rules need to know, as of a day."""
    ledger, running = session.ledger, rounds.current(session)
    return Context(
        book=ledger.book,
        day=day,
        dictionary=ledger.dictionary,
        areas={area.id: area for area in ledger.where(Area, _DOUBTFUL_AREAS)},
        rounds=_since(session, running) if running else frozenset(),
        overdue=running is not None and _is_overdue(session, running),
    )


def mark(context: Context) -> str:
    """What all findings depend on besides records; when it changes, all are looked at anew."""
    running = ",".join(sorted(context.rounds))
    return f"{context.day.isoformat()} {running}{' overdue' if context.overdue else ''}"


def _since(session: Session, running: SurveyRound) -> frozenset[str]:
    """The running round, and those of a later day that were archived before it."""
    day = str(running.reference_date)
    found = (one for one in rounds.listed(session) if str(one.reference_date or "") > day)
    return frozenset({running.id, *(one.id for one in found)})


def _is_overdue(session: Session, running: SurveyRound) -> bool:
    """Whether a round that goes from door to door was to be done by now.

    What a spreadsheet brings unchanged leaves no trace, so a round of imports is never overdue.
    """
    due = running.due
    if due is None or due.last_day() >= session.today():
        return False
    visits = session.ledger.where(HouseholdVisit, "t.round = ?", [running.id])
    return next(visits, None) is not None
