"""Sending and receiving packages: what a clerk does with a stick."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from desktop.domain import wire
from desktop.domain.errors import Refused
from desktop.domain.progress import Progress, silent
from desktop.envelope.header import Header, Kind
from desktop.export.data_package import (
    log_tables,
    positions_table,
    record_table,
    sums_table,
)
from desktop.services import partners, posting, receipts, routes
from desktop.services.parting import Sealing, seal_all
from desktop.services.receiving import Received, receive
from desktop.services.roles import Role
from desktop.services.seeds import SEED_DEVICE
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import exchange, mail
from desktop.storage.exchange import Extract
from desktop.storage.mail import Parcel

__all__ = ["NothingNew", "Received", "Sent", "log", "receive", "send"]

PART_SIZE = 15
"""Megabytes that any mailbox takes."""
_MEGABYTE = 1_000_000


class NothingNew(Refused):
    """There is nothing to send, so no package was made."""

    def __init__(self) -> None:
        super().__init__("没有新的内容要报")


@dataclass(frozen=True, slots=True)
class Sent:
    """A package that was made, in one part or several: where, what it says of itself, its rows."""

    files: tuple[Path, ...]
    headers: tuple[Header, ...]
    rows: int

    @property
    def file(self) -> Path:
        """The file of the first part."""
        return self.files[0]

    @property
    def header(self) -> Header:
        """The label of the first part."""
        return self.headers[0]


@verb("package.send", "生成上报包", Role.REVIEWER)
def send(
    session: Session,
    *,
    to: str,
    folder: Path,
    full: bool = False,
    village: tuple[str, ...] = (),
    part_size: int = PART_SIZE,
    progress: Progress = silent,
) -> Sent:
    """Make a package for a trusted office and carry it to a folder.

    It holds everything since that office's latest receipt: all of it, if there is none. What goes
    up is the whole ledger; what goes down is the receiver's own area.

    Args:
        session: who sends.
        to: the receiver's id or name.
        folder: where the file is to lie, such as a stick; a copy stays in the outbox.
        full: whether everything is sent again, as to an office that may have lost something.
        village: the codes or names of villages, if only these are to be sent.
        part_size: how many megabytes a file may have; a larger package is sent in parts.
        progress: hears of the rows written.

    Raises:
        NothingNew: if the receiver has everything.
        UnknownPartner: if ``to`` is not one trusted office.
        CannotWrite: if a medium fails.
    """
    receiver = partners.find(session, to)
    if part_size < 1:
        raise Refused("每份的大小至少1MB")
    posting.need_folder(folder)
    route = routes.find(session, receiver, village)
    after = 0 if full else routes.acknowledged(session, route)
    with exchange.extract(session.ledger, after, SEED_DEVICE, route.villages) as rows:
        if after and rows.is_empty():
            raise NothingNew
        fill = partial(_letter, session, route)
        most_bytes = part_size * _MEGABYTE
        sealing = Sealing(session, fill, most_bytes, lambda done: progress(done, 0))
        posted = seal_all(sealing, rows)
        posting.enter(session, fill(rows), posted)
    files = [posting.carry_out(session, each, folder) for each in posted]
    headers = tuple(each.header for each in posted)
    return Sent(tuple(files), headers, sum(sum(each.counts.values()) for each in headers))


def _letter(session: Session, route: routes.Route, rows: Extract) -> posting.Letter:
    dictionary = session.ledger.dictionary
    tables = chain(
        [positions_table(receipts.positions(session, route.receiver))],
        (record_table(each, rows.records(each)) for each in wire.travelling(dictionary)),
        log_tables(rows.changes(), rows.acts()),
        [sums_table(rows.sums())],
    )
    kind: Kind = "changes" if rows.begin else "full"
    before = routes.latest(session, route)
    return posting.Letter(route.receiver, kind, "上报", route.scope, rows.after, rows.upto, tables,
                          previous=before.digest if before else "")  # fmt: skip


@verb("package.log", "收发记录", Role.READER)
def log(session: Session) -> list[Parcel]:
    """The packages and receipts that went out and came in, oldest first."""
    return mail.parcels(session.ledger.data)


def sent_lines(sent: Sent) -> list[str]:
    """What a clerk is told after a package was made."""
    lines = [f"已生成上报包：{file}" for file in sent.files]
    if len(sent.files) > 1:
        lines.append(f"分成{len(sent.files)}份，请全部交给对方，先后不限")
    return [*lines, f"{_content(sent)}，已加密签名，请交给对方"]


def _content(sent: Sent) -> str:
    def count(table: str) -> int:
        return sum(header.counts.get(table, 0) for header in sent.headers)

    if sent.header.kind == "full":
        return f"全部内容，{count('household')}户{count('person')}人"
    about = count(wire.SUMS)
    return "上次回执之后的内容" + (f"，涉及{about}户" if about else "")


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
