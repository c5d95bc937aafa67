"""Writing a package: sealed into the outbox, noted there, and carried out to a stick."""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, cast

from desktop.domain.errors import Refused
from desktop.domain.file_names import plain_file_name
from desktop.domain.ids import uuid7
from desktop.domain.version import VERSION
from desktop.envelope.container import open_package, write_package
from desktop.envelope.header import Header, Kind
from desktop.envelope.keys import OfficeCard
from desktop.envelope.safe_file import CannotWrite, need_room, opened, written_safely
from desktop.export.data_package import DataPackage, Table
from desktop.services import partners, welcoming
from desktop.services.admission import scope_key
from desktop.services.session import Session
from desktop.storage import mail, slips
from desktop.storage.mail import OUT, Parcel, State

_LAST_NUMBER = 9999


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent: to whom, of which kind, what it covers, and its tables.

    ``previous`` is the digest of the package before it, empty for the first.
    """

    to: OfficeCard
    kind: Kind
    word: str
    scope: tuple[str, ...]
    after: int
    upto: int
    tables: Iterable[Table]
    part: int = 1
    parts: int = 1
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """A package in the outbox; the secret is what the codes of printed receipts are made with."""

    path: Path
    header: Header
    secret: str = field(repr=False)


def _unheard(rows: int) -> None:
    """Nobody wants to know how far it is."""


def post(session: Session, letter: Letter, progress: Callable[[int], None] = _unheard) -> Posted:
    """Seal a package into the outbox and note it.

    Raises:
        CannotWrite: if the disk fails; nothing is left then.
    """
    posted = seal(session, letter, progress)
    enter(session, letter, [posted])
    return posted


def seal(session: Session, letter: Letter, progress: Callable[[int], None] = _unheard) -> Posted:
    """Seal a package into the outbox, without noting it yet.

    Raises:
        CannotWrite: if the disk fails; nothing is left then.
    """
    path = session.ledger.folder / "outbox" / _free_name(session, letter)
    header = welcoming.introduce(session, _header(session, letter))
    content = DataPackage(f"package-{header.package_id}", letter.word, header.made_at)

    plain = _Hashed()

    def fill(stream: BinaryIO) -> None:
        plain.stream = stream
        content.write(cast("BinaryIO", plain), letter.tables, progress)

    # The header is signed after the body is written, so by then the counts stand in it.
    header = replace(header, counts=content.counts)
    keys = partners.own_keys(session.ledger)
    sealed = write_package(path, header, fill, [letter.to.age_recipient], keys)
    return Posted(path, sealed, plain.digest.hexdigest())


class _Hashed:
    """A stream that can only be written to, which knows the hash of what went through it."""

    stream: BinaryIO

    def __init__(self) -> None:
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.stream.write(data)

    def flush(self) -> None:
        self.stream.flush()


def enter(session: Session, letter: Letter, posted: Iterable[Posted]) -> None:
    """Note sealed packages, all in one act."""
    made = list(posted)
    rows = sum(sum(each.header.counts.values()) for each in made)
    parts = f"{len(made)}份，" if len(made) > 1 else ""
    label = f"生成{letter.word}包：{letter.to.name}，{parts}{rows}行"
    batch = made[0].header.package_id
    with session.ledger.act("package.send", label, origin=letter.kind, batch=batch) as writer:
        for each in made:
            mail.note(writer.data, _parcel(each.header, each.path))
            if letter.kind != "receipt":
                slips.keep(writer.data, each.header.package_id, each.secret, each.header.made_at)


def carry_out(session: Session, posted: Posted, folder: Path) -> Path:
    """Copy a package from the outbox to a folder, read it back, and note that it is out.

    Raises:
        CannotWrite: if the medium fails; the package stays in the outbox.
    """
    need_folder(folder)
    need_room(folder, posted.path.stat().st_size)
    target = folder / posted.path.name
    if target.exists():
        # Another ledger of an office of this name: its package must not be written over.
        target = target.with_stem(f"{target.stem}_{posted.header.digest[:6]}")
    key = partners.own_keys(session.ledger).public_part.verify_key

    def same(part: Path) -> None:
        package = open_package(part)
        package.verify(key)
        if package.header.digest != posted.header.digest:
            raise CannotWrite("写入后核对不一致")

    with opened(posted.path) as source, written_safely(target, same) as file:
        shutil.copyfileobj(source, file, 1 << 20)
    data = session.ledger.data
    with data.transaction():
        known = mail.parcel(data, posted.header.package_id)
        if known is not None and known.state == State.MADE:
            mail.note(data, replace(known, state=State.COPIED))
    return target


def need_folder(folder: Path) -> None:
    """Make a folder where its parent is: a package must not land where a stick is missing.

    Raises:
        Refused: if there is no such place.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Refused(f"不能使用文件夹“{folder}”，请检查U盘是否插好，或换一个文件夹") from error


def _free_name(session: Session, letter: Letter) -> str:
    """Office, what it is, day and number: nothing about a person, and unlike any before."""
    ledger = session.ledger
    begin = f"{ledger.fact('office_name')}_{letter.word}_{session.today():%Y%m%d}"
    part = f"_第{letter.part}份共{letter.parts}份" if letter.parts > 1 else ""
    used = {parcel.file for parcel in mail.parcels(ledger.data, "direction = ?", [OUT])}
    used.update(path.name for path in (ledger.folder / "outbox").iterdir())
    for number in range(1, _LAST_NUMBER + 1):
        name = plain_file_name(begin, f"_{number:04}{part}.ldp")
        if name not in used:
            return name
    raise Refused("今天生成的包太多，请明天再试")


def _header(session: Session, letter: Letter) -> Header:
    ledger = session.ledger
    return Header(
        package_id=uuid7(),
        sender_id=ledger.fact("office"),
        sender_name=ledger.fact("office_name"),
        receiver_id=letter.to.office_id,
        receiver_name=letter.to.name,
        device=ledger.device,
        level=ledger.fact("level"),
        kind=letter.kind,
        scope=letter.scope,
        after=letter.after,
        upto=letter.upto,
        previous=letter.previous,
        counts={},
        dictionary_version=VERSION,
        app_version=VERSION,
        made_at=partners.now(),
        part=letter.part,
        parts=letter.parts,
    )


def _parcel(header: Header, path: Path) -> Parcel:
    return Parcel(
        id=header.package_id,
        direction=OUT,
        office=header.receiver_id,
        device=header.device,
        kind=header.kind,
        state=State.MADE,
        at=header.made_at,
        digest=header.digest,
        file=path.name,
        scope=scope_key(header.scope),
        after=header.after,
        upto=header.upto,
        report="",
    )
