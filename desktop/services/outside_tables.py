"""外来疑点 as a table: on screen, and printed for each village to check and sign."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from desktop.domain.kinds import IdNumber
from desktop.domain.listing import masked
from desktop.domain.tables import Align, Column, Table
from desktop.services import list_prints, outside_findings, people, person_lists
from desktop.services.list_prints import Listing
from desktop.services.outside_findings import ANSWERS, TITLE, Asked, State
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

_BOXES = " ".join(f"□{answer}" for answer in ANSWERS)
_NUMBER_TAIL = 4
_NO_VILLAGE = "未认出村的"
_NOTES = (
    "说明：逐人核对“问题”，在“核实结果”打√。属实的先在台账里改好；不属实的写明原因；"
    "找不到人、问不清的选“无法核实”。",
)


def table(session: Session) -> Table[Asked]:
    """The columns on screen, as this account may see them."""
    columns: tuple[Column[Asked], ...] = (
        Column("村", lambda one: one.village, 24.0),
        Column("姓名", lambda one: one.finding.name or "", 20.0, wrap=False),
        Column("问题", lambda one: one.finding.problem or "", 72.0),
        Column("答复", lambda one: one.finding.answer or "", 22.0),
        Column("说明", lambda one: one.finding.reason or "", 44.0),
        Column("期限", lambda one: one.finding.due, 22.0),
        Column("身份证号", _id_no(session), 40.0),
        Column("户编号", lambda one: one.household_no, 36.0),
        Column("来源", lambda one: one.finding.source or "", 40.0),
        Column("表行", lambda one: one.finding.line, 13.0, Align.RIGHT),
        Column("答复人", lambda one: one.finding.answered_by or "", 20.0),
        Column("答复日期", lambda one: one.finding.answered_on, 22.0),
    )
    return Table(TITLE, columns)


def _paper(session: Session) -> Table[Asked]:
    columns: tuple[Column[Asked], ...] = (
        Column("户", lambda one: one.household_no[-_NUMBER_TAIL:], 12.0, Align.CENTER),
        Column("姓名", lambda one: one.finding.name or "", 18.0, wrap=False),
        Column("身份证号", _id_no(session), 38.0),
        Column("电话", _phone(session), 25.0),
        Column("问题", lambda one: one.finding.problem or "", 62.0),
        Column("核实结果", lambda one: one.finding.answer or _BOXES, 52.0),
        Column("原因、情况", lambda one: one.finding.reason or "", 44.0),
        Column("期限", lambda one: one.finding.due, 20.0),
    )
    return Table("外来疑点核查表", columns)


def _id_no(session: Session) -> Callable[[Asked], str]:
    kind, hides = IdNumber(""), person_lists.hides(session)

    def value(one: Asked) -> str:
        text = one.finding.id_no or ""
        return masked(kind, text) if hides and text else text

    return value


def _phone(session: Session) -> Callable[[Asked], str]:
    kind, hides = session.ledger.dictionary.field("person.phone").kind, person_lists.hides(session)
    return lambda one: masked(kind, one.phone) if hides and one.phone else one.phone


def listing_of(
    session: Session,
    *,
    file: str | None = None,
    village: str | None = None,
    state: State | None = None,
) -> Listing[Asked]:
    """The findings on paper, a village on its own pages."""
    found = outside_findings.listed(session, file=file, village=village, state=state)
    found.sort(key=lambda one: (not one.village, _code(session, one), one.finding.due is None))
    sources = dict.fromkeys(one.finding.source or "" for one in found)
    return Listing(
        title=_paper(session).title,
        note="、".join(sources) or "全部来源",
        table=_paper(session),
        rows=found,
        count=len(found),
        unit="条",
        notes=_NOTES,
        signed=True,
        group=lambda one: one.village or _NO_VILLAGE,
    )


def _code(session: Session, one: Asked) -> str:
    place = session.ledger.book.places.get(one.finding.village)
    return place.code if place else ""


@verb("outside.print", "打印外来疑点核查表", Role.READER)
def print_out(
    session: Session, *, out: Path, file: str | None = None, village: str | None = None
) -> int:
    """Write the open findings as .pdf or .xlsx, by the name of ``out``; how many there are.

    Args:
        session: who asks.
        out: where to.
        file: the hash of one list; all without it.
        village: the code or name of a village; all without it.

    Raises:
        Refused: if there is no such village.
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    place = people.village_of(session, village)
    make = partial(listing_of, file=file, village=place, state=State.OPEN)
    return list_prints.write(session, make, file=out)
