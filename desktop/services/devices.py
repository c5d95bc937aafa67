"""Devices: which ledgers an office keeps, when each was heard last, and whether it is replaced."""

import json
from dataclasses import dataclass
from enum import StrEnum

from desktop.services import partners
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import heard
from desktop.storage.heard import Heard


class Standing(StrEnum):
    """What is known of a device, in the words of the page."""

    HERE = "本机"
    IN_USE = "在用"
    EARLIER = "后来没有消息"
    REPLACED = "已换机"
    REVOKED = "不再信任"


@dataclass(frozen=True, slots=True)
class Device:
    """One ledger of an office; ``last_heard`` is empty for this one."""

    office: str
    office_name: str
    device: str
    last_heard: str
    packages: int
    standing: Standing


@verb("device.list", "设备清单", Role.READER)
def listed(session: Session, *, office: str = "") -> list[Device]:
    """This ledger and those of the other offices that were ever heard, by office.

    Args:
        session: whose.
        office: the id of one office, if only its devices are asked for.
    """
    ledger = session.ledger
    own = Device(ledger.fact("office"), ledger.fact("office_name"), ledger.device, "", 0,
                 Standing.HERE)  # fmt: skip
    former = heard.former_cards(ledger.data)
    trusted = {card.office_id: card.name for card in partners.partners(session)}
    names = {key: json.loads(card)["name"] for key, (card, _, _) in former.items()} | trusted
    latest: dict[str, str] = {}
    found = [own]
    for one in heard.devices(ledger.data):
        first = latest.setdefault(one.office, one.device)
        until = former[one.office][1] if one.office in former else ""
        standing = _standing(one, first, until, is_trusted=one.office in trusted)
        name = names.get(one.office, "未知单位")
        found.append(Device(one.office, name, one.device, one.at, one.packages, standing))
    found.sort(key=lambda one: (one.standing is not Standing.HERE, one.office_name))
    return [one for one in found if office in {"", one.office}]


def _standing(one: Heard, first: str, until: str, *, is_trusted: bool) -> Standing:
    if not is_trusted:
        return Standing.REVOKED
    if one.device == first:
        return Standing.IN_USE
    return Standing.REPLACED if one.at <= until else Standing.EARLIER


def lines(found: list[Device]) -> list[str]:
    """The devices in words, one a line."""
    return [
        f"{one.office_name}　{one.device}　{one.standing}"
        + (f"　最近收到 {one.last_heard[:10]}（{one.packages}个包）" if one.last_heard else "")
        for one in found
    ]
