"""An office's two key pairs, and the card (单位名片) that shows the public halves to others."""

import hashlib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from desktop.domain.errors import AppError
from desktop.domain.levels import Level
from desktop.envelope import age, seal
from desktop.envelope.safe_file import opened, written_safely
from desktop.envelope.strict_json import Malformed, Members, canonical, parse_object, to_base64

MAX_CARD_BYTES = 64 * 1024
CARD_FORMAT = "labour-ledger card"
LEVELS = tuple(level.key for level in Level)

_FINGERPRINT_GROUPS = 6


class BadCard(AppError):
    """The file is no office card, or was damaged or edited."""


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others may know: to encrypt to this office, and to check its signature."""

    age_recipient: str
    verify_key: str


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The secret halves: never shown, logged or written outside ``data.db``."""

    age_identity: str = field(repr=False)
    sign_key: str = field(repr=False)

    @property
    def public_part(self) -> PublicKeys:
        return PublicKeys(age.recipient_of(self.age_identity), seal.verify_key_of(self.sign_key))


def new_office_keys() -> OfficeKeys:
    return OfficeKeys(age.new_identity(), seal.new_sign_key())


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCard:
    """Who an office is and how to write to it; ``level`` is village, township or county."""

    office_id: str
    name: str
    level: str
    area_code: str
    age_recipient: str
    verify_key: str
    made_at: str

    @property
    def fingerprint(self) -> str:
        """Six groups of four digits to read out on the telephone.

        They stand for the office's id and both keys: 80 bits, too many to search for
        another pair of keys with the same digits.
        """
        parts = (self.office_id, self.age_recipient, self.verify_key)
        digest = hashlib.sha256("\n".join(parts).encode()).digest()
        digits = f"{int.from_bytes(digest) % 10 ** (4 * _FINGERPRINT_GROUPS):024d}"
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def write_card(card: OfficeCard, path: Path, keys: OfficeKeys) -> None:
    """Write a card, signed with the office's own key so that an edit is noticed.

    Raises:
        CannotWrite: if the medium fails.
    """
    shown = {"format": CARD_FORMAT, "version": 1} | asdict(card)
    signature = seal.sign(keys.sign_key, seal.CARD_PREFIX, canonical(shown))
    with written_safely(path, lambda part: _check_card(part, card)) as file:
        file.write(canonical(shown | {"signature": to_base64(signature)}))


def read_card(path: Path) -> OfficeCard:
    """Read a card that came from elsewhere; whether to trust it is for people to say.

    Raises:
        CannotRead: if the file cannot be read.
        BadCard: if it is no card, or was changed since it was signed.
    """
    with opened(path) as file:
        raw = file.read(MAX_CARD_BYTES + 1)
    try:
        return _read(parse_object(raw, MAX_CARD_BYTES))
    except Malformed as error:
        raise BadCard("这不是完好的单位名片，请让对方单位重新导出名片文件") from error


def _read(members: Members) -> OfficeCard:
    members.only("format", "version", *_CARD_MEMBERS, "signature")
    members.one_of("format", (CARD_FORMAT,))
    members.whole("version", least=1, most=1)
    card = _card(members)
    signature = members.binary("signature", seal.SIGNATURE_BYTES)
    shown = {name: value for name, value in members.all.items() if name != "signature"}
    if not seal.is_signed(card.verify_key, seal.CARD_PREFIX, canonical(shown), signature):
        raise BadCard("单位名片的内容被改动过，不能使用，请让对方单位重新导出名片文件")
    return card


def card_of(members: Members) -> OfficeCard:
    """A card that is a part of something signed or sealed itself.

    Raises:
        Malformed: if it is not sound.
    """
    members.only(*_CARD_MEMBERS)
    return _card(members)


def _card(members: Members) -> OfficeCard:
    members.one_of("level", LEVELS)
    members.moment("made_at")
    card = OfficeCard(**{name: members.text(name) for name in _CARD_MEMBERS})
    if not age.is_recipient(card.age_recipient):
        raise Malformed("age_recipient")
    return card


def _check_card(part: Path, card: OfficeCard) -> None:
    if read_card(part) != card:
        raise BadCard("单位名片与写入的内容不一致")


_CARD_MEMBERS = tuple(member.name for member in fields(OfficeCard))
