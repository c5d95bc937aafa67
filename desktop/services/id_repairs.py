"""修复身份证号: numbers damaged by spreadsheets, and what they may have been; a person chooses."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.dictionary import UNREAD
from desktop.domain.entities import Person
from desktop.domain.errors import Refused
from desktop.domain.id_number import BadIdNumber, looks_truncated, parse_id_number
from desktop.domain.masking import keep_ends
from desktop.domain.text import compact
from desktop.services import entry, foreign_lists, people
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import history, person_roll
from desktop.storage.person_roll import Enrolled

_POWER = re.compile(r"([0-9])(?:\.([0-9]+))?[Ee]\+?0*1[0-9]")
_FIELD = "id_no"
_FEWEST, _MOST_WRONG = 6, 2
_LENGTH = 18
_KEPT = 15
"""So many digits a spreadsheet keeps of a quantity; the rest become zeros."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that the damaged one may have been: where it stands, and how much of it agrees."""

    number: str
    source: str
    agrees: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """Somebody whose number was damaged: what was seen, and what it may have been."""

    person: str
    name: str
    seen: str
    village: str
    household_no: str
    birth: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def why(self) -> str:
        """What happened to the number."""
        if _survived(self.seen):
            return "后几位丢了"
        return "有写错的位"


def listed(
    session: Session,
    *,
    village: str | None = None,
    files: Sequence[Path] = (),
    passwords: Mapping[Path, str] | None = None,
) -> list[Damaged]:
    """Everybody here whose number could not be read, with candidates from ledger and lists.

    Args:
        session: the ledger.
        village: the id of a village; all without it.
        files: other lists that may have the numbers whole; nothing of them is taken in.
        passwords: what opens them.

    Raises:
        AppError: if one of the files cannot be read.
    """
    roll = list(person_roll.everybody(session.ledger))
    others = _known(session, roll, files, passwords or {})
    book = session.ledger.book
    return [
        Damaged(
            one.person,
            one.name,
            one.id_no_seen,
            book.area_label(one.village) if one.village else "",
            one.household_no,
            one.birth,
            tuple(_candidates(session, one, others[one.name])),
        )
        for one in roll
        if one.id_no_seen and not one.id_no and one.is_here
        if village is None or one.village == village
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    """A whole number that stands beside a name somewhere."""

    number: str
    source: str
    person: str = ""


def _known(
    session: Session,
    roll: Iterable[Enrolled],
    files: Sequence[Path],
    passwords: Mapping[Path, str],
) -> dict[str, list[_Known]]:
    found: dict[str, list[_Known]] = defaultdict(list)
    book = session.ledger.book
    for one in roll:
        if one.id_no:
            place = book.area_label(one.village) if one.village else "未登记到户"
            source = f"台账里{place}户{one.household_no}的同名人"
            found[one.name].append(_Known(one.id_no, source, one.person))
    for file in files:
        for sheet in foreign_lists.read(session, file, passwords.get(file)):
            for draft in sheet.drafts:
                if draft.id_no:
                    source = f"{file.name}第{draft.line}行"
                    found[draft.name].append(_Known(draft.id_no, source))
    return found


def _candidates(session: Session, one: Enrolled, others: Iterable[_Known]) -> Iterator[Candidate]:
    known = [*_former(session, one), *(other for other in others if other.person != one.person)]
    seen: dict[str, list[_Known]] = {}
    for other in known:
        seen.setdefault(other.number, []).append(other)
    scored = [
        (agreement, number, sources)
        for number, sources in seen.items()
        if (agreement := _agreement(one, number)) is not None
    ]
    for (_, words), number, sources in sorted(scored, key=lambda item: (-item[0][0], item[1])):
        places = "；".join(dict.fromkeys(source.source for source in sources))
        yield Candidate(number, places, words)


def _former(session: Session, one: Enrolled) -> Iterator[_Known]:
    """The whole numbers that this very person had in the ledger before."""
    for change in history.changes_of(session.ledger.data, one.person):
        if change.field in {_FIELD, f"{UNREAD}{_FIELD}"}:
            for text in (change.old, change.new):
                if text and _is_whole(text):
                    yield _Known(text, "台账里这个人以前的号码")


def _agreement(one: Enrolled, number: str) -> tuple[int, str] | None:
    """How much of a number agrees with what was seen; None if it cannot be that number."""
    digits = _survived(one.id_no_seen)
    if digits:
        if not _begins(number, digits):
            return None
        birth = one.birth.replace("-", "").rstrip("~")
        is_born = bool(birth) and number[6:].startswith(birth)
        if len(digits) < _FEWEST and not is_born:
            return None
        more = "，出生日期也一致" if is_born else ""
        return len(digits) + 4 * is_born, f"剩下的前{len(digits)}位一致{more}"
    said = compact(one.id_no_seen).upper()
    wrong = sum(a != b for a, b in zip(said, number, strict=False)) + abs(len(said) - _LENGTH)
    return (_LENGTH - wrong, f"只有{wrong}位不同") if 0 < wrong <= _MOST_WRONG else None


def _begins(number: str, digits: str) -> bool:
    """Whether a number begins so; the last digit of a short one may have been rounded up."""
    size = len(digits)
    return number.startswith(digits) or (
        size < _KEPT and (int(number[: size + 1]) + 5) // 10 == int(digits)
    )


def _survived(seen: str) -> str:
    """The digits that a spreadsheet has left of a number; empty if it did no harm to it."""
    text = compact(seen)
    power = _POWER.fullmatch(text)
    if power is not None:
        return power[1] + (power[2] or "")
    return text[:_KEPT] if looks_truncated(text) else ""


def _is_whole(text: str) -> bool:
    try:
        return parse_id_number(text) == text
    except BadIdNumber:
        return False


@verb("id_number.repair", "修复身份证号", Role.CLERK)
def repair(session: Session, *, person: str, number: str) -> Person:
    """Give somebody whose number was damaged the number that a person has chosen.

    Raises:
        Refused: if there is no such person, the number is not damaged any more, or the new one
            is no valid number.
    """
    found = session.ledger.get(Person, person)
    if found is None or found.deleted:
        raise Refused("没有这个人，可能刚被删除或合并，请刷新后再选")
    if found.id_no is not None or _FIELD not in found.unread:
        raise Refused(f"{found.name or ''}的身份证号已经改好，不用再修复")
    if not _is_whole(number):
        raise Refused(f"“{keep_ends(number, 6, 4)}”不是正确的身份证号，请对照证件核对")
    entry.set_cell(session, entity="person", record=person, field=_FIELD, text=number)
    return session.ledger.get(Person, person) or found


@verb("id_number.damaged", "列出要修复的身份证号", Role.CLERK)
def damaged(
    session: Session, *, village: str | None = None, files: Sequence[Path] = ()
) -> list[Damaged]:
    """The numbers to be repaired, with their candidates; ``village`` is a code or name.

    Raises:
        Refused: if there is no such village.
        AppError: if one of the files cannot be read.
    """
    return listed(session, village=people.village_of(session, village), files=files)
