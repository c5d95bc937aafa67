"""冲突待办: values keyed in at two places unseen by each other, and what a person decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain import merge
from desktop.domain.changes import Act, Change
from desktop.domain.dictionary import UNREAD, Field
from desktop.domain.errors import Refused
from desktop.domain.hlc import Hlc
from desktop.domain.levels import Level
from desktop.domain.record import Record
from desktop.services import answering, checks, keying
from desktop.services.following import household_of
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families, history, mail

LATEST, SHOWN = "latest", "shown"
"""Which value to take in all conflicts alike, beside that of a level: the newest, or what shows."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values in dispute.

    Attributes:
        value: how it reads; empty if the cell was emptied.
        unread: whether it is a text that could not be read as this field.
        who: the account that keyed it in.
        level: the key of that account's level of office.
        at_ms: when, by that PC's clock, in milliseconds since 1970.
        act: what was done, in words.
    """

    value: str
    unread: bool
    who: str
    level: str
    at_ms: int
    act: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell with several values; the one that shows for the time being is the first of ``sides``.

    ``asked`` says that a person must decide (domain F11); any other was taken by the rule and may
    be turned back.
    """

    entity: str
    record: str
    field: str
    label: str
    asked: bool
    household: str
    person: str
    name: str
    village: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What deciding alike would do to one conflict; ``side`` is the place of the value taken."""

    conflict: Conflict
    side: int


@verb("conflict.list", "冲突清单", Role.READER)
def listed(session: Session, *, asked: bool | None = None) -> list[Conflict]:
    """The conflicts, those that a person must decide first; only these or only the others if asked.

    Args:
        session: whose ledger.
        asked: True for 待办, False for 已自动采用, None for both.
    """
    found = (
        _conflict(session, entity, record, field)
        for entity, record, field in mail.conflicts(session.ledger.data)
    )
    wanted = [one for one in found if one and asked in {None, one.asked}]
    return sorted(wanted, key=lambda one: (not one.asked, one.village, one.household, one.label))


def tally(session: Session) -> tuple[int, int]:
    """How many conflicts wait for a person, and how many were taken by the rule."""
    fields = [
        session.ledger.dictionary[entity].by_name.get(field)
        for entity, _, field in mail.conflicts(session.ledger.data)
    ]
    asked = sum(1 for field in fields if field and field.kind.decide)
    return asked, len(fields) - asked


@verb("conflict.decide", "处理冲突", Role.REVIEWER)
def decide(
    session: Session,
    *,
    entity: str,
    record: str,
    field: str,
    side: int | None = None,
    text: str | None = None,
    reason: str | None = None,
) -> None:
    """Settle a conflict for good: one of its values, or another that is typed.

    The decision names every value that was shown, so no office above or below is asked again.

    Args:
        session: who decides.
        entity: the entity of the cell.
        record: the record of the cell.
        field: the field of the cell.
        side: the place of the value among the conflict's sides, counting from 0.
        text: what is typed instead.
        reason: why.

    Raises:
        Refused: if it is settled already, or neither a side nor a text is given.
    """
    if (side is None) == (text is None):
        raise Refused("请选其中一个值，或者填写正确的值")
    with session.ledger.transaction():
        if side is not None:
            _take(session, [(entity, record, field, side)], reason)
        else:
            _retype(session, entity, record, field, text or "", reason)
        checks.refresh(session)


@verb("conflict.preview", "预览成批处理冲突", Role.READER)
def preview(session: Session, *, entity: str, field: str, take: str) -> list[Choice]:
    """What taking one kind of value in all conflicts of a field would come to.

    Args:
        session: whose ledger.
        entity: the entity of the field.
        field: the field.
        take: the key of a level (village, township, county) for the value keyed in there, else
            ``latest`` for the newest or ``shown`` for what shows now.

    Raises:
        Refused: if ``take`` is none of these.
    """
    if take not in {LATEST, SHOWN, *(level.key for level in Level)}:
        raise Refused(f"不知道“{take}”是哪一方，可用：village、township、county、latest、shown")
    alike = [one for one in listed(session) if (one.entity, one.field) == (entity, field)]
    chosen = ((one, _side(one, take)) for one in alike)
    return [Choice(one, side) for one, side in chosen if side is not None]


@verb("conflict.decide_alike", "成批处理冲突", Role.REVIEWER)
def decide_alike(
    session: Session, *, entity: str, field: str, take: str, reason: str | None = None
) -> int:
    """Settle all conflicts of a field alike, as :func:`preview` shows it; how many there were."""
    with session.ledger.transaction():
        choices = preview(session, entity=entity, field=field, take=take)
        _take(session, [(entity, one.conflict.record, field, one.side) for one in choices], reason)
        checks.refresh(session)
    return len(choices)


def _side(conflict: Conflict, take: str) -> int | None:
    if take == SHOWN:
        return 0
    ranked = [(side.at_ms, n) for n, side in enumerate(conflict.sides)
              if take in {LATEST, side.level}]  # fmt: skip
    return max(ranked)[1] if ranked else None


def _conflict(session: Session, entity: str, record: str, field: str) -> Conflict | None:
    ledger = session.ledger
    held = ledger.named(entity, record)
    declared = ledger.dictionary[entity].by_name.get(field)
    if held is None or held.deleted or declared is None:
        return None
    sides = tuple(_shown(session, declared, change) for change in _disputed(session, held, field))
    household = household_of(ledger, held)
    person, name, village = _about(session, held, household)
    return Conflict(entity, record, field, declared.label, declared.kind.decide,
                    household, person, name, village, sides)  # fmt: skip


def _disputed(session: Session, held: Record, field: str) -> Sequence[Change]:
    """The live changes of a cell, one for each value, what shows first."""
    ledger, entity = session.ledger, held.entity_name
    changes = history.changes_of(ledger.data, held.id, field)
    alive = merge.settle(changes, None, history.owner_of(ledger.dictionary, entity, field)).conflict
    first: dict[tuple[str, str] | None, Change] = {}
    for change in alive:
        first.setdefault((change.field, change.new) if change.new is not None else None, change)
    return list(first.values())


def _shown(session: Session, declared: Field, change: Change) -> Side:
    ledger = session.ledger
    unread = change.field.startswith(UNREAD)
    value = change.new or ""
    if value and not unread:
        value = declared.kind.show(declared.kind.decode(value), ledger.book)
    act = next(iter(history.acts_named(ledger.data, [(change.device, change.seq)])), None)
    return Side(value, unread and bool(value), *_author(act), act.label if act else "")


def _author(act: Act | None) -> tuple[str, str, int]:
    return (act.account, Level(act.level).key, Hlc.parse(act.hlc).ms) if act else ("", "", 0)


def _about(session: Session, held: Record, household: str) -> tuple[str, str, str]:
    """The person a record is about, that person's name, and the village of the household."""
    ledger = session.ledger
    person = held.id if held.entity_name == "person" else getattr(held, "person", None) or ""
    found = ledger.named("person", person) if person else None
    home = families.family(ledger, household) if household else None
    head = home.head.person.name if home and home.head else None
    name = getattr(found, "name", None) or (f"{head}户" if head else "")
    area = home.household.village if home else None
    return person, name, ledger.book.area_label(area) if area else ""


