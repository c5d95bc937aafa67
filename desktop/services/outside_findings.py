"""外来疑点: what others ask about people here, listed and answered one by one or all alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.domain.choosing import chosen
from desktop.domain.entities import Account, Household, OutsideFinding, Person
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.domain.text import clean
from desktop.services import keying, people
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import attachments, families

TITLE = "外来疑点"
MENDED, WRONG, UNKNOWN = ANSWERS = ("属实已改", "不属实", "无法核实")
REASONS = ("本人健在", "信息过时，情况已变", "同名同姓，不是本人", "已按规定办理", "系统数据有误")
"""Why a problem is none, as it is said most."""


class State(Enum):
    """Whether findings are answered."""

    OPEN = "未答复"
    ANSWERED = "已答复"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideList:
    """One list as it was taken in, with how many of its findings there are and are open.

    ``is_kept`` says whether its workbook is here to be filled in.
    """

    file: str
    name: str
    source: str
    due: PartialDate | None
    total: int
    open: int
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One finding as it is listed: with its village, and the household it leads to."""

    finding: OutsideFinding
    village: str
    household: str = ""
    household_no: str = ""
    phone: str = ""

    @property
    def is_open(self) -> bool:
        return self.finding.answer is None


def lists(session: Session) -> list[OutsideList]:
    """The lists that findings came by, those due soonest first."""
    groups: dict[str, list[OutsideFinding]] = {}
    for one in session.ledger.where(OutsideFinding):
        groups.setdefault(one.file or "", []).append(one)
    found = [_list_of(session, file, group) for file, group in groups.items()]
    return sorted(found, key=lambda one: (not one.open, str(one.due or "9"), one.name, one.file))


def _list_of(session: Session, file: str, group: Sequence[OutsideFinding]) -> OutsideList:
    first = group[0]
    return OutsideList(
        file=file,
        name=first.file_name or "",
        source=first.source or "",
        due=first.due,
        total=len(group),
        open=sum(one.answer is None for one in group),
        is_kept=attachments.is_kept(session.ledger, file),
    )


def listed(
    session: Session,
    *,
    file: str | None = None,
    village: str | None = None,
    state: State | None = None,
) -> list[Asked]:
    """The findings of a list, a village and a state, or all: by due day, village and row."""
    conditions, values = ["1"], []
    for column, wanted in (("file", file), ("village", village)):
        if wanted is not None:
            conditions.append(f"coalesce(t.{column}, '') = ?")
            values.append(wanted)
    if state is not None:
        conditions.append(f"t.answer IS {'' if state is State.OPEN else 'NOT '}NULL")
    found = list(session.ledger.where(OutsideFinding, " AND ".join(conditions), values))
    places = session.ledger.book.places
    codes = {one.village: place.code if (place := places.get(one.village)) else "~"
             for one in found}  # fmt: skip
    found.sort(
        key=lambda one: (str(one.due or "9"), one.file or "", codes[one.village],
                         one.sheet or "", one.line or 0)
    )  # fmt: skip
    return list(_placed(session, found))


def _placed(session: Session, found: Sequence[OutsideFinding]) -> Iterator[Asked]:
    ledger = session.ledger
    persons = {one.person for one in found if one.person}
    homes = families.homes_of(ledger, persons)
    phones = {one.id: one.phone or "" for one in ledger.among(Person, "id", persons)}
    wanted = {*homes.values(), *(one.household for one in found if one.household)}
    known = {home.id: home for home in ledger.among(Household, "id", wanted)}
    for one in found:
        home = known.get(homes.get(one.person or "", "") or one.household or "")
        yield Asked(
            finding=one,
            village=ledger.book.area_label(one.village) if one.village else "",
            household=home.id if home else "",
            household_no=(home.household_no or "") if home else "",
            phone=phones.get(one.person or "", "") or ((home.phone or "") if home else ""),
        )


def open_count(session: Session) -> int:
    """How many findings wait for an answer."""
    return sum(1 for _ in session.ledger.where(OutsideFinding, "t.answer IS NULL"))


# Answering.


@verb("outside.answer", "答复外来疑点", Role.CLERK)
def give_answer(
    session: Session, *, findings: tuple[str, ...], answer: str, reason: str = ""
) -> int:
    """Answer some findings alike; an empty answer takes theirs back. How many were changed.

    Args:
        session: who answers.
        findings: their ids.
        answer: 属实已改, 不属实 or 无法核实, also by number or the letters of its pinyin.
        reason: needed where a problem is said to be none.

    Raises:
        Refused: if a reason is needed, or a finding is not here.
        Unreadable: if there is no such answer.
    """
    ledger = session.ledger
    key = chosen(ledger.book, "outside_answer", answer) if clean(answer) else None
    why = clean(reason) if key else ""
    if key == WRONG and not why:
        raise Refused("答“不属实”要写明原因")
    account = next(ledger.where(Account, "t.login = ?", [session.account]), None)
    said = {
        "answer": key,
        "reason": why or None,
        "answered_on": PartialDate.of(session.today()) if key else None,
        "answered_by": ((account.name if account else None) or session.account) if key else None,
    }
    held = [keying.held(session, OutsideFinding, one) for one in findings]
    changed = [one for one in held if (one.answer, one.reason) != (key, why or None)]
    label = f"答复外来疑点：{key}" if key else "撤回外来疑点的答复"
    with ledger.act("outside.answer", f"{label}（{len(changed)}条）", always=False) as writer:
        for one in changed:
            writer.update(one, said)
    return len(changed)


@verb("outside.answer_all", "一并答复外来疑点", Role.CLERK)
def answer_all(
    session: Session, *, file: str, answer: str, reason: str = "", village: str | None = None
) -> int:
    """Answer alike all findings of a list, or of a village in it, that are still open; how many.

    Raises:
        Refused: if a reason is needed, or there is no such village.
        Unreadable: if there is no such answer.
    """
    place = people.village_of(session, village)
    found = listed(session, file=file, village=place, state=State.OPEN)
    return give_answer(
        session, findings=tuple(one.finding.id for one in found), answer=answer, reason=reason
    )
