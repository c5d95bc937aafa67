"""A household as its sheet shows it: who is there, what is doubtful, said and changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop.domain import asking
from desktop.domain.asking import Moved
from desktop.domain.dictionary import Field
from desktop.domain.entities import HouseholdVisit, ReviewComment, SurveyRound
from desktop.domain.facts import Family, Member
from desktop.domain.finding import Finding, Severity
from desktop.services import checks, comparing, reviewing, revisits, rounds
from desktop.services.session import Session
from desktop.ui.columns import record_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One household in the round that is keyed in; no family while none is chosen."""

    day: date
    survey: SurveyRound | None = None
    family: Family | None = None
    findings: Sequence[Finding] = ()
    answered: Sequence[Finding] = ()
    visits: Sequence[HouseholdVisit] = ()
    comments: Sequence[ReviewComment] = ()
    before: Mapping[tuple[str, str], str] = field(default_factory=dict)
    moved: Moved = field(default_factory=dict)

    @property
    def household(self) -> str:
        return self.family.household.id if self.family else ""

    @property
    def members(self) -> tuple[Member, ...]:
        return self.family.members if self.family else ()

    @property
    def visit(self) -> HouseholdVisit | None:
        """The latest visit of the round."""
        return self.visits[-1] if self.visits else None

    @property
    def round(self) -> str:
        return self.survey.id if self.survey else ""

    def records(self, member: Member, asked: Field) -> set[str]:
        """The records that a cell of a member stands for: one, or all of a person's tags."""
        if asked.entity == "tag":
            return {tag.id for tag in member.tags}
        own = record_of(member, asked.entity, self.day)
        return {own.id} if own is not None else set()

    def findings_at(self, member: Member, asked: Field) -> list[Finding]:
        """What is doubtful at a cell, the worst first."""
        records = self.records(member, asked)
        found = [one for one in self.findings if one.field == asked.name and one.record in records]
        return sorted(found, key=lambda one: list(Severity).index(one.severity))

    def comments_at(self, member: Member, asked: Field) -> list[ReviewComment]:
        """What a reviewer has said at a cell."""
        records = self.records(member, asked)
        return [one for one in self.comments if one.field == asked.name and one.record in records]

    def before_at(self, member: Member, asked: Field) -> str | None:
        """What a cell showed before this round, if it shows something else now."""
        if asked.entity == "tag":
            return self.before.get((member.person.id, "tag"))
        own = record_of(member, asked.entity, self.day)
        return self.before.get((own.id, asked.name)) if own is not None else None


def current_round(session: Session) -> SurveyRound | None:
    """The round that is keyed in: the latest one, unless it is archived."""
    latest = next(iter(rounds.listed(session)), None)
    return latest if latest and latest.state != rounds.ARCHIVED else None


def read(session: Session, family: Family | None, survey: SurveyRound | None, day: date) -> Shown:
    """Read what stands about a household."""
    if family is None:
        return Shown(day=day, survey=survey)
    home = family.household.id
    everything = list(checks.listed(session, households=[home], with_answered=True))
    standing = list(checks.listed(session, households=[home]))
    answered = [one for one in everything if one not in standing]
    if survey is None:
        return Shown(day=day, family=family, findings=standing, answered=answered)
    return Shown(
        day=day,
        survey=survey,
        family=family,
        findings=standing,
        answered=answered,
        visits=revisits.visits_in(session, survey.id, home),
        comments=reviewing.comments(session, survey.id, home),
        before=comparing.before_round(session, survey.id, family),
        moved=asking.read(survey.asks, session.ledger.dictionary),
    )