def _take(
    session: Session, wanted: Sequence[tuple[str, str, str, int]], reason: str | None
) -> None:
    with session.ledger.act("conflict.decide", "处理冲突", always=False) as writer:
        for entity, record, field, side in wanted:
            held, sides = _open(session, entity, record, field)
            if not 0 <= side < len(sides):
                raise Refused("没有这一个值，请刷新冲突待办后再选")
            chosen = sides[side]
            answering.refuse_archived(session, held)
            writer.set(entity, record, chosen.field, chosen.new, reason=reason)


def _retype(
    session: Session, entity: str, record: str, field: str, text: str, reason: str | None
) -> None:
    held, _ = _open(session, entity, record, field)
    answering.refuse_archived(session, held)
    with session.ledger.act("conflict.decide", "处理冲突") as writer:
        keying.store(
            session, writer, held, keying.field_of(session, held, field), text, reason=reason
        )


def _open(
    session: Session, entity: str, record: str, field: str
) -> tuple[Record, Sequence[Change]]:
    known = (entity, record, field) in mail.conflicts(session.ledger.data)
    held = session.ledger.named(entity, record) if known else None
    if held is None or held.deleted:
        raise Refused("这处冲突已经处理过了，请刷新冲突待办")
    return held, _disputed(session, held, field)
