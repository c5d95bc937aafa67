"""Survey rounds: what a reference date and a list of answers belong to."""

from dataclasses import replace
from datetime import date

from desktop.domain.entities import SurveyRound
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.domain.text import clean
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

ARCHIVED = "归档"
_STALE_DAYS = 366


def listed(session: Session) -> list[SurveyRound]:
    """The rounds, the latest reference date first."""
    found = session.ledger.where(SurveyRound)
    return sorted(found, key=lambda entry: str(entry.reference_date or ""), reverse=True)


def named(session: Session, name: str) -> SurveyRound | None:
    """The round of a name, if there is one."""
    return next(session.ledger.where(SurveyRound, "t.name = ?", [name]), None)


def current(session: Session) -> SurveyRound | None:
    """The round with the latest reference date that is not archived, if it is not a year old."""
    for survey in listed(session):
        day = survey.reference_date
        if survey.state != ARCHIVED and day is not None:
            return survey if (session.today() - day.last_day()).days <= _STALE_DAYS else None
    return None


def reference_day(session: Session) -> date:
    """The day that ages and states are as of: that of the latest round, else today."""
    days = [
        survey.reference_date.last_day()
        for survey in session.ledger.where(SurveyRound, "t.reference_date IS NOT NULL")
        if survey.reference_date is not None
    ]
    return max(days, default=session.today())


@verb("round.add", "新建轮次", Role.REVIEWER)
def add(
    session: Session,
    *,
    name: str,
    reference_date: date,
    kind: str = "专项",
    flow: str = "简易",
    due: date | None = None,
) -> SurveyRound:
    """Begin a round; ages and states of its answers are as of its reference date.

    Raises:
        Refused: if the name is empty or taken.
        Unreadable: if there is no such kind or flow.
    """
    ledger = session.ledger
    wanted = clean(name)
    if not wanted or named(session, wanted) is not None:
        raise Refused(f"已经有名为“{wanted}”的轮次，或名称为空，请换一个")
    survey = replace(
        fresh(wanted, reference_date),
        kind=ledger.book.read_code("round_kind", kind),
        flow=ledger.book.read_code("round_flow", flow),
        due=PartialDate.of(due) if due else None,
        scope=ledger.fact("area"),
    )
    with ledger.act("round.add", "新建轮次") as writer:
        return writer.insert(survey)


def fresh(name: str, day: date) -> SurveyRound:
    """A new round of the simple flow, being collected."""
    return SurveyRound(
        name=name, kind="专项", flow="简易", reference_date=PartialDate.of(day), state="采集"
    )
