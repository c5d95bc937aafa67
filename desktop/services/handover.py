"""交接清单: everything that whoever takes over must know and tick off when a clerk leaves."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.hlc import Hlc
from desktop.domain.levels import Level
from desktop.envelope.safe_file import written_safely
from desktop.services import (
    accounts,
    conflicts,
    devices,
    packages,
    partners,
    prints,
    reminders,
    returning,
    rounds,
    slips,
    surroundings,
)
from desktop.services.prints import Made
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import counts, history
from desktop.storage.mail import OUT, State

if TYPE_CHECKING:
    from desktop.export.pdf.document import Printed

NAME = "handover"
_OPEN = {State.MADE, State.COPIED, State.RECEIVED, State.WAITING}
_NONE = "没有"
Item = tuple[str, str]
"""What it is, and how it stands."""


@verb("handover.print", "打印交接清单", Role.ADMIN)
def pdf(session: Session, *, file: Path) -> Made:
    """Print what is handed over when a clerk leaves.

    Raises:
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    data, printed = _page(session)
    with written_safely(file) as out:
        out.write(data)
    prints.keep_trace(session, "handover.print", "打印交接清单", file)
    return Made(NAME, file, printed.rows, printed.pages, printed.missing)


def in_memory(session: Session) -> bytes:
    """The pages that :func:`pdf` would write, to be looked at; nothing is logged."""
    return _page(session)[0]


def _page(session: Session) -> "tuple[bytes, Printed]":
    # What draws pages loads slowly, so it is loaded when something is to be printed.
    from desktop.export.documents.handover_list import HandoverLine, handover_pdf

    lines = (
        HandoverLine(group=group, number=number, what=what, content=content)
        for number, (group, what, content) in enumerate(listed(session), start=1)
    )
    return handover_pdf(session.ledger.fact("office_name"), session.today(), lines)


def listed(session: Session) -> list[tuple[str, str, str]]:
    """The lines of the list: heading, what it is, how it stands."""
    return [
        (heading, what, content)
        for heading, tell in _PARTS
        for what, content in (list(tell(session)) or [(_NONE, "")])
    ]


def _ledger(session: Session) -> Iterator[Item]:
    ledger = session.ledger
    yield "台账位置", str(ledger.folder)
    homes, people = (counts.living(ledger, name) for name in ("household", "person"))
    yield "户和人", f"{homes}户，{people}人"
    survey = rounds.current(session)
    yield "当前轮次", f"{survey.name or ''}（{survey.state or ''}）" if survey else _NONE


def _accounts(session: Session) -> Iterator[Item]:
    for account in accounts.listed(session):
        state = "已停用" if account.disabled else "在用；离岗人员的账户请停用"
        yield account.login or "", f"{account.name or ''}，{account.role or ''}，{state}"
    yield "恢复码", f"{_last_code(session)}；交接后请更换，新码由接收人锁好"


def _last_code(session: Session) -> str:
    row = history.latest_of(session.ledger.data, "account.recovery", session.ledger.device)
    if row is None:
        return "建台账以来没有换过"
    changed = datetime.fromtimestamp(Hlc.parse(row).ms / 1000).astimezone()
    return f"{changed:%Y-%m-%d}更换过"


def _backups(session: Session) -> Iterator[Item]:
    last = surroundings.last_backup(session)
    yield "最近一次备份", f"{last:%Y-%m-%d %H:%M}" if last else "还没有备份，请先备份"
    yield "备份文件夹", str(session.ledger.folder / "backups")


def _partners(session: Session) -> Iterator[Item]:
    heard = {one.office: one for one in reversed(devices.listed(session))}
    for card in partners.partners(session):
        one = heard.get(card.office_id)
        when = f"最近收到 {one.last_heard[:10]}" if one else "还没有收到过它的包"
        yield card.name, f"{Level.of(card.level).label}级，{when}"


def _packages(session: Session) -> Iterator[Item]:
    names = {card.office_id: card.name for card in partners.partners(session)}
    for parcel in packages.log(session):
        if parcel.kind != "receipt" and parcel.state in _OPEN:
            way = "发给" if parcel.direction == OUT else "收自"
            name = names.get(parcel.office, "其他单位")
            yield f"{way}{name}", f"{slips.number_of(parcel)}，{parcel.at[:10]}，{parcel.state}"
    for owed in reminders.unanswered(session):
        yield "催回执", str(owed)


def _to_do(session: Session) -> Iterator[Item]:
    asked, taken = conflicts.tally(session)
    yield "冲突待办", f"{asked}处要选，{taken}处已自动采用"
    mine, below = returning.tally(session)
    yield "退回的户", f"{mine}户要在本单位改，{below}户等下级改"


_PARTS: tuple[tuple[str, Callable[[Session], Iterator[Item]]], ...] = (
    ("一、台账", _ledger),
    ("二、账户和恢复码", _accounts),
    ("三、备份", _backups),
    ("四、往来单位", _partners),
    ("五、未了结的包", _packages),
    ("六、待办", _to_do),
)
