"""报送函、移交清单: what goes with a package on paper, with its hash and counts (domain §D 30)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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

    parts = _parts(session, package)
    header = parts[0].header
    handover = Handover(
        office=header.sender_name,
        to=header.receiver_name,
        what=_KINDS.get(header.kind, "内容"),
        digests=tuple(part.header.digest for part in parts),
        households=sum(part.header.counts.get("household", 0) for part in parts),
        persons=sum(part.header.counts.get("person", 0) for part in parts),
        made_on=_day(header.made_at),
        printed_on=session.today(),
    )
    return handover_pdf(handover, list(_lines(session, parts)))


@dataclass(frozen=True, slots=True)
class _Part:
    """One file of a package, as it lies in the outbox."""

    file: str
    header: Header


def _parts(session: Session, package: str) -> list[_Part]:
    """All parts of a package, which each name the hash of the one before."""
    condition = "direction = ? AND kind IN ('full', 'changes') AND file <> ''"
    parcels = mail.parcels(session.ledger.data, condition, [mail.OUT])
    chosen = [one for one in parcels if one.id.startswith(package)][-1:]
    if not chosen:
        raise Refused("发件箱里没有这个上报包，请先在数据交换中生成上报包" if package else
                      "还没有生成过上报包，请先在数据交换中生成")  # fmt: skip
    whole = [_opened(session, chosen[0])]
    by_digest = {parcel.digest: parcel for parcel in parcels}
    while whole[0].header.part > 1:
        whole.insert(0, _next(session, by_digest.get(whole[0].header.previous)))
    following = {part.header.previous: part for part in _later(session, parcels, whole[-1])}
    while whole[-1].header.part < whole[-1].header.parts:
        found = following.get(whole[-1].header.digest)
        if found is None:
            raise _incomplete()
        whole.append(found)
    return whole


def _later(session: Session, parcels: list[Parcel], last: _Part) -> list[_Part]:
    if last.header.part == last.header.parts:
        return []
    return [_opened(session, one) for one in parcels if one.upto > last.header.upto]


def _next(session: Session, parcel: Parcel | None) -> _Part:
    if parcel is None:
        raise _incomplete()
    return _opened(session, parcel)


def _incomplete() -> Refused:
    return Refused("这个上报包的几份不全在发件箱里，请重新生成上报包")


def _opened(session: Session, parcel: Parcel) -> _Part:
    path = session.ledger.folder / "outbox" / parcel.file
    return _Part(parcel.file, container.open_package(path).header)


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()


def _lines(session: Session, parts: list[_Part]) -> "Iterator[HandoverLine]":
    from desktop.export.documents.handover import HandoverLine

    for part in parts:
        header = part.header
        name = f"第{header.part}份，共{header.parts}份"
        for label, value in (
            ("文件名", part.file),
            ("上报包编号", header.package_id),
            ("生成时间", header.made_at.replace("T", " ")[:16]),
            ("大小", f"{header.body_size / _MEGABYTE:.2f} MB"),
            ("正文SHA-256", header.body_sha256),
            ("整包摘要", header.digest),
        ):
            yield HandoverLine(name, label, value)
    dictionary = session.ledger.dictionary
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part.header.counts)
    for entity in parts[0].header.counts:
        if counts[entity] and entity in dictionary:
            yield HandoverLine("内容", dictionary[entity].label, f"{counts[entity]}条")
