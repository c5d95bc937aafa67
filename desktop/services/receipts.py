"""Receipts (回执): what came of an office's packages goes back to it, and is shown there."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from desktop.domain.errors import Refused
from desktop.envelope.header import BadPackage, Header
from desktop.envelope.keys import OfficeCard
from desktop.envelope.safe_file import CannotWrite
from desktop.export.data_package import receipt_tables
from desktop.services import partners, posting
from desktop.services.admission import Admitted
from desktop.services.session import Session
from desktop.storage import mail
from desktop.storage.affected import NOBODY, Affected
from desktop.storage.mail import IN, OUT, Parcel, State


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one package."""

    package: str
    digest: str
    state: State
    affected: Affected = NOBODY
    conflicts: int = 0
    reason: str = ""


def write(
    session: Session, to: OfficeCard, outcomes: Iterable[Outcome], folder: Path | None
) -> Path:
    """Write a receipt to the outbox and, if that can be, to a folder; returns its last place.

    It says up to where everything of that office is here, and what came of each package.

    Raises:
        CannotWrite: if a medium fails.
    """
    lines = [
        (o.package, o.digest, o.state, *astuple(o.affected), o.conflicts, o.reason)
        for o in outcomes
    ]
    told = positions(session, to)
    letter = posting.Letter(to, "receipt", "回执", (), 0, 0, receipt_tables(told, lines))
    posted = posting.post(session, letter)
    if folder is None:
        return posted.path
    try:
        return posting.carry_out(session, posted, folder)
    except (CannotWrite, Refused):
        # What it acknowledges is merged already, so a broken stick must not look like a failure.
        return posted.path


def take(session: Session, admitted: Admitted) -> list[str]:
    """Note what a receipt says of our packages; returns it in plain words.

    Raises:
        BadPackage: if it speaks of what was never sent.
    """
    ledger = session.ledger
    with admitted.opened(session) as reader:
        told, outcomes = reader.positions(), reader.outcomes()
    label = f"收到回执：{admitted.sender.name}"
    with ledger.act("receipt.receive", label, batch=admitted.header.package_id) as writer:
        done = note_positions(session, admitted.header, told)
        lines = [_note_outcome(session, admitted, line) for line in outcomes]
        mail.note(writer.data, _as_parcel(admitted))
    discard(session, done)
    return [line for line in lines if line]


def positions(session: Session, office: OfficeCard) -> list[tuple[str, str, int]]:
    """Up to where everything of another office is here, by its devices and their scopes."""
    data = session.ledger.data
    own = "direction = ? AND office = ? AND kind <> 'receipt'"
    sources = {
        (parcel.device, parcel.scope) for parcel in mail.parcels(data, own, [IN, office.office_id])
    }
    return [(*source, mail.reached(data, *source)) for source in sorted(sources)]


def note_positions(
    session: Session, header: Header, told: Iterable[tuple[str, str, int]]
) -> list[Parcel]:
    """Note up to where a sender has what we sent; returns the packages that have arrived so.

    Raises:
        BadPackage: if it speaks of what was never sent.
    """
    ledger = session.ledger
    office, device = header.sender_id, ledger.device
    # Of what it does not speak it has nothing, as after its ledger was lost.
    here = dict.fromkeys(mail.acknowledged_scopes(ledger.data, office, device), 0)
    here |= {scope: upto for named, scope, upto in told if named == device}
    if max(here.values(), default=0) > ledger.position:
        raise BadPackage("回执里的位置超出本单位已发送的范围，没有采用")
    done: list[Parcel] = []
    for scope, upto in here.items():
        done += acknowledge(session, office, scope, upto, header.device)
    return done


def acknowledge(
    session: Session, office: str, scope: str, upto: int, peer: str = ""
) -> list[Parcel]:
    """Note up to where an office has a scope of ours; returns the packages that are done with."""
    ledger = session.ledger
    mail.acknowledge(ledger.data, office, ledger.device, scope, upto, peer)
    return _arrived(session, office, scope, upto)


def discard(session: Session, done: Iterable[Parcel]) -> None:
    """Drop the copies of packages that have arrived from the outbox."""
    for parcel in done:
        (session.ledger.folder / "outbox" / Path(parcel.file).name).unlink(missing_ok=True)


def _arrived(session: Session, office: str, scope: str, upto: int) -> list[Parcel]:
    """Packages whose content has arrived, be it by a later one, are done with."""
    data = session.ledger.data
    condition = (
        "direction = ? AND office = ? AND device = ? AND scope = ? AND upto <= ?"
        " AND kind <> 'receipt' AND state <> ?"
    )
    values: list[str | int] = [OUT, office, session.ledger.device, scope, upto, State.MERGED.value]
    found = mail.parcels(data, condition, values)
    for parcel in found:
        mail.advance(data, parcel, State.MERGED)
    return found


def _note_outcome(session: Session, admitted: Admitted, line: dict[str, str]) -> str:
    data = session.ledger.data
    parcel = mail.parcel(data, line["package"])
    ours = parcel is not None and parcel.direction == OUT
    if parcel is None or not ours or parcel.office != admitted.sender.office_id:
        return ""
    if parcel.digest != line["digest"]:
        return ""
    state = _AT_SENDER.get(line["state"], State.RECEIVED)
    told = about(Affected(*(int(line[name]) for name in _COUNTED)), int(line["conflicts"]))
    reason = line["reason"] or told
    mail.advance(data, parcel, state, reason)
    return f"上报包{state}：{reason}"


def about(affected: Affected, conflicts: int = 0) -> str:
    """What a package brought, in households and people."""
    told = []
    if affected.households or affected.persons:
        told.append(f"新增{affected.households}户{affected.persons}人")
    if affected.changed_households or affected.changed_persons:
        told.append(f"改动{affected.changed_households}户、{affected.changed_persons}人的内容")
    if conflicts:
        told.append(f"冲突{conflicts}处")
    return "，".join(told) or "没有新增或改动的人和户"


_COUNTED = ("households", "persons", "changed_households", "changed_persons")
_AT_SENDER = {
    State.MERGED.value: State.MERGED,
    State.WAITING.value: State.RECEIVED,
    State.RETURNED.value: State.RETURNED,
    State.PARTLY.value: State.PARTLY,
}


def _as_parcel(admitted: Admitted) -> Parcel:
    header = admitted.header
    return Parcel(header.package_id, IN, header.sender_id, header.device, header.kind,
                  State.MERGED, partners.now(), header.digest, "", "", 0, 0, "")  # fmt: skip
