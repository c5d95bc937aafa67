"""What happens to people: moving in and out, between households, death, marriage."""

from desktop.domain.entities import EmploymentSpell, Membership, Person
from desktop.domain.errors import Refused
from desktop.domain.facts import HEAD
from desktop.domain.names import clean_name
from desktop.domain.partial_date import PartialDate
from desktop.services import checks, keying, moving
from desktop.services.moving import Occasion, Operation
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families
from desktop.storage.writing import Writer

LIVING = "常住"
_MARRIAGES = {"外嫁", "入赘"}


@verb("member.move_in", "迁入", Role.CLERK)
def move_in(
    session: Session,
    *,
    household: str,
    reason: str,
    person: str = "",
    name: str = "",
    relation: str = "",
    on: PartialDate | None = None,
) -> Operation:
    """Somebody comes to a household from outside: new to the ledger, or back on the register.

    Raises:
        Refused: if neither a person nor a name is given, or the person is registered elsewhere.
        Unreadable: if there is no such relation.
    """
    ledger = session.ledger
    why = moving.occasion(session, reason, on)
    with ledger.transaction():
        moving.family(session, household)
        kin = moving.relation_of(session, relation)
        known = keying.held(session, Person, person) if person else None
        if known is None and not clean_name(name):
            raise Refused("请写迁入的人的姓名，或从台账里选人")
        old = _registered(session, person) if known else None
        if known and old and known.status in {None, "在册"}:
            raise Refused("这个人还在别的户里在册，请用“移动成员”")
        with ledger.act("member.move_in", "迁入") as writer:
            if old is not None:
                moving.leave(writer, old, why)
            who = known or writer.insert(Person(name=clean_name(name)))
            writer.update(who, _status("在册", why), reason=why.reason)
            made = moving.join(writer, who.id, household, kin, why)
        checks.refresh(session)
    return Operation((household,), () if kin else (made.id,))


@verb("member.move_out", "迁出", Role.CLERK)
def move_out(
    session: Session, *, person: str, reason: str, on: PartialDate | None = None
) -> Operation:
    """A person leaves the register for a place outside this ledger; the row stays, marked."""
    return _gone(session, person, "迁出", moving.occasion(session, reason, on))


@verb("member.death", "死亡登记", Role.CLERK)
def die(session: Session, *, person: str, reason: str, on: PartialDate | None = None) -> Operation:
    """A person has died: the row stays, marked; jobs end."""
    return _gone(session, person, "死亡", moving.occasion(session, reason, on))


def _gone(session: Session, person: str, status: str, why: Occasion) -> Operation:
    ledger = session.ledger
    with ledger.transaction():
        who = keying.held(session, Person, person)
        with ledger.act(f"member.{'death' if status == '死亡' else 'move_out'}", status) as writer:
            writer.update(who, _status(status, why), reason=why.reason)
            if status == "死亡":
                for spell in list(ledger.where(EmploymentSpell, "t.person = ?", [person])):
                    if spell.end is None:
                        ended = {"end": why.day, "end_reason": "其他"}
                        writer.update(spell, ended, reason=why.reason)
        checks.refresh(session)
    home = families.household_of(ledger, person)
    return Operation((home,) if home else ())


@verb("member.move", "移动成员", Role.CLERK)
def move(
    session: Session,
    *,
    person: str,
    into: str,
    reason: str,
    relation: str = "",
    on: PartialDate | None = None,
) -> Operation:
    """A registered member moves to another household of this ledger.

    Raises:
        Refused: if the person is in no household, or in that one already.
        Unreadable: if there is no such relation.
    """
    ledger = session.ledger
    why = moving.occasion(session, reason, on)
    with ledger.transaction():
        who = keying.held(session, Person, person)
        kin = moving.relation_of(session, relation)
        with ledger.act("member.move", "移动成员") as writer:
            made = _move(session, writer, who, into, kin, why)
        checks.refresh(session)
    return Operation((into, made[0]), () if kin else (made[1],))


def _move(
    session: Session, writer: Writer, who: Person, into: str, kin: str | None, why: Occasion
) -> tuple[str, str]:
    """Move a registration; the former household and the new membership."""
    moving.family(session, into)
    old = _registered(session, who.id)
    if old is None or old.household == into:
        raise Refused("这个人不在别的户里，不用移动")
    moving.leave(writer, old, why)
    return old.household or "", moving.join(writer, who.id, into, kin, why).id


def _registered(session: Session, person: str) -> Membership | None:
    found = session.ledger.where(Membership, "t.person = ? AND t.end IS NULL", [person])
    return next((entry for entry in found if entry.kind in {families.REGISTERED, None}), None)


@verb("member.marry", "外嫁入赘", Role.CLERK)
def marry(
    session: Session,
    *,
    person: str,
    kind: str,
    reason: str = "",
    into: str = "",
    relation: str = "配偶",
    keep_register: bool = False,
    on: PartialDate | None = None,
) -> Operation:
    """Somebody marries away (外嫁 or 入赘): to a household of this ledger, or outside it.

    With ``keep_register`` the registration stays (空挂) and only the living place is elsewhere.

    Raises:
        Refused: if it is the head, who must hand over first, or the kind is another.
        Unreadable: if there is no such relation.
    """
    ledger = session.ledger
    if kind not in _MARRIAGES:
        raise Refused("请选外嫁或入赘")
    why = moving.occasion(session, reason or kind, on)
    with ledger.transaction():
        who = keying.held(session, Person, person)
        kin = moving.relation_of(session, relation)
        old = _registered(session, person)
        if old is not None and old.relation == HEAD:
            raise Refused("户主外嫁或入赘，请先办“户主变更”")
        with ledger.act("member.marry", kind) as writer:
            writer.update(who, {"marital": "已婚"}, reason=why.reason)
            if into and keep_register:
                moving.family(session, into)
                moving.join(writer, person, into, kin, why, LIVING)
            elif into:
                _move(session, writer, who, into, kin, why)
            elif old is not None and keep_register:
                _lives_elsewhere(writer, old, why)
            else:
                writer.update(who, _status("迁出", why), reason=why.reason)
        checks.refresh(session)
    homes = dict.fromkeys((into, (old.household or "") if old else ""))
    return Operation(tuple(home for home in homes if home))


def _lives_elsewhere(writer: Writer, old: Membership, why: Occasion) -> None:
    text = f"{why.reason}，户口未迁（空挂）"
    writer.update(old, {"reason": text}, reason=why.reason)


def _status(key: str, why: Occasion) -> dict[str, object]:
    return {"status": key, "status_date": why.day, "status_reason": why.reason}
