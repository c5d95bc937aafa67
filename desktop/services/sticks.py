"""移动存储: what on a stick is meant for this program, by content, hidden or renamed or not.

Files are only opened for reading; nothing on a stick is ever started.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import AppError
from desktop.domain.progress import Progress, silent
from desktop.envelope import container, invitation, rescue
from desktop.envelope.frame import MAX_BYTES, starts_like_a_package
from desktop.envelope.header import BadPackage, Header
from desktop.envelope.keys import read_card
from desktop.envelope.safe_file import CannotRead, opened
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import mail
from desktop.storage.mail import State

MOST_FILES = 50_000
_DEEPEST = 12
_SMALLEST = 100
_EVERY = 200
_START = 64
_KINDS = {"full": "上报包", "changes": "上报包", "receipt": "回执", "config": "配置包",
          "return": "退回", "vacancies": "岗位包"}  # fmt: skip
_DONE = (State.MERGED, State.UNDONE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of ours on a stick.

    Attributes:
        kind: what it is, in a word.
        office: who made it, or for whom it is; empty if it does not say.
        made_at: when, as it says; empty if it does not.
        state: what is known of it: 新, 已收过, 本单位的, 不是给本单位的, 已损坏, or empty for what
            is not received.
    """

    file: Path
    kind: str
    office: str
    made_at: str
    state: str

    @property
    def is_new(self) -> bool:
        """Whether it is meant to be received here, and was not yet."""
        return self.state == "新"


@dataclass(frozen=True, slots=True)
class Search:
    """What was found, what could not be looked at, and whether there was too much to see it all."""

    found: tuple[Found, ...]
    unreadable: int
    is_cut: bool


@verb("stick.find", "从U盘查找", Role.READER)
def find(session: Session, *, folder: Path, progress: Progress = silent) -> Search:
    """Look through a stick or folder for packages, receipts, cards, invitations and requests.

    Args:
        session: whose, to tell what is new for it.
        folder: where to look.
        progress: hears of the files seen.

    Raises:
        CannotRead: if there is no such folder.
    """
    if not folder.is_dir():
        raise CannotRead(f"打不开“{folder}”，请检查U盘是否插好")
    found: list[Found] = []
    unreadable, seen = 0, 0
    for file in _files(folder):
        seen += 1
        if seen > MOST_FILES:
            break
        if not seen % _EVERY:
            progress(seen, 0)
        try:
            one = _look(session, file)
        except (CannotRead, OSError):
            unreadable += 1
            continue
        if one is not None:
            found.append(one)
    found.sort(key=lambda one: (not one.is_new, one.made_at, one.file.name))
    return Search(tuple(found), unreadable, seen > MOST_FILES)


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, links not followed."""
    depth = len(folder.parts)
    for place, folders, names in os.walk(folder):
        if len(Path(place).parts) - depth >= _DEEPEST:
            folders.clear()
        folders.sort()
        yield from (Path(place, name) for name in sorted(names))


def _look(session: Session, file: Path) -> Found | None:
    if file.is_symlink() or not file.is_file():
        return None
    if not _SMALLEST <= file.stat().st_size <= MAX_BYTES:
        return None
    with opened(file) as stream:
        start = stream.read(_START)
    if starts_like_a_package(start):
        return _package(session, file)
    return _small(file) if start.startswith(b"{") else None


def _package(session: Session, file: Path) -> Found:
    try:
        header = container.read_label(file)
    except BadPackage:
        return Found(file, "上报包", "", "", "已损坏")
    part = f"（第{header.part}/{header.parts}份）" if header.parts > 1 else ""
    kind = _KINDS[header.kind] + part
    return Found(file, kind, header.sender_name, header.made_at, _state(session, header))


def _state(session: Session, header: Header) -> str:
    office = session.ledger.fact("office")
    if header.sender_id == office:
        return "本单位的"
    if header.receiver_id != office:
        return "不是给本单位的"
    known = mail.parcel(session.ledger.data, header.package_id)
    return "已收过" if known is not None and known.state in _DONE else "新"


def _small(file: Path) -> Found | None:
    """A card, an invitation, or a request for a passphrase."""
    for read in (_card, _invitation, _request):
        try:
            return read(file)
        except CannotRead:
            raise
        except AppError:
            continue
    return None


def _card(file: Path) -> Found:
    card = read_card(file)
    return Found(file, "单位名片", card.name, card.made_at, "")


def _invitation(file: Path) -> Found:
    offer = invitation.read_offer(file)
    return Found(file, "发放文件", offer.office_name, offer.made_at, "")


def _request(file: Path) -> Found:
    return Found(file, "找回密码申请", rescue.read_request(file)[0].office_name, "", "")


def lines(search: Search) -> list[str]:
    """What was found in words, one a line."""
    told = [
        f"{one.kind}　{one.office}　{one.made_at[:10]}　{one.state}　{one.file}"
        for one in search.found
    ]
    none = [] if told else ["没有找到本程序的包、回执、名片或发放文件"]
    return [*told, *none, *remarks(search)]


def remarks(search: Search) -> list[str]:
    """What could not be seen of a stick."""
    told = []
    if search.unreadable:
        told.append(f"有{search.unreadable}个文件读不了")
    if search.is_cut:
        told.append(f"文件太多，只看了前{MOST_FILES}个，请选小一点的文件夹")
    return told
