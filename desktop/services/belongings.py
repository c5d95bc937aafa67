"""The households a person belongs to: registered in one, living or assisted in others (F3)."""

from dataclasses import dataclass

from desktop.domain.entities import Membership, Person
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.services import checks, keying, moving
from desktop.services.moving import Operation
from desktop.services.person_operations import LIVING
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families

ASSISTED = "防返贫"


@dataclass(frozen=True, slots=True)
class Belonging:
    """One membership of a person, with the household in words."""

    membership: Membership
    home: str

    @property
    def is_open(self) -> bool:
        """Whether it still holds."""
        return self.membership.end is None

    @property
    def is_registered(self) -> bool:
        """Whether it is the registered household, which has operations of its own."""
        return self.membership.kind in {families.REGISTERED, None}


def belongings(session: Session, person: str) -> list[Belonging]:
    """Where a person belongs and belonged, what holds now first, then the latest."""
    found = list(session.ledger.where(Membership, "t.person = ?", [person]))
    ordered = sorted(found, key=lambda entry: str(entry.start or ""), reverse=True)
    ordered.sort(key=lambda entry: (entry.end is not None, entry.kind != families.REGISTERED))
    return [Belonging(entry, home_words(session, entry.household)) for entry in ordered]


def home_words(session: Session, household: str | None) -> str:
    """A household in words: whose it is, and where."""
    whole = families.family(session.ledger, household) if household else None
    if whole is None:
        return "不在台账里的户"
    home, head = whole.household, whole.head
    place = session.ledger.book.area_label(home.village) if home.village else ""
    name = (head.person.name or "没有姓名") if head else "没有户主"
    return "　".join(
        part for part in (f"{name}户", f"{place}{home.group_name or ''}", home.household_no) if part
    )


@verb("member.belong", "增加所属户", Role.CLERK)
def belong(
    session: Session,
    *,
    person: str,
    household: str,
    kind: str,
    reason: str,
    relation: str = "",
    on: PartialDate | None = None,
) -> Operation:
    """A person also belongs to another household: lives there, or is assisted as part of it.

    The registered household stays; each person still counts once, by 统计归属.

    Raises:
        Refused: if the kind is 户籍, which takes a move, or the person belongs so already.
        Unreadable: if there is no such kind or relation.
    """
    ledger = session.ledger
    why = moving.occasion(session, reason, on)
    with ledger.transaction():
        keying.held(session, Person, person)
        moving.family(session, household)
        key = ledger.book.read_code("membership_kind", kind)
        if key not in {LIVING, ASSISTED}:
            raise Refused("户籍换户请用“移动成员”，这里只加常住户或防返贫户")
        kin = moving.relation_of(session, relation)
        former = [one.membership for one in belongings(session, person) if one.is_open]
        if any((one.household, one.kind) == (household, key) for one in former):
            raise Refused(f"这个人已经是这一户的{key}成员")
        with ledger.act("member.belong", f"增加所属户：{key}") as writer:
            for entry in former:
                if entry.kind == key:
                    moving.leave(writer, entry, why)
            made = moving.join(writer, person, household, kin, why, key)
        checks.refresh(session)
    return Operation((household,), () if kin else (made.id,))


@verb("member.belong_end", "结束所属户", Role.CLERK)
def end(
    session: Session, *, membership: str, reason: str, on: PartialDate | None = None
) -> Operation:
    """A person lives, or is assisted, in a household no longer.

    Raises:
        Refused: if it is the registered household, or has ended already.
    """
    ledger = session.ledger
    why = moving.occasion(session, reason, on)
    with ledger.transaction():
        entry = keying.held(session, Membership, membership)
        if entry.kind in {families.REGISTERED, None}:
            raise Refused("户籍户请用“迁出”或“移动成员”")
        if entry.end is not None:
            raise Refused("这一条已经结束了")
        with ledger.act("member.belong_end", f"结束所属户：{entry.kind}") as writer:
            moving.leave(writer, entry, why)
        checks.refresh(session)
    return Operation((entry.household or "",))
