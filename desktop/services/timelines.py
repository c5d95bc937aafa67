"""A person's life as the ledger knows it: surveys, work, groups, going home, moves, in one line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from desktop.domain.entities import (
    EmploymentSpell,
    Membership,
    Person,
    Presence,
    SurveyAnswer,
    SurveyRound,
    Tag,
)
from desktop.domain.kinds import Ask
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record
from desktop.services.belongings import home_words
from desktop.services.session import Session

SURVEY, WORK, GROUP, HOME, MOVE = "调查", "就业", "标识", "返乡返岗", "户籍"
_WORK_TOLD = ("employer", "work_place", "trade", "wage")
_ASKED = frozenset({Ask.ALWAYS, Ask.BRANCH})


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened; ``when`` is None where nobody said when."""

    when: PartialDate | None
    kind: str
    what: str
    more: str = ""


Source = Callable[[Session, str], Iterator[Moment]]


def timeline(session: Session, person: str) -> list[Moment]:
    """What is known of a person, the latest first; what has no date stands last."""
    found = [moment for source in _SOURCES for moment in source(session, person)]
    dated = [moment for moment in found if moment.when is not None]
    undated = [moment for moment in found if moment.when is None]
    return [*sorted(dated, key=_day, reverse=True), *undated]


def _day(moment: Moment) -> Any:
    return moment.when


def _shown(session: Session, record: Record, name: str) -> str:
    field = session.ledger.dictionary[record.entity_name].field(name)
    value = field.kind.show(getattr(record, name), session.ledger.book)
    return value or record.unread.get(name, "")


def _surveys(session: Session, person: str) -> Iterator[Moment]:
    ledger = session.ledger
    asked = [
        field.name for field in ledger.dictionary[SurveyAnswer].fields if field.kind.ask in _ASKED
    ]
    for answer in ledger.where(SurveyAnswer, "t.person = ?", [person]):
        survey = ledger.get(SurveyRound, answer.round)
        if survey is None:
            continue
        labels = ledger.dictionary[SurveyAnswer].by_name
        told = ((labels[name].label, _shown(session, answer, name)) for name in asked)
        more = "；".join(f"{label}：{text}" for label, text in told if text)
        yield Moment(survey.reference_date, SURVEY, survey.name or "调查", more)


def _work(session: Session, person: str) -> Iterator[Moment]:
    for spell in session.ledger.where(EmploymentSpell, "t.person = ?", [person]):
        kind = _shown(session, spell, "kind") or "就业"
        words = [_shown(session, spell, name) for name in _WORK_TOLD[:3]]
        what = "，".join(part for part in words if part) or "单位、地点没有填"
        wage = _shown(session, spell, "wage")
        yield Moment(spell.start, WORK, f"开始{kind}：{what}", f"月收入{wage}元" if wage else "")
        if spell.end is not None:
            yield Moment(
                spell.end, WORK, f"结束{kind}：{what}", _shown(session, spell, "end_reason")
            )


def _groups(session: Session, person: str) -> Iterator[Moment]:
    for tag in session.ledger.where(Tag, "t.person = ?", [person]):
        name = _shown(session, tag, "tag")
        more = "，".join(part for part in (_shown(session, tag, "kind"), tag.source or "") if part)
        yield Moment(tag.start, GROUP, f"列入{name}", more)
        if tag.end is not None:
            yield Moment(tag.end, GROUP, f"退出{name}", tag.end_reason or "")


def _homecoming(session: Session, person: str) -> Iterator[Moment]:
    for presence in session.ledger.where(Presence, "t.person = ?", [person]):
        bus = "需要专车" if presence.needs_bus else ""
        more = "，".join(part for part in (presence.reason or "", bus) if part)
        state = _shown(session, presence, "state")
        yield Moment(presence.on, HOME, f"{presence.season or ''}：{state}", more)


def _moves(session: Session, person: str) -> Iterator[Moment]:
    ledger = session.ledger
    for entry in ledger.where(Membership, "t.person = ?", [person]):
        kind, home = entry.kind or "户籍", home_words(session, entry.household)
        if entry.start is not None:
            yield Moment(entry.start, MOVE, f"{kind}：到{home}", entry.reason or "")
        if entry.end is not None:
            yield Moment(entry.end, MOVE, f"{kind}：离开{home}", entry.reason or "")
    whole = ledger.get(Person, person)
    if whole is not None and whole.status is not None and whole.status_date is not None:
        status = _shown(session, whole, "status")
        yield Moment(whole.status_date, MOVE, f"人员状态：{status}", whole.status_reason or "")


_SOURCES: tuple[Source, ...] = (_surveys, _work, _groups, _homecoming, _moves)
"""Where a life is read from; another kind of record joins by one function."""
