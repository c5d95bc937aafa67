"""发放文件 (``.ldi``): the one file by which a parent office sets up a ledger below it.

Its first line says in the open for which office it is, without a person; the rest is an age file
that a code opens, told apart from it. Inside are the parent's card, the lists and, if wished, what
the parent already knows of the area. Whoever can open it can prove so to the parent with
``secret``, which is how the new office's keys are believed.
"""

import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from desktop.domain.errors import AppError
from desktop.envelope import age
from desktop.envelope.keys import LEVELS, MAX_CARD_BYTES, OfficeCard, card_of
from desktop.envelope.safe_file import opened, written_safely
from desktop.envelope.short_code import read_short_code
from desktop.envelope.strict_json import Malformed, Members, canonical, parse_object

FORMAT = "labour-ledger invitation"
MAX_LINE_BYTES = 256 * 1024
MAX_FILE_BYTES = 512 * 1024 * 1024
SECRET_BYTES = 32


class BadInvitation(AppError):
    """The file is no invitation, or was damaged or edited."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or "这不是完好的发放文件（.ldi），请让上级单位重新制作")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What anyone may see of an invitation: for whom it is, and from whom."""

    office_id: str
    office_name: str
    level: str
    area_code: str
    parent_name: str
    made_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What the code opens.

    Attributes:
        offer: for whom it is.
        parent: the card of the parent office.
        secret: in hex; proves to the parent that an office opened this very invitation.
        device: the parent's device that wrote it.
        scope: the area codes whose content it holds.
        upto: up to which of that device's log positions.
        counts: the rows of each table inside.
    """

    offer: Offer
    parent: OfficeCard
    secret: str = field(repr=False)
    device: str
    scope: tuple[str, ...]
    upto: int
    counts: dict[str, int] = field(hash=False)


def new_secret() -> str:
    """A fresh proof, in hex."""
    return secrets.token_hex(SECRET_BYTES)


def proof(secret: str, card: OfficeCard) -> str:
    """What shows that whoever made this card knows the secret, in hex."""
    return hmac.new(bytes.fromhex(secret), canonical(asdict(card)), hashlib.sha256).hexdigest()


def proves(secret: str, card: OfficeCard, shown: str) -> bool:
    """Whether a proof is that of this card."""
    return hmac.compare_digest(proof(secret, card), shown)


def card_text(card: OfficeCard) -> str:
    """A card as the header of a package holds it."""
    return canonical(asdict(card)).decode().strip()


def read_card_text(text: str) -> OfficeCard:
    """The card in the header of a package; only a proof makes it believed.

    Raises:
        BadInvitation: if it is not sound.
    """
    try:
        return card_of(parse_object(text.encode(), MAX_CARD_BYTES))
    except Malformed as error:
        raise BadInvitation("包里附的单位名片不完好，请对方重新生成") from error


def write_invitation(path: Path, invitation: Invitation, content: bytes, code: str) -> None:
    """Write an invitation; ``content`` is the ZIP of its tables, ``code`` what opens it.

    Raises:
        CannotWrite: if the medium fails.
    """
    plain = canonical(_inside(invitation)) + content
    shown = {"format": FORMAT, "version": 1} | asdict(invitation.offer)
    sealed = age.seal_with_code(plain, code)

    def check(part: Path) -> None:
        if read_offer(part) != invitation.offer or not part.read_bytes().endswith(sealed):
            raise BadInvitation

    with written_safely(path, check) as file:
        file.write(canonical(shown))
        file.write(sealed)


def read_offer(path: Path) -> Offer:
    """For whom an invitation is, by its open line; only the code proves it.

    Raises:
        CannotRead: if the file cannot be read.
        BadInvitation: if it is none.
    """
    with opened(path) as file:
        return _offer(file.readline(MAX_LINE_BYTES + 1))


def open_invitation(path: Path, typed: str) -> tuple[Invitation, bytes]:
    """What is inside, and the ZIP of the tables.

    Raises:
        CannotRead: if the file cannot be read.
        BadShortCode, NotForUs: if the code is wrong.
        BadInvitation: if the file is damaged or was edited.
    """
    code = read_short_code(typed)
    with opened(path) as file:
        offer = _offer(file.readline(MAX_LINE_BYTES + 1))
        sealed = file.read(MAX_FILE_BYTES + 1)
    if len(sealed) > MAX_FILE_BYTES:
        raise BadInvitation
    plain = age.unseal_with_code(sealed, code)
    line, _, content = plain.partition(b"\n")
    try:
        invitation = _read(offer, parse_object(line, MAX_LINE_BYTES))
    except Malformed as error:
        raise BadInvitation from error
    return invitation, content


_OFFER = tuple(member.name for member in fields(Offer))


def _offer(line: bytes) -> Offer:
    try:
        members = parse_object(line, MAX_LINE_BYTES)
        members.only("format", "version", *_OFFER)
        members.one_of("format", (FORMAT,))
        members.whole("version", least=1, most=1)
        return _offer_of(members)
    except Malformed as error:
        raise BadInvitation from error


def _offer_of(members: Members) -> Offer:
    members.one_of("level", LEVELS)
    members.moment("made_at")
    return Offer(**{name: members.text(name) for name in _OFFER})


def _inside(invitation: Invitation) -> dict[str, object]:
    return {
        "counts": invitation.counts,
        "device": invitation.device,
        "offer": asdict(invitation.offer),
        "parent": asdict(invitation.parent),
        "scope": list(invitation.scope),
        "secret": invitation.secret,
        "upto": invitation.upto,
    }


def _read(shown: Offer, members: Members) -> Invitation:
    members.only("counts", "device", "offer", "parent", "scope", "secret", "upto")
    inner = Members(members.all["offer"])
    inner.only(*_OFFER)
    if _offer_of(inner) != shown:
        raise BadInvitation("发放文件的开头被改动过，不能使用，请让上级单位重新制作")
    return Invitation(
        offer=shown,
        parent=card_of(Members(members.all["parent"])),
        secret=members.digest("secret"),
        device=members.text("device"),
        scope=members.texts("scope", 1000),
        upto=members.whole("upto"),
        counts=members.counts("counts", 500),
    )
