"""One field set to one value for many people: looked at first, then done as one act."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.choosing import read_typed
from desktop.domain.dictionary import Field
from desktop.domain.entities import EmploymentSpell, Person, SurveyAnswer
from desktop.domain.errors import Refused
from desktop.domain.kinds import IdNumber, Name, Ref
from desktop.domain.reading import Unreadable
from desktop.domain.record import Record
from desktop.domain.text import clean
from desktop.services import answering, checks, keying, rounds
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families

VERB = "person.set_many"
MOST = 2000
"""As many as can be looked through before, and stored without a long wait."""
_ENTITIES = ("person", "employment_spell", "survey_answer")
_NOT = frozenset(
    {"person.birth", "person.phone", "person.merged_into", "person.status", "person.status_date",
     "person.status_reason", "employment_spell.end", "employment_spell.end_reason",
     "survey_answer.changed", "survey_answer.employment_status"}
)  # fmt: skip
"""What is a person's own, or is changed by an operation of its own."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What would become of one person.

    Attributes:
        record: the record that holds the cell; empty if there is none to be changed.
        why_not: why nothing is changed here; empty if something is.
    """

    person: str
    name: str
    record: str
    old: str
    new: str
    why_not: str


def fields(session: Session) -> list[Field]:
    """The fields that can be set for many at once: none that tells one person from another."""
    found = [
        field
        for entity in _ENTITIES
        for field in session.ledger.dictionary[entity].fields
        if field.path not in _NOT and not isinstance(field.kind, Ref | IdNumber | Name)
    ]
    return sorted(found, key=lambda field: _ENTITIES.index(field.entity))


def preview(session: Session, *, people: Sequence[str], field: str, text: str) -> list[Edit]:
    """What setting a field would change, person by person; stores nothing.

    Raises:
        Refused: if the field cannot be set for many, nobody is chosen, or the text cannot be read.
    """
    declared = _field(session, field)
    if not 0 < len(people) <= MOST:
        raise Refused(f"请先选中要改的人，一次最多{MOST}人")
    shown = _shown(session, declared, text)
    return [
        _edit(session, declared, person, record, shown)
        for person, record in _records(session, declared, people)
    ]


@verb(VERB, "批量修改", Role.CLERK)
def set_many(session: Session, *, people: tuple[str, ...], field: str, text: str) -> int:
    """Set one field of many people to one value, as one act; how many were changed.

    Raises:
        Refused: as for :func:`preview`.
    """
    ledger = session.ledger
    with ledger.transaction():
        edits = preview(session, people=people, field=field, text=text)
        declared = _field(session, field)
        survey = rounds.current(session)
        open_ = [edit for edit in edits if not edit.why_not]
        label = f"批量修改{declared.label}（{len(open_)}人）"
        with ledger.act(VERB, label, always=False) as writer:
            for edit in open_:
                record = keying.keyed(session, declared.entity, edit.record)
                keying.store(session, writer, record, declared, text)
                if survey is not None:
                    now = keying.keyed(session, declared.entity, edit.record)
                    answering.note(session, writer, survey.id, now)
        checks.refresh(session)
    return len(open_)


def _field(session: Session, path: str) -> Field:
    found = next((field for field in fields(session) if field.path == path), None)
    if found is None:
        raise Refused("这一项不能批量修改，请逐人填写")
    return found


def _shown(session: Session, field: Field, text: str) -> str:
    """How the value will read; one that cannot be read would spoil many records at once."""
    if not clean(text):
        return ""
    ledger = session.ledger
    try:
        value = read_typed(field.kind, text, ledger.book, ledger.fact("area"))
    except Unreadable as defect:
        raise Refused(f"“{clean(text)}”不能填到{field.label}：{defect}") from defect
    return field.kind.show(value, ledger.book)


def _records(
    session: Session, field: Field, people: Sequence[str]
) -> Iterator[tuple[Person, Record | None]]:
    ledger, day = session.ledger, checks.reference_day(session)
    wanted = list(dict.fromkeys(people))
    survey = rounds.current(session)
    answers = answering.answers_in(ledger, survey.id if survey else "", wanted)
    for member in families.homeless(ledger, wanted):
        held: dict[str, Record | None] = {
            Person.entity_name: member.person,
            EmploymentSpell.entity_name: member.spell_on(day),
            SurveyAnswer.entity_name: answers.get(member.person.id),
        }
        yield member.person, held[field.entity]


def _edit(session: Session, field: Field, person: Person, record: Record | None, new: str) -> Edit:
    book = session.ledger.book
    if record is None:
        why = "没有在业的就业经历" if field.entity == "employment_spell" else "本轮还没有调查"
        return Edit(person.id, person.name or "", "", "", new, why)
    unread = record.unread.get(field.name, "")
    old = unread or field.kind.show(getattr(record, field.name), book)
    why = "已经是这个内容" if old == new and not unread else ""
    return Edit(person.id, person.name or "", record.id, old, new, why)
