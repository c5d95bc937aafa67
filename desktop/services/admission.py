"""Letting a package in: copied to the inbox and proved to come from a trusted office, for us."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain import wire
from desktop.domain.errors import Refused
from desktop.domain.ids import uuid7
from desktop.domain.levels import Level
from desktop.envelope import container
from desktop.envelope.age import NotForUs
from desktop.envelope.container import SealedPackage
from desktop.envelope.frame import MAX_BYTES, starts_like_a_package
from desktop.envelope.header import BadPackage, Header
from desktop.envelope.keys import OfficeCard
from desktop.envelope.safe_file import CannotRead, opened, written_safely
from desktop.intake.packages import PackageReader
from desktop.services import common_lists, partners, welcoming
from desktop.services.session import Session
from desktop.storage import mail
from desktop.storage.absorbing import Contradictory


class NotAdmitted(Refused):
    """A whole package that must not be taken in."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A package in the inbox that was proved to come from a trusted office, for us."""

    package: SealedPackage
    sender: OfficeCard

    @property
    def header(self) -> Header:
        """What the package says of itself."""
        return self.package.header

    @property
    def scope(self) -> str:
        """The scope as positions are counted by."""
        return scope_key(self.header.scope)

    @contextmanager
    def opened(self, session: Session) -> Iterator[PackageReader]:
        """The tables inside, with their members checked.

        Raises:
            NeedsNewerProgram: if this program does not know all of them.
            BadPackage: if they are not as announced.
        """
        identity = partners.own_keys(session.ledger).age_identity
        needed = (
            (wire.POSITIONS, wire.OUTCOMES)
            if self.header.kind == "receipt"
            else (wire.ACTS, wire.CHANGES)
        )
        with self.package.open_body(identity) as body:
            reader = PackageReader(body, session.ledger.dictionary, self.header.counts)
            reader.check_members(*needed)
            if self.header.kind == "config":
                common_lists.check_tables(session.ledger.dictionary, self.header.counts)
            yield reader


def scope_key(codes: tuple[str, ...]) -> str:
    """A scope as one text, alike in whatever order its areas are named."""
    return " ".join(sorted(set(codes)))


def admit(session: Session, file: Path) -> Admitted:
    """Copy a file to the inbox and check it; if it is refused, nothing of it stays.

    Raises:
        AppError: with the reason, if it is not let in.
    """
    inbox = session.ledger.folder / "inbox"
    copy = inbox / f"{uuid7()}.ldp"
    _copy(file, copy)
    try:
        admitted = check(session, copy)
        # Named by its content, never by what the package or its file is called.
        kept = inbox / f"{admitted.header.digest}.ldp"
        copy.replace(kept)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return replace(admitted, package=replace(admitted.package, path=kept))


def _copy(file: Path, copy: Path) -> None:
    with opened(file) as source:
        start = source.read(64)
        source.seek(0, 2)
        size = source.tell()
        source.seek(0)
        if not starts_like_a_package(start):
            raise BadPackage(_what_else(file))
        if size > MAX_BYTES:
            raise BadPackage("文件太大，不是上报包，请核对文件")
        with written_safely(copy) as target:
            shutil.copyfileobj(source, target, 1 << 20)


def _what_else(file: Path) -> str:
    if container.sniff(file) == "card":
        return f"“{file.name}”是单位名片，不是上报包；要信任这个单位，请用“信任单位”"
    return f"“{file.name}”不是上报包，请选择对方单位生成的 .ldp 文件"


def check(session: Session, path: Path) -> Admitted:
    """Check structure, signature, trust and address.

    Raises:
        BadPackage: if it is damaged, forged or later than this program.
        NotAdmitted: if it comes from a stranger or is for somebody else.
    """
    package = container.open_package(path)
    header = package.header
    office = session.ledger.fact("office")
    if header.sender_id == office:
        raise NotAdmitted("这是本单位自己生成的包，不用接收")
    newcomer = welcoming.introduced(session, header)
    sender = newcomer or _known(session, header)
    if not welcoming.signed_before(session, package):
        package.verify(sender.verify_key)
    if header.receiver_id != office:
        raise NotAdmitted(f"这个包是发给“{header.receiver_name}”的，不是发给本单位的，没有接收")
    _check_claims(session, header, sender)
    if newcomer is not None:
        welcoming.welcome(session, newcomer)
    return Admitted(package, sender)


def _known(session: Session, header: Header) -> OfficeCard:
    for card in partners.partners(session):
        if card.office_id == header.sender_id:
            return card
    raise NotAdmitted(
        f"发送单位“{header.sender_name}”还没有被信任，没有接收。请先核对并信任它的单位名片"
    )


def _check_claims(session: Session, header: Header, sender: OfficeCard) -> None:
    if header.level != sender.level:
        raise NotAdmitted(f"包里写的单位级别与“{sender.name}”的名片不符，没有接收")
    if header.device == session.ledger.device:
        raise NotAdmitted("包里写的设备就是本机，不可能由对方生成，没有接收")
    above = Level.of(sender.level) > session.ledger.level
    home = session.ledger.fact("area_code") if above else sender.area_code
    if header.kind != "receipt" and not all(code.startswith(home) for code in header.scope):
        raise NotAdmitted(f"包里的地区不在“{sender.name}”的上报范围内，没有接收")
    if header.kind not in {"full", "changes", "receipt", "config"}:
        raise NotAdmitted("这一类包本程序还不能接收，请先升级本程序")
    if header.kind == "config" and not _is_parent(session, sender):
        raise NotAdmitted(
            f"代码和参数只能由上级单位下发，“{sender.name}”不是本单位的上级，没有接收"
        )
    known = mail.parcel(session.ledger.data, header.package_id)
    if known is not None and known.digest != header.digest:
        raise NotAdmitted("包的编号与以前收到的另一个包相同，没有接收，请让发送单位重新生成")


def _is_parent(session: Session, sender: OfficeCard) -> bool:
    ledger = session.ledger
    inside = ledger.fact("area_code").startswith(sender.area_code)
    return inside and Level.of(sender.level) == ledger.level + 1


REFUSALS = (BadPackage, NotAdmitted, CannotRead, NotForUs, Contradictory)
"""What is wrong with one file; the other files of the same command go on."""
