"""Merging one admitted package into the ledger: one act, one transaction, all or nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from desktop.domain import wire
from desktop.domain.changes import Act, Change
from desktop.domain.levels import Level
from desktop.domain.progress import Progress
from desktop.envelope.header import BadPackage, Header
from desktop.envelope.slip_code import secret_of
from desktop.intake.packages import PackageReader
from desktop.services import clocks, common_lists, partners, receipts, reconciling
from desktop.services.admission import Admitted
from desktop.services.reviewing import RETURNED
from desktop.services.session import Session
from desktop.storage import mail, returns, slips
from desktop.storage.absorbing import Absorbed, Absorber
from desktop.storage.affected import Affected, affected
from desktop.storage.mail import IN, Parcel, State
from desktop.storage.sums import Sum

T = TypeVar("T")
_STEP = 500


@dataclass(frozen=True, slots=True)
class Merged:
    """What was new in a package, and the people and households that it is about."""

    absorbed: Absorbed
    affected: Affected
    summary: str
    """What it brought, in words."""
    remarks: tuple[str, ...]
    """What is to be mended, and what differs from what the sender holds, in words."""


def merge(session: Session, admitted: Admitted, progress: Progress) -> Merged:
    """Take in what the ledger does not have yet, and note how far the sender is reached.

    Raises:
        BadPackage: if the tables are not sound; the ledger is then as it was.
        NeedsNewerProgram: if this program does not know all of them.
    """
    ledger, header = session.ledger, admitted.header
    counted = _counter(progress, sum(header.counts.values()))
    label = f"接收{admitted.sender.name}的上报包"
    with admitted.opened(session) as reader:
        acts = reader.acts()
        _check_acts(admitted, acts)
        _step_aside(session, acts)
        told = reader.positions() if wire.POSITIONS in header.counts else []
        with ledger.act("package.receive", label, origin=header.kind,
                        batch=header.package_id) as writer:  # fmt: skip
            done = Absorber(writer).absorb(
                counted(acts), counted(_changes(session, admitted, reader)),
                counted(reader.records()),
            )  # fmt: skip
            ledger.saw_acts(acts)
            source = header.device, admitted.scope
            if header.after <= mail.reached(writer.data, *source):
                mail.reach(writer.data, *source, header.upto)
            arrived = receipts.note_positions(session, header, told)
            about = affected(writer.data, ledger.dictionary, writer.pos)
            known = reconciling.known_to(session, admitted, told)
            theirs = [Sum(*each) for each in reader.sums()]
            odd = [
                *clocks.remarks(session, header, acts),
                *_returned(session, admitted, writer.pos),
                *reconciling.compare(session, admitted, theirs, known),
            ]
            summary = _summary(header, about, done)
            report = "\n".join([_summary(header, about, done, done.conflicts), *odd])
            note(session, admitted, State.MERGED, report)
            slips.keep(writer.data, header.package_id, secret_of(reader.body), header.made_at)
    receipts.discard(session, arrived)
    return Merged(done, about, summary, tuple(odd))


def _returned(session: Session, admitted: Admitted, pos: int) -> list[str]:
    if Level.of(admitted.sender.level) <= session.ledger.level:
        return []
    homes = returns.brought(session.ledger.data, pos, RETURNED)
    return [f"退回{homes}户，排在最前面，请先改正"] if homes else []


def _changes(session: Session, admitted: Admitted, reader: PackageReader) -> Iterable[Change]:
    changes = reader.changes()
    if admitted.header.kind == "config":
        return common_lists.checked(session.ledger.dictionary, changes)
    return changes


def _summary(header: Header, about: Affected, done: Absorbed, conflicts: int = 0) -> str:
    if header.kind != "config":
        return receipts.about(about, conflicts)
    new = sum(done.records.values())
    return f"代码和参数：新增{new}条，改动{done.changes}处"


def note(session: Session, admitted: Admitted, state: State, report: str) -> None:
    """Write down how a package stands that came in."""
    header = admitted.header
    waits = state == State.WAITING
    data = session.ledger.data
    with data.transaction():
        known = mail.parcel(data, header.package_id)
        first = known.at if known and waits else partners.now()
        mail.note(
            data,
            Parcel(
                id=header.package_id,
                direction=IN,
                office=header.sender_id,
                device=header.device,
                kind=header.kind,
                state=state,
                at=first,
                digest=header.digest,
                file=admitted.package.path.name if waits else "",
                scope=admitted.scope,
                after=header.after,
                upto=header.upto,
                report=report,
            ),
        )


def _check_acts(admitted: Admitted, acts: Iterable[Act]) -> None:
    level = int(Level.of(admitted.sender.level))
    for act in acts:
        if act.device == admitted.header.device and act.level != level:
            raise BadPackage("上报包里操作的单位级别与发送单位不符，没有接收")


def _step_aside(session: Session, acts: Iterable[Act]) -> None:
    """Go on as a new device if others know acts of ours that we have lost."""
    ledger = session.ledger
    device, last = ledger.device, ledger.last_seq(ledger.device)
    if any(act.device == device and act.seq > last for act in acts):
        ledger.become_new_device()


def _counter(progress: Progress, total: int) -> Callable[[Iterable[T]], Iterator[T]]:
    done = 0

    def counted(things: Iterable[T]) -> Iterator[T]:
        nonlocal done
        for thing in things:
            done += 1
            if not done % _STEP:
                progress(min(done, total), total)
            yield thing

    return counted
