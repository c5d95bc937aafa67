"""What happens to households: split, joined, a new head, away, off the register."""

from dataclasses import replace

from desktop.domain.entities import Household
from desktop.domain.errors import Refused
from desktop.domain.facts import HEAD, Family
from desktop.domain.partial_date import PartialDate
from desktop.domain.rules.view import is_gone
from desktop.domain.text import clean
from desktop.services import answering, checks, entry, moving
from desktop.services.moving import Operation
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import numbering

JOINED = "并入"
AWAY = "整户在外"


@verb("household.split", "分户", Role.CLERK)
def split(
    session: Session,
    *,
    household: str,
    persons: tuple[str, ...],
    head: str,
    reason: str,
    on: PartialDate | None = None,
    household_no: str | None = None,
) -> Operation:
    """Some members found a household of their own in the same group; ``head`` is its 户主.

    Raises:
        Refused: if they are not all in it, nobody stays, or the new head is not among them.
    """
    ledger = session.ledger
    why = moving.occasion(session, reason, on)
    with ledger.transaction():
        old = moving.family(session, household)
        going = moving.members(old, persons)
        chief = next((member for member in going if member.person.id == head), None)
        if chief is None or len(going) == len(old.members):
            raise Refused("新户主应是分出去的人之一，原户也要有人留下")
        # A child-in-law or grandchild who goes along with just one child is that child's.
        seen_by = [old.head] if old.head and old.head not in going else []
        part = replace(old, members=(*going, *seen_by))
        relations = moving.related(part, chief)
        place = old.household
        number = _number(session, place, household_no)
        with ledger.act("household.split", "分户") as writer:
            made = writer.insert(
                Household(village=place.village, group_name=place.group_name,
                          address=place.address, household_no=number, status="在册",
                          status_date=why.day, status_reason=why.reason)
            )  # fmt: skip
            ask = []
            for member in going:
                moving.leave(writer, member.membership, why)
                relation = relations[member.person.id]
                joined = moving.join(writer, member.person.id, made.id, relation, why)
                ask += [] if relation else [joined.id]
        checks.refresh(session)
    return Operation((made.id, household), tuple(ask))


def _number(session: Session, place: Household, typed: str | None) -> str | None:
    number = clean(typed or "")
    if number and numbering.is_taken(session.ledger, number):
        raise Refused(f"户编号{number}已经有了，请换一个")
    return number or entry.next_number(session, place.village or "")


@verb("household.join", "并户", Role.CLERK)
def join(
    session: Session, *, household: str, into: str, reason: str, on: PartialDate | None = None
) -> Operation:
    """A household is merged into another; how its members are related there must be asked.

    Raises:
        Refused: if they are the same, or one is not here.
    """
    ledger = session.ledger
    why = moving.occasion(session, reason, on)
    if household == into:
        raise Refused("不能把一户并入它自己")
    with ledger.transaction():
        gone, stays = moving.family(session, household), moving.family(session, into)
        with ledger.act("household.join", "并户") as writer:
            ask = []
            for member in gone.members:
                moving.leave(writer, member.membership, why)
                ask.append(moving.join(writer, member.person.id, into, None, why).id)
            writer.update(gone.household, _status(JOINED, why), reason=why.reason)
        checks.refresh(session)
    return Operation((stays.household.id, household), tuple(ask))


@verb("household.head", "户主变更", Role.CLERK)
def change_head(
    session: Session, *, household: str, person: str, reason: str, on: PartialDate | None = None
) -> Operation:
    """Another member becomes 户主; the relations that follow for certain are set, others emptied.

    Raises:
        Refused: if the person is not in the household, is the head already, or is gone.
    """
    ledger = session.ledger
    why = moving.occasion(session, reason, on)
    with ledger.transaction():
        whole = moving.family(session, household)
        (chief,) = moving.members(whole, [person])
        if chief.is_head or is_gone(chief, why.day.first_day()):
            raise Refused("请选一位在册的、现在不是户主的成员")
        relations = moving.related(_with_head(whole), chief)
        ask = []
        with ledger.act("household.head", "户主变更") as writer:
            for member in whole.members:
                relation = relations[member.person.id]
                writer.update(member.membership, {"relation": relation}, reason=why.reason)
                ask += [] if relation else [member.membership.id]
        checks.refresh(session)
    return Operation((household,), tuple(ask))


def _with_head(whole: Family) -> Family:
    if sum(member.membership.relation == HEAD for member in whole.members) > 1:
        raise Refused("这一户有几个户主，请先改正与户主关系")
    return whole


@verb("household.status", "户状态变更", Role.CLERK)
def set_status(
    session: Session,
    *,
    household: str,
    status: str,
    reason: str,
    on: PartialDate | None = None,
    survey: str = "",
) -> Operation:
    """A household is 空挂, 整户在外, 整户迁出, 销户, or 在册 again.

    In a round, 整户在外 is also what came of the visit.

    Raises:
        Refused: if it is not here, or is to be 并入, for which there is an operation.
        Unreadable: if there is no such status.
    """
    ledger = session.ledger
    why = moving.occasion(session, reason, on)
    with ledger.transaction():
        whole = moving.family(session, household)
        key = ledger.book.read_code("household_status", status)
        if key == JOINED:
            raise Refused("并户请用“并户”操作，写明并到哪一户")
        with ledger.act("household.status", f"户状态：{key}", always=False) as writer:
            writer.update(whole.household, _status(key, why), reason=why.reason)
            if survey:
                result = {"result": "举家外出"} if key == AWAY else {}
                answering.visit(
                    session, writer, answering.open_round(session, survey), household, **result
                )
        checks.refresh(session)
    return Operation((household,))


def _status(key: str, why: moving.Occasion) -> dict[str, object]:
    return {"status": key, "status_date": why.day, "status_reason": why.reason}
