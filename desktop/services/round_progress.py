"""How far a round has come, and what it found different from the last one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.changes import DELETED, Change
from desktop.domain.dictionary import UNREAD
from desktop.domain.entities import Household, Person, SurveyAnswer, SurveyRound
from desktop.domain.record import Record
from desktop.services import answering, household_sheets, keying, rounds
from desktop.services.following import household_of
from desktop.services.session import Session
from desktop.storage import history, round_counts
from desktop.storage.round_counts import ByWhom as ByWhom
from desktop.storage.round_counts import Count as Count

_FACTS = ("household", "person", "membership", "employment_spell", "tag")
CHANGED, ADDED, GONE = "修改", "新增", "删除"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is another than it was in the last round.

    Attributes:
        what: 修改, 新增 or 删除.
        household, person: the ids of whom it is about; the person is empty for a household.
        name: the person's name.
        entity, record, field: the cell; the field is empty for a whole record.
        label: what the field, or the record, is called.
        old, new: as shown.
    """

    what: str
    household: str
    person: str
    name: str
    entity: str
    record: str
    field: str
    label: str
    old: str
    new: str


def progress(session: Session, survey: str) -> list[Count]:
    """The groups within the scope of a round, by village and group.

    Raises:
        Refused: if the round is not here.
    """
    found = keying.held(session, SurveyRound, survey)
    counts = round_counts.by_group(session.ledger, survey)
    if not found.scope:
        return counts
    inside = {place.id for place in session.ledger.book.places.villages(found.scope)}
    return [count for count in counts if count.village in inside]


def by_surveyor(session: Session, survey: str) -> list[ByWhom]:
    """Who asked how many households in a round, the most first.

    Raises:
        Refused: if the round is not here.
    """
    keying.held(session, SurveyRound, survey)
    return round_counts.by_surveyor(session.ledger, survey)


def differences(session: Session, survey: str) -> list[Difference]:
    """What a round found different: facts changed in its course, and answers unlike the last.

    Raises:
        Refused: if the round is not here.
    """
    found = keying.held(session, SurveyRound, survey)
    begun, upto = round_counts.stretch(session.ledger, survey, rounds.ARCHIVED)
    born = dict(_born(session, begun, upto))
    facts = _facts(session, history.changes_between(session.ledger.data, begun - 1, upto), born)
    whole = [_whole(session, ADDED, record) for record in _leading(born)]
    return [*whole, *facts, *_answers(session, found)]


def _born(session: Session, after: int, upto: int) -> Iterator[tuple[str, Record]]:
    for entity in _FACTS:
        for record in round_counts.born_between(session.ledger, entity, after, upto):
            found = session.ledger.named(entity, record)
            if found is not None:
                yield record, found


def _leading(born: dict[str, Record]) -> list[Record]:
    """Those that do not merely come along with another new record."""
    return [
        record
        for record in born.values()
        if record.entity_name != "membership" and getattr(record, "person", None) not in born
    ]


def _facts(
    session: Session, changes: Iterable[Change], born: dict[str, Record]
) -> list[Difference]:
    firsts: dict[tuple[str, str, str], str | None] = {}
    for change in changes:
        if change.entity in _FACTS and change.record not in born:
            firsts.setdefault((change.entity, change.record, change.field), change.old)
    found = (_fact(session, *cell, old) for cell, old in firsts.items())
    return [difference for difference in found if difference is not None]


def _fact(
    session: Session, entity: str, record: str, field: str, old: str | None
) -> Difference | None:
    now = session.ledger.named(entity, record)
    if now is None or (now.deleted and field != DELETED):
        return None
    if field == DELETED:
        return _whole(session, GONE, now) if now.deleted else None
    name = field.removeprefix(UNREAD)
    wires = session.ledger.dictionary[entity].wire(now)
    if wires.get(field) == old or (field == name and UNREAD + name in wires and old is None):
        return None
    return _difference(session, now, name, _shown(session, entity, field, old),
                       _shown(session, entity, field, wires.get(field)))  # fmt: skip


def _answers(session: Session, survey: SurveyRound) -> Iterator[Difference]:
    ledger = session.ledger
    condition = "t.round = ? AND t.changed = 1"
    changed = ledger.where(SurveyAnswer, condition, [survey.id])
    people = list(dict.fromkeys(answer.person or "" for answer in changed))
    # Who was asked twice is told of once, by the latest answer.
    for person, answer in answering.answers_in(ledger, survey.id, people).items():
        last = answering.last_answers(ledger, survey, [person]).get(person)
        for name in household_sheets.differing(session, answer, last):
            # The status is the person's own fact, and is told there.
            if name != "employment_status":
                yield _difference(session, answer, name, _told(session, last, name),
                                  _told(session, answer, name))  # fmt: skip


def _told(session: Session, answer: SurveyAnswer | None, name: str) -> str:
    if answer is None:
        return ""
    kind = session.ledger.dictionary[SurveyAnswer].field(name).kind
    return kind.show(getattr(answer, name), session.ledger.book) or answer.unread.get(name, "")


def _shown(session: Session, entity: str, field: str, wire: str | None) -> str:
    declared = session.ledger.dictionary[entity].by_name.get(field)
    if wire is None or declared is None:
        return wire or ""
    return declared.kind.show(declared.kind.decode(wire), session.ledger.book)


def _whole(session: Session, what: str, record: Record) -> Difference:
    label = session.ledger.dictionary[record.entity_name].label
    return _about(session, record, what, "", label, "", "")


def _difference(session: Session, record: Record, name: str, old: str, new: str) -> Difference:
    declared = session.ledger.dictionary[record.entity_name].by_name.get(name)
    label = declared.label if declared else name
    return _about(session, record, CHANGED, name, label, old, new)


def _about(
    session: Session, record: Record, what: str, field: str, label: str, old: str, new: str
) -> Difference:
    person = record if isinstance(record, Person) else None
    if person is None and not isinstance(record, Household):
        person = session.ledger.get(Person, getattr(record, "person", None))
    return Difference(
        what,
        household_of(session.ledger, record),
        person.id if person else "",
        (person.name or "") if person else "",
        record.entity_name,
        record.id,
        field,
        label,
        old,
        new,
    )
