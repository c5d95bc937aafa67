"""Believing a new office's keys: its first package proves that it opened our invitation."""

import json
from dataclasses import replace

from desktop.envelope.container import BadSignature, SealedPackage
from desktop.envelope.header import Header
from desktop.envelope.invitation import card_text, proof, proves, read_card_text
from desktop.envelope.keys import OfficeCard
from desktop.services import partners
from desktop.services.session import Session
from desktop.storage import invitations, mail

JOINING = "joining"
"""The ledger's own fact: what proves to the parent that this office opened its invitation."""


def introduce(session: Session, header: Header) -> Header:
    """The header with our card and its proof, while the receiver may not know us yet."""
    ledger = session.ledger
    secret = ledger.fact(JOINING)
    if not secret or mail.acknowledged_scopes(ledger.data, header.receiver_id, ledger.device):
        return header
    card = partners.own_card(session)
    return replace(header, card=card_text(card), proof=proof(secret, card))


def introduced(session: Session, header: Header) -> OfficeCard | None:
    """The card of an office that answers an invitation not answered yet; None if it does not.

    Raises:
        BadInvitation: if the card is not sound.
    """
    invited = invitations.of(session.ledger.data, header.sender_id)
    if invited is None or invited.used_at is not None or not header.card:
        return None
    card = read_card_text(header.card)
    asked = (invited.office, invited.level, invited.area_code)
    if asked != (card.office_id, card.level, card.area_code):
        return None
    return card if proves(invited.secret, card, header.proof) else None


def welcome(session: Session, card: OfficeCard) -> None:
    """Trust a new office, and count what its invitation held as received by it."""
    ledger = session.ledger
    with ledger.transaction():
        invited = invitations.of(ledger.data, card.office_id)
        partners.accept(session, card)
        if invited is not None:
            invitations.note(ledger.data, replace(invited, used_at=partners.now()))
            if invited.upto:
                mail.acknowledge(
                    ledger.data, card.office_id, invited.device, invited.scope, invited.upto
                )


def signed_before(session: Session, package: SealedPackage) -> bool:
    """Whether keys that the sender used before, and that were only replaced, signed a package."""
    office = package.header.sender_id
    for text in invitations.former_cards(session.ledger.data, office):
        try:
            package.verify(OfficeCard(**json.loads(text)).verify_key)
        except BadSignature:
            continue
        return True
    return False
