"""回执单: a receipt on paper, and the code on it that its sender types instead of the file."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import Refused
from desktop.envelope.safe_file import written_safely
from desktop.envelope.short_code import BadShortCode, read_short_code
from desktop.envelope.slip_code import slip_code, tag_in, tag_of
from desktop.services import partners, prints, receipts, returning
from desktop.services.prints import Made
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import mail, slips
from desktop.storage.mail import IN, OUT, Parcel, State

if TYPE_CHECKING:
    from desktop.export.pdf.document import Printed

NAME = "receipt_slip"
_TOLD = (State.MERGED, State.PARTLY)
"""The outcomes that a code can tell."""
_CONTENT = "kind NOT IN ('receipt')"
_HOW = ("发送单位在“数据交换”页的“录入回执码”里输入或用扫码枪扫这个码，"
        "与收到回执文件一样，状态变为“已合并”。")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """What a printed receipt says of a package that was merged here."""

    package: str
    number: str
    office: str
    at: str
    outcome: State
    report: str
    code: str


@dataclass(frozen=True, slots=True)
class Entered:
    """A package of ours that a typed code spoke of."""

    package: str
    number: str
    office: str
    state: State


def number_of(parcel: Parcel) -> str:
    """The short number by which both offices know a package: 3F2A-91C0."""
    text = parcel.digest[:8].upper()
    return f"{text[:4]}-{text[4:]}"


@verb("slip.show", "查看回执码", Role.REVIEWER)
def slip(session: Session, *, package: str) -> Slip:
    """What the printed receipt for a package says.

    Args:
        session: the office that merged it.
        package: its id, or the short number.

    Raises:
        Refused: if it did not come in, is not merged, or something before it is missing.
    """
    data = session.ledger.data
    parcel = _received(session, package)
    if parcel.state not in _TOLD:
        raise Refused(f"这个包现在是“{parcel.state}”，合并以后才能打印回执")
    secret = slips.secret(data, parcel.id)
    if secret is None or mail.reached(data, parcel.device, parcel.scope) < parcel.upto:
        raise Refused("这个包不能打印回执，请用回执文件（接收时放在原来的文件夹里）")
    outcome = State(parcel.state)
    if parcel.id in returning.by_package(session):
        outcome = State.PARTLY
    code = slip_code(secret, parcel.digest, outcome, tag_of(session.ledger.device))
    office = _name(session, parcel.office)
    return Slip(parcel.id, number_of(parcel), office, parcel.at, outcome, parcel.report, code)


def _received(session: Session, text: str) -> Parcel:
    wanted = text.strip()
    short = wanted.replace("-", "").lower()
    came = mail.parcels(session.ledger.data, f"direction = ? AND {_CONTENT}", [IN])
    for parcel in came:
        if parcel.id == wanted or (len(short) == 8 and parcel.digest.startswith(short)):
            return parcel
    raise Refused(f"没有收到过编号为“{wanted}”的包，请在收发记录里核对")


@verb("slip.print", "打印回执", Role.REVIEWER)
def pdf(session: Session, *, package: str, file: Path) -> Made:
    """Print the receipt for a package, for when only paper travels.

    Raises:
        Refused: as :func:`slip` does.
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    told = slip(session, package=package)
    data, printed = _page(session, told)
    with written_safely(file) as out:
        out.write(data)
    prints.keep_trace(session, "slip.print", f"打印回执：{told.office}", file)
    return Made(NAME, file, 1, printed.pages, printed.missing)


def in_memory(session: Session, *, package: str) -> bytes:
    """The page that :func:`pdf` would write, to be looked at; nothing is logged."""
    return _page(session, slip(session, package=package))[0]


def _page(session: Session, told: Slip) -> "tuple[bytes, Printed]":
    # What draws pages loads slowly, so it is loaded when something is to be printed.
    from desktop.export.documents.receipt_slip import SlipPage, slip_pdf

    when = datetime.fromisoformat(told.at).astimezone()
    facts = (
        ("发送单位", told.office),
        ("接收单位", session.ledger.fact("office_name")),
        ("包号", told.number),
        ("接收时间", f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}"),
        ("内容", told.report.partition("\n")[0]),
        ("结果", told.outcome.value),
    )
    return slip_pdf(SlipPage(facts=facts, code=told.code, how=_HOW))


@verb("slip.enter", "录入回执码", Role.REVIEWER)
def enter(session: Session, *, code: str) -> Entered:
    """Take the code of a printed receipt for the receipt itself.

    Everything up to that package counts as arrived, as if the file had come.

    Raises:
        Refused: if it is the code of none of our packages, or the package has arrived already.
    """
    typed = _read(code)
    for parcel in mail.parcels(session.ledger.data, f"direction = ? AND {_CONTENT}", [OUT]):
        outcome = _outcome(session, parcel, typed)
        if outcome is not None:
            return _arrive(session, parcel, outcome, tag_in(typed))
    raise Refused(
        "这个回执码与本单位发出的包都对不上，请对照打印的回执重新输入，"
        "并看清回执上的发送单位是不是本单位"
    )


def _read(code: str) -> str:
    try:
        return read_short_code(code)
    except BadShortCode:
        raise Refused("回执码应是10个字母或数字，请对照打印的回执重新输入") from None


def _outcome(session: Session, parcel: Parcel, typed: str) -> State | None:
    secret = slips.secret(session.ledger.data, parcel.id)
    if secret is None:
        return None
    tag = tag_in(typed)
    told = (each for each in _TOLD if slip_code(secret, parcel.digest, each, tag) == typed)
    return next(told, None)


def _arrive(session: Session, parcel: Parcel, outcome: State, tag: str) -> Entered:
    number, office = number_of(parcel), _name(session, parcel.office)
    if parcel.state in {outcome, State.PARTLY}:
        raise Refused(f"发给“{office}”的包（{number}）已经是“{parcel.state}”，不用再录")
    ledger = session.ledger
    with ledger.act("slip.enter", f"录入回执码：{office}", batch=parcel.id) as writer:
        done: list[Parcel] = []
        if parcel.device == ledger.device:
            peer = _peer(session, parcel.office, tag)
            done = receipts.acknowledge(session, parcel.office, parcel.scope, parcel.upto, peer)
        mail.advance(writer.data, parcel, outcome, f"纸质回执：{outcome}")
    receipts.discard(session, [*done, parcel])
    return Entered(parcel.id, number, office, outcome)


def _peer(session: Session, office: str, tag: str) -> str:
    """The ledger of an office that a tag stands for; empty if it was never heard of."""
    known = slips.devices(session.ledger.data, office)
    return next((device for device in known if tag_of(device) == tag), "")


def _name(session: Session, office: str) -> str:
    names = {card.office_id: card.name for card in partners.partners(session)}
    return names.get(office, "其他单位")


def lines(entered: Entered) -> list[str]:
    """What a clerk is told after a code was taken."""
    return [f"发给“{entered.office}”的包（{entered.number}）已记为“{entered.state}”"]
