"""What holds for a time: jobs that begin and end, and tags."""

from typing import Any

from desktop.domain.entities import EmploymentSpell, Household, Person, Tag
from desktop.domain.errors import Refused
from desktop.domain.facts import tag_holds
from desktop.domain.partial_date import PartialDate
from desktop.domain.text import clean
from desktop.services import answering, checks, keying
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage.writing import Writer

FARMING = "务农"
_CHANGED_JOB = "换单位"


@verb("job.start", "新增就业经历", Role.CLERK)
def start_job(
    session: Session,
    *,
    person: str,
    kind: str = "务工",
    start: PartialDate | None = None,
    employer: str = "",
    work_place: str = "",
    survey: str = "",
) -> EmploymentSpell:
    """Begin a job; it ends those that go on, except farming beside it.

    Raises:
        Refused: if the person is not here, or the round is archived.
        Unreadable: if there is no such kind of job.
    """
    ledger = session.ledger
    with ledger.transaction():
        who = keying.held(session, Person, person)
        what = ledger.book.read_code("spell_kind", kind)
        with ledger.act("job.start", "新增就业经历") as writer:
            if what != FARMING:
                _end_former(session, writer, person, start)
            fresh = EmploymentSpell(
                person=person, kind=what, start=start, employer=clean(employer) or None,
                round=survey or None,
            )  # fmt: skip
            made = writer.insert(fresh)
            if clean(work_place):
                field = ledger.dictionary.field("employment_spell.work_place")
                keying.store(session, writer, made, field, work_place)
            if survey:
                answering.note(session, writer, survey, who)
        checks.refresh(session)
    return keying.held(session, EmploymentSpell, made.id)


def _end_former(session: Session, writer: Writer, person: str, start: PartialDate | None) -> None:
    today = session.today()
    end = start or PartialDate(today.year, today.month, about=True)
    for spell in list(session.ledger.where(EmploymentSpell, "t.person = ?", [person])):
        # What began later than the new job is not ended by it: that was keyed in afterwards.
        began_before = spell.start is None or spell.start.first_day() <= end.last_day()
        if spell.end is None and spell.kind != FARMING and began_before:
            writer.update(spell, {"end": end, "end_reason": _CHANGED_JOB}, reason="开始了新的工作")


@verb("job.end", "结束就业经历", Role.CLERK)
def end_job(
    session: Session,
    *,
    spell: str,
    end: PartialDate | None = None,
    reason: str = "",
    survey: str = "",
) -> EmploymentSpell:
    """End a job, today unless another date is given.

    Raises:
        Refused: if it is not here, or the round is archived.
        Unreadable: if there is no such reason to leave.
    """
    ledger = session.ledger
    with ledger.transaction():
        found = keying.held(session, EmploymentSpell, spell)
        why = ledger.book.read_code("end_reason", reason) if clean(reason) else None
        values = {"end": end or PartialDate.of(session.today()), "end_reason": why}
        with ledger.act("job.end", "结束就业经历", always=False) as writer:
            ended = writer.update(found, values)
            if survey:
                answering.note(session, writer, survey, ended)
        checks.refresh(session)
    return ended


@verb("tag.set", "加特殊标识", Role.CLERK)
def set_tag(
    session: Session,
    *,
    tag: str,
    person: str = "",
    household: str = "",
    kind: str = "",
    start: PartialDate | None = None,
    source: str = "",
    cert_no: str = "",
) -> Tag:
    """Tag a person or a household; one that holds already is kept, with what is said anew.

    Raises:
        Refused: unless one person or one household is named.
        Unreadable: if there is no such tag or kind.
    """
    ledger = session.ledger
    if bool(person) == bool(household):
        raise Refused("请指明是哪一个人或哪一户的标识")
    with ledger.transaction():
        owner = (
            keying.held(session, Person, person)
            if person
            else keying.held(session, Household, household)
        )
        said: dict[str, Any] = {
            "kind": ledger.book.read_code("monitored_kind", kind) if clean(kind) else None,
            "start": start,
            "source": clean(source) or None,
            "cert_no": clean(cert_no) or None,
        }
        key = ledger.book.read_code("tag", tag)
        condition = f"t.{owner.entity_name} = ? AND t.tag = ?"
        known = [
            record
            for record in ledger.where(Tag, condition, [owner.id, key])
            if tag_holds(record, session.today())
        ]
        with ledger.act("tag.set", f"加标识“{key}”", always=False) as writer:
            if known:
                now = writer.update(known[0], {name: v for name, v in said.items() if v})
            else:
                now = writer.insert(
                    Tag(person=person or None, household=household or None, tag=key, **said)
                )
        checks.refresh(session)
    return now


@verb("tag.end", "去特殊标识", Role.CLERK)
def end_tag(session: Session, *, tag: str, end: PartialDate | None = None, reason: str = "") -> Tag:
    """End a tag (the id of its record), today unless another date is given."""
    ledger = session.ledger
    with ledger.transaction():
        found = keying.held(session, Tag, tag)
        day = end or PartialDate.of(session.today())
        with ledger.act("tag.end", f"去标识“{found.tag or ''}”", always=False) as writer:
            ended = writer.update(found, {"end": day, "end_reason": clean(reason) or None})
        checks.refresh(session)
    return ended
