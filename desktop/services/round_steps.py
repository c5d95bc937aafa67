"""The steps of a round, from collecting to the archive, and what is reported with errors."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.entities import SurveyRound
from desktop.domain.errors import Refused
from desktop.domain.facts import Family
from desktop.domain.finding import Finding, Severity
from desktop.domain.text import clean
from desktop.services import checks, keying, rounds
from desktop.services.roles import Role
from desktop.services.rounds import ARCHIVED
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families

STEPS = {
    "简易": ("采集", "已报", ARCHIVED),
    "完整": ("采集", "村报", "乡审", "上报", ARCHIVED),
}
"""The two flows (domain F1); 退回 is a mark on a household, not a step."""
REPORTS = frozenset({"已报", "村报", "上报"})
"""The steps with which something is handed up."""


@dataclass(frozen=True, slots=True)
class Held:
    """A household that is held back by its errors; the rest is reported."""

    family: Family
    errors: tuple[Finding, ...]


def steps_of(survey: SurveyRound) -> tuple[str, ...]:
    """The steps of a round's flow, in order."""
    return STEPS.get(survey.flow or "", STEPS["简易"])


def next_step(survey: SurveyRound) -> str:
    """The step after the present one; empty after the last."""
    steps = steps_of(survey)
    at = steps.index(survey.state) if survey.state in steps else -1
    return steps[at + 1] if at + 1 < len(steps) else ""


def villages_of(session: Session, survey: SurveyRound) -> list[str]:
    """The villages in the scope of a round."""
    area = survey.scope or session.ledger.fact("area")
    return [place.id for place in session.ledger.book.places.villages(area)]


def held_back(session: Session, survey: str) -> list[Held]:
    """The households of a round's scope that have open errors, by village and number.

    Raises:
        Refused: if the round is not here.
    """
    found = keying.held(session, SurveyRound, survey)
    inside = set(villages_of(session, found))
    by_home: dict[str, list[Finding]] = {}
    for finding in checks.listed(session, severity=Severity.ERROR):
        by_home.setdefault(finding.household, []).append(finding)
    return list(_held(session, by_home, inside))


def _held(session: Session, by_home: dict[str, list[Finding]], inside: set[str]) -> Iterator[Held]:
    for family in families.families(session.ledger, by_home):
        if family.household.village in inside:
            yield Held(family, tuple(by_home[family.household.id]))


@verb("round.advance", "轮次进入下一步", Role.REVIEWER)
def advance(session: Session, *, survey: str, with_errors: bool = False) -> SurveyRound:
    """Take a round to its next step.

    Args:
        session: who does it.
        survey: the round.
        with_errors: report although some households have errors; they are held back, and listed
            on the cover (带错上报).

    Raises:
        Refused: if there is no next step, or there are errors and they are not to be listed.
    """
    ledger = session.ledger
    checks.refresh(session)
    found = keying.held(session, SurveyRound, survey)
    step = next_step(found)
    if not step:
        raise Refused(f"轮次“{found.name}”已归档，没有下一步了")
    if step in REPORTS and not with_errors:
        _refuse_errors(session, survey)
    with ledger.act("round.advance", f"{found.name}：{step}") as writer:
        return writer.update(found, {"state": step})


def _refuse_errors(session: Session, survey: str) -> None:
    homes = len(held_back(session, survey))
    if homes:
        raise Refused(
            f"还有 {homes} 户有错误没有改。可以先到疑点核查改正，"
            "也可以带错上报：有错误的户先不计入上报，其余照报，错误列在封面上"
        )


@verb("round.back", "轮次退回上一步", Role.REVIEWER)
def step_back(session: Session, *, survey: str, reason: str) -> SurveyRound:
    """Take a round one step back, with a reason; an archived one stays.

    Raises:
        Refused: if it is archived or at its first step, or there is no reason.
    """
    found = keying.held(session, SurveyRound, survey)
    steps = steps_of(found)
    at = steps.index(found.state) if found.state in steps else 0
    if found.state == ARCHIVED:
        raise Refused("已归档的轮次不能退回；有误请用“更正”")
    if at == 0:
        raise Refused("已经是第一步")
    if not clean(reason):
        raise Refused("请写明退回上一步的原因")
    with session.ledger.act("round.back", f"{found.name}：退回{steps[at - 1]}") as writer:
        return writer.update(found, {"state": steps[at - 1]}, reason=clean(reason))


def latest(session: Session) -> SurveyRound | None:
    """The round with the latest reference date, archived or not."""
    return next(iter(rounds.listed(session)), None)
