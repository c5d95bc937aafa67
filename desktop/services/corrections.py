"""更正: the only way to change an answer of an archived round, each with its reason."""

from dataclasses import dataclass

from desktop.domain.dictionary import UNREAD
from desktop.domain.entities import Person, SurveyAnswer, SurveyRound
from desktop.domain.errors import Refused
from desktop.domain.text import clean
from desktop.services import answering, checks, keying, rounds
from desktop.services.keying import Cell
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import round_counts
from desktop.storage.round_counts import Corrected

VERB = "round.correct"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction as it is listed; what was reported before stays as it was."""

    at_ms: int
    who: str
    person: str
    name: str
    label: str
    old: str
    new: str
    reason: str


@verb(VERB, "更正", Role.REVIEWER)
def correct(
    session: Session, *, survey: str, person: str, field: str, text: str, reason: str
) -> Cell:
    """Correct one answer of an archived round.

    Raises:
        Refused: if the round is not archived, the person has no answer in it, the field is none,
            or there is no reason.
    """
    ledger = session.ledger
    why = clean(reason)
    if not why:
        raise Refused("更正必须写明原因")
    with ledger.transaction():
        found = keying.held(session, SurveyRound, survey)
        if found.state != rounds.ARCHIVED:
            raise Refused(f"轮次“{found.name}”还没有归档，直接改就可以，不用更正")
        keying.held(session, Person, person)
        answer = answering.answers_in(ledger, survey, [person]).get(person)
        if answer is None:
            raise Refused("这个人在这一轮没有调查答案，不能更正")
        declared = keying.field_of(session, answer, field)
        with ledger.act(VERB, f"更正{declared.label}", always=False) as writer:
            followed = keying.store(session, writer, answer, declared, text, reason=why)
        checks.refresh(session)
    return keying.look(session, answer.entity_name, answer.id, field, followed)


def corrections(session: Session, *, survey: str) -> list[Correction]:
    """The corrections of a round, newest first."""
    found = round_counts.corrections(session.ledger, survey, VERB)
    return [_listed(session, one) for one in found]


def _listed(session: Session, one: Corrected) -> Correction:
    name = one.field.removeprefix(UNREAD)
    field = session.ledger.dictionary[SurveyAnswer].by_name.get(name)
    person = session.ledger.get(Person, one.person)
    is_unread = one.field != name

    def shown(wire: str | None) -> str:
        if field is None or wire is None or is_unread:
            return wire or ""
        return field.kind.show(field.kind.decode(wire), session.ledger.book)

    return Correction(
        at_ms=int(one.hlc[:12], 16),
        who=one.account,
        person=one.person,
        name=(person.name or "") if person else "",
        label=field.label if field else name,
        old=shown(one.old),
        new=shown(one.new),
        reason=one.reason or "",
    )
