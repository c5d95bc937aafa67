"""Sending and receiving packages: what a clerk does with a stick."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from desktop.domain import wire
from desktop.domain.errors import Refused
from desktop.domain.levels import Level
from desktop.domain.progress import Progress, silent
from desktop.envelope.header import Header, Kind
from desktop.envelope.keys import OfficeCard
from desktop.export.data_package import log_tables, record_table
from desktop.services import partners, posting
from desktop.services.admission import scope_key
from desktop.services.receiving import Received, receive
from desktop.services.roles import Role
from desktop.services.seeds import SEED_DEVICE
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import exchange, mail
from desktop.storage.mail import Parcel

__all__ = ["Received", "Sent", "log", "receive", "send"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A package that was made: where it is, what it says of itself, how many rows it holds."""

    file: Path
    header: Header
    rows: int


@verb("package.send", "生成上报包", Role.REVIEWER)
def send(
    session: Session, *, to: str, folder: Path, full: bool = False, progress: Progress = silent
) -> Sent:
    """Make a package for a trusted office and carry it to a folder.

    It holds everything since that office's latest receipt: all of it, if there is none. What goes
    up is the whole ledger; what goes down is the receiver's own area.

    Args:
        session: who sends.
        to: the receiver's id or name.
        folder: where the file is to lie, such as a stick; a copy stays in the outbox.
        full: whether everything is sent again.
        progress: hears of the rows written.

    Raises:
        UnknownPartner: if ``to`` is not one trusted office.
        CannotWrite: if a medium fails.
    """
    ledger = session.ledger
    receiver = partners.find(session, to)
    posting.need_folder(folder)
    scope, villages = _scope(session, receiver)
    told = mail.acknowledged(ledger.data, receiver.office_id, ledger.device, scope_key(scope))
    after = 0 if full else (told or 0)
    kind: Kind = "changes" if after else "full"
    with exchange.extract(ledger, after, SEED_DEVICE, villages) as rows:
        tables = chain(
            (record_table(each, rows.records(each)) for each in wire.travelling(ledger.dictionary)),
            log_tables(rows.changes(), rows.acts()),
        )
        letter = posting.Letter(receiver, kind, "上报", scope, rows.after, rows.upto, tables)
        posted = posting.post(session, letter, lambda done: progress(done, 0))
    file = posting.carry_out(session, posted, folder)
    return Sent(file, posted.header, sum(posted.header.counts.values()))


def _scope(session: Session, receiver: OfficeCard) -> tuple[tuple[str, ...], list[str] | None]:
    ledger = session.ledger
    level = Level.of(receiver.level)
    if level > ledger.level:
        return (ledger.fact("area_code"),), None
    place = ledger.book.places.by_code(receiver.area_code)
    if level == ledger.level or place is None:
        raise Refused(f"“{receiver.name}”既不是上级单位，也不在本单位辖区内，不能给它发包")
    villages = [village.id for village in ledger.book.places.villages(place.id)]
    return (receiver.area_code,), villages


@verb("package.log", "收发记录", Role.READER)
def log(session: Session) -> list[Parcel]:
    """The packages and receipts that went out and came in, oldest first."""
    return mail.parcels(session.ledger.data)


def sent_lines(sent: Sent) -> list[str]:
    """What a clerk is told after a package was made."""
    kind = "全部内容" if sent.header.kind == "full" else "上次回执之后的内容"
    return [f"已生成上报包：{sent.file}", f"{kind}，共{sent.rows}行，已加密签名，请交给对方"]


def received_lines(received: Iterable[Received]) -> list[str]:
    """What came of each file, in words."""
    found = []
    for entry in received:
        if entry.refused:
            found.append(f"未接收：{entry.refused}")
        elif entry.parked:
            found.append(f"等待：{entry.parked}")
        else:
            found += [f"{entry.sender}：{line}" for line in entry.report] or [entry.sender]
    return found
