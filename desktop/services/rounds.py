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
    scope: str = "",
    age_policy: str = "",
) -> SurveyRound:
    """Begin a round; ages and states of its answers are as of its reference date.

    It carries every household of its scope, and the last answers, which are stored only once
    somebody says something about them. It asks what the latest round asked.

    Args:
        session: who begins it.
        name: what it is called.
        reference_date: as of when.
        kind: a key of the code set ``round_kind``.
        flow: 简易 or 完整.
        due: until when.
        scope: the code or name of a village or township; the office's whole area without it.
        age_policy: the key of the labour age that counts; the default one without it.

    Raises:
        Refused: if the name is empty or taken, or there is no such place or policy.
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
        start=PartialDate.of(session.today()),
        due=PartialDate.of(due) if due else None,
        scope=_scope(session, scope),
        asks=next((former.asks for former in listed(session)), None),
        age_policy=_policy(session, age_policy),
    )
    with ledger.act("round.add", "新建轮次") as writer:
        return writer.insert(survey)


def _scope(session: Session, wanted: str) -> str:
    ledger = session.ledger
    home, places = ledger.fact("area"), ledger.book.places
    if not wanted:
        return home
    place = places.by_code(wanted) or places.get(wanted) or places.village_named(wanted, home)
    if place is None or places.get(home) not in places.line(place.id):
        raise Refused(f"本单位辖区内没有“{wanted}”，请重新选择轮次范围")
    return place.id


def _policy(session: Session, key: str) -> str | None:
    if not key:
        return None
    policy = session.ledger.book.policies.get(key)
    if policy is None:
        raise Refused(f"没有“{key}”这种劳动年龄口径，请重新选择")
    return policy.id


def policy_key(session: Session, survey: SurveyRound | None) -> str:
    """The key of the labour age that a round counts by; empty for the default one."""
    if survey is None or not survey.age_policy:
        return ""
    known = session.ledger.book.policies.items()
    return next((key for key, policy in known if policy.id == survey.age_policy), "")


def fresh(name: str, day: date) -> SurveyRound:
    """A new round of the simple flow, being collected."""
    return SurveyRound(
        name=name, kind="专项", flow="简易", reference_date=PartialDate.of(day), state="采集"
    )
