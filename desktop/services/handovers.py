"""报送函、移交清单: what goes with a package on paper, with its hash and counts (domain §D 30)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.domain.errors import Refused
from desktop.envelope import container
from desktop.envelope.header import Header
from desktop.services.session import Session
from desktop.storage import mail
from desktop.storage.mail import Parcel

if TYPE_CHECKING:
    from desktop.export.documents.handover import HandoverLine
    from desktop.export.pdf.document import Printed

NAME, LABEL, FORM = "handover", "报送函及移交清单", "公文"
_MEGABYTE = 1_000_000
_KINDS = {"full": "全部内容", "changes": "上次回执之后的变动"}


def made(session: Session, package: str = "") -> "tuple[bytes, Printed]":
    """The letter with its list in memory; of the package of an id, else of the latest sent.

    Raises:
        Refused: if no package was sent, or it is no longer kept.
    """
    # What draws pages loads slowly, so it is loaded when something is to be printed.
    from desktop.export.documents.handover import Handover, handover_pdf

    ledger = session.ledger
    parcel = _parcel(session, package)
    sealed = container.open_package(ledger.folder / "outbox" / parcel.file)
    header = sealed.header
    handover = Handover(
        office=header.sender_name,
        to=header.receiver_name,
        what=_KINDS.get(header.kind, "内容"),
        file=parcel.file,
        digest=header.digest,
        households=header.counts.get("household", 0),
        persons=header.counts.get("person", 0),
        parts=header.parts,
        made_on=_day(header.made_at),
        printed_on=session.today(),
    )
    return handover_pdf(handover, list(_lines(session, header, parcel)))


def _parcel(session: Session, package: str) -> Parcel:
    condition = "direction = ? AND kind IN ('full', 'changes') AND file <> ''"
    found = mail.parcels(session.ledger.data, condition, [mail.OUT])
    if package:
        found = [one for one in found if one.id.startswith(package)]
    if not found:
        raise Refused("发件箱里没有这个上报包，请先在数据交换中生成上报包" if package else
                      "还没有生成过上报包，请先在数据交换中生成")  # fmt: skip
    return found[-1]


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()


def _lines(session: Session, header: Header, parcel: Parcel) -> "Iterator[HandoverLine]":
    from desktop.export.documents.handover import HandoverLine

    size = header.body_size / _MEGABYTE
    facts = (
        ("文件名", parcel.file),
        ("上报包编号", header.package_id),
        ("第几份", f"第{header.part}份，共{header.parts}份"),
        ("生成时间", header.made_at.replace("T", " ")[:16]),
        ("大小", f"{size:.2f} MB"),
        ("正文SHA-256", header.body_sha256),
        ("整包摘要", header.digest),
    )
    yield from (HandoverLine("文件", label, value) for label, value in facts)
    dictionary = session.ledger.dictionary
    for entity, count in header.counts.items():
        if count and entity in dictionary:
            yield HandoverLine("内容", dictionary[entity].label, f"{count}条")
