"""The other offices: our card for them, whose packages are trusted, and our own keys."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.errors import Refused
from desktop.domain.levels import Level
from desktop.envelope import age, keys, slots
from desktop.envelope.keys import OfficeCard, OfficeKeys
from desktop.envelope.safe_file import written_safely
from desktop.services import ledgers
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import invitations, mail
from desktop.storage.ledger import Ledger


class UnknownPartner(Refused):
    """No trusted office, or more than one, is meant."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """An office that is trusted now, and what the clerk should know of it."""

    card: OfficeCard
    sentence: str


def own_keys(ledger: Ledger) -> OfficeKeys:
    """The secret halves of the office's keys."""
    return OfficeKeys(ledger.fact("age_identity"), ledger.fact("sign_key"))


def own_card(session: Session) -> OfficeCard:
    """The office's card as it is today."""
    ledger = session.ledger
    public = own_keys(ledger).public_part
    return OfficeCard(
        office_id=ledger.fact("office"),
        name=ledger.fact("office_name"),
        level=ledger.fact("level"),
        area_code=ledger.fact("area_code"),
        age_recipient=public.age_recipient,
        verify_key=public.verify_key,
        made_at=now(),
    )


def now() -> str:
    """The PC's time as files hold it."""
    return datetime.now(UTC).isoformat()


@verb("partner.card", "导出单位名片", Role.CLERK)
def write_card(session: Session, *, file: Path) -> OfficeCard:
    """Write the office's card to a file, for others to trust.

    Raises:
        CannotWrite: if the medium fails.
    """
    card = own_card(session)
    keys.write_card(card, file, own_keys(session.ledger))
    with session.ledger.act("partner.card", "导出单位名片"):
        return card


def shown(session: Session, file: Path) -> list[str]:
    """A card as a clerk compares it by telephone before trusting it.

    Raises:
        BadCard, CannotRead: if the card is not sound.
    """
    card = keys.read_card(file)
    place = session.ledger.book.places.by_code(card.area_code)
    where = session.ledger.book.places.full_name(place.id) if place else ""
    return [
        f"单位：{card.name}（{Level.of(card.level).label}级，{where}{card.area_code}）",
        f"指纹：{card.fingerprint}",
        f"制作时间：{card.made_at[:10]}",
    ]


@verb("partner.trust", "信任单位", Role.ADMIN)
def trust(session: Session, *, file: Path, replace: bool = False) -> Trusted:
    """Trust the office of a card; the parent office also gets a slot to mend a lost passphrase.

    Args:
        session: who trusts.
        file: the card.
        replace: whether new keys of an office that is trusted already are taken.

    Raises:
        BadCard, CannotRead: if the card is not sound.
        Refused: if it is our own, or shows other keys than before.
    """
    card = keys.read_card(file)
    ledger = session.ledger
    if card.office_id == ledger.fact("office"):
        raise Refused("这是本单位自己的名片，请选对方单位的名片文件")
    before = {partner.office_id: partner for partner in partners(session)}.get(card.office_id)
    if before is not None and before.fingerprint != card.fingerprint and not replace:
        raise Refused(
            f"“{card.name}”的密钥与以前信任的不同，可能是冒名名片。请先打电话核对指纹"
            f"（{card.fingerprint}），确认后再选择更换"
        )
    help_ = accept(session, card)
    return Trusted(card, f"已信任“{card.name}”（指纹 {card.fingerprint}）" + help_)


def accept(session: Session, card: OfficeCard) -> str:
    """Trust an office from now on; what that means for a lost passphrase, in words."""
    with session.ledger.act("partner.trust", f"信任单位：{card.name}") as writer:
        if card.fingerprint not in {known.fingerprint for known in partners(session)}:
            invitations.retire(writer.data, card.office_id, now(), revoked=False)
        mail.add_partner(writer.data, card.office_id, json.dumps(asdict(card)), now())
    return _help(session, card)


def _help(session: Session, card: OfficeCard) -> str:
    ledger = session.ledger
    above = Level.of(card.level) == ledger.level + 1
    if not above or not ledger.fact("area_code").startswith(card.area_code):
        return ""
    ways = ledgers.read_slots(ledger.folder)
    ways = slots.add_parent_slot(ways, ledger.data.key, card.office_id, card.age_recipient)
    ledgers.write_slots(ledger.folder, ways)
    return "；它是上级单位，忘记密码时可以请它协助找回"


@verb("partner.revoke", "不再信任单位", Role.ADMIN)
def revoke(session: Session, *, office: str) -> OfficeCard:
    """Stop believing an office's keys, as after a stolen PC; it can no longer open this ledger.

    What it sent before stays. A new 发放文件, or a new card, lets it in again.

    Args:
        session: who revokes.
        office: its id or name.

    Raises:
        UnknownPartner: if it is not one trusted office.
    """
    card = find(session, office)
    ledger = session.ledger
    ways = slots.remove_parent(ledgers.read_slots(ledger.folder), card.office_id)
    ledgers.write_slots(ledger.folder, ways)
    with ledger.act("partner.revoke", f"不再信任单位：{card.name}") as writer:
        invitations.retire(writer.data, card.office_id, now(), revoked=True)
    return card


def partners(session: Session) -> list[OfficeCard]:
    """The offices that are trusted."""
    return [OfficeCard(**json.loads(card)) for card in mail.partner_cards(session.ledger.data)]


def find(session: Session, text: str) -> OfficeCard:
    """The trusted office of an id or name.

    Raises:
        UnknownPartner: if there is none, or more than one.
    """
    wanted = text.strip()
    known = partners(session)
    exact = [card for card in known if wanted in {card.office_id, card.name}]
    found = exact or [card for card in known if wanted and wanted in card.name]
    if len(found) == 1:
        return found[0]
    if not found:
        names = "、".join(card.name for card in known)
        hint = f"已信任的有：{names}" if names else "请先用对方的单位名片建立信任"
        raise UnknownPartner(f"没有找到单位“{wanted}”，{hint}")
    listed = "、".join(f"{card.name}（{card.office_id}）" for card in found)
    raise UnknownPartner(f"“{wanted}”不止一个单位：{listed}。请用单位编号指明")


@verb("keys.export", "导出解密密钥", Role.ADMIN)
def export_identity(session: Session, *, file: Path) -> str:
    """Write the age identity in age's own form, so that packages open without this program.

    Returns:
        The recipient that belongs to it.

    Raises:
        CannotWrite: if the medium fails.
    """
    ledger = session.ledger
    identity = own_keys(ledger).age_identity
    recipient = age.recipient_of(identity)
    # Written down first: a key that left the ledger must never be missing from the log.
    with ledger.act("keys.export", "导出解密密钥"):
        pass
    with written_safely(file) as stream:
        if os.name == "posix":
            os.fchmod(stream.fileno(), 0o600)
        text = f"# created: {now()}\n# public key: {recipient}\n{identity}\n"
        stream.write(text.encode())
    return recipient


def lines(trusted: Trusted) -> list[str]:
    """What a clerk is told after an office was trusted."""
    return [trusted.sentence]
