"""The form of ``keys.json``: what each key slot holds, and what anybody may see of it.

Visible in the file without any secret: the accounts' login names, as the login window
shows them (so a login name need not be a person's full name), the parent office's id
and recipient, and the cost of the passphrase function.
"""

from dataclasses import dataclass
from typing import Any

from desktop.domain.errors import AppError
from desktop.envelope.strict_json import Malformed, Members, canonical, parse_object, to_base64

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
_TAG_BYTES = 16
_FORMAT = 1
_MAX_BYTES = 1024 * 1024
_MAX_SLOTS = 1000


class BadKeySlots(AppError):
    """``keys.json`` is damaged."""

    def __init__(self) -> None:
        super().__init__("钥匙文件 keys.json 已损坏，请从备份恢复台账")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a passphrase costs (argon2id); the default is for an office PC."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    account: str
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes

    def visible(self) -> dict[str, Any]:
        return {
            "kind": "passphrase",
            "account": self.account,
            "function": "argon2id",
            "memory_kib": self.cost.memory_kib,
            "passes": self.cost.passes,
            "lanes": self.cost.lanes,
            "salt": to_base64(self.salt),
        }


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    salt: bytes
    nonce: bytes
    sealed: bytes

    def visible(self) -> dict[str, Any]:
        return {"kind": "recovery", "function": "hkdf-sha256", "salt": to_base64(self.salt)}


@dataclass(frozen=True, slots=True)
class ParentSlot:
    office_id: str
    recipient: str
    sealed: bytes

    def visible(self) -> dict[str, Any]:
        return {"kind": "parent", "office_id": self.office_id, "recipient": self.recipient}


Slot = PassphraseSlot | RecoverySlot | ParentSlot


@dataclass(frozen=True, slots=True)
class KeySlots:
    """All slots of one ledger, in the order in which they were added."""

    slots: tuple[Slot, ...] = ()

    @property
    def accounts(self) -> tuple[str, ...]:
        """The login names, for the login window."""
        return tuple(slot.account for slot in self.slots if isinstance(slot, PassphraseSlot))

    @property
    def parents(self) -> tuple[str, ...]:
        """The ids of the offices that can mend a forgotten passphrase."""
        return tuple(slot.office_id for slot in self.slots if isinstance(slot, ParentSlot))

    @property
    def has_recovery_code(self) -> bool:
        return any(isinstance(slot, RecoverySlot) for slot in self.slots)

    def to_json(self) -> str:
        slots = [_members(slot) for slot in self.slots]
        return canonical({"format": _FORMAT, "slots": slots}).decode()

    @classmethod
    def from_json(cls, text: str) -> "KeySlots":
        """Read ``keys.json``.

        Raises:
            BadKeySlots: if it is damaged.
        """
        try:
            members = parse_object(text.encode(), _MAX_BYTES)
            members.only("format", "slots")
            members.whole("format", least=_FORMAT, most=_FORMAT)
            return cls(tuple(map(_read, members.objects("slots", _MAX_SLOTS))))
        except ValueError as error:
            raise BadKeySlots from error


def _members(slot: Slot) -> dict[str, Any]:
    nonce = {} if isinstance(slot, ParentSlot) else {"nonce": to_base64(slot.nonce)}
    return slot.visible() | nonce | {"sealed": to_base64(slot.sealed)}


def _read(members: Members) -> Slot:
    slot = _read_kind(members.one_of("kind", ("passphrase", "recovery", "parent")), members)
    if _members(slot) != members.all:
        raise Malformed("other members than expected")
    return slot


def _read_kind(kind: str, members: Members) -> Slot:
    match kind:
        case "passphrase":
            return PassphraseSlot(members.text("account"), _read_cost(members), *_sealed(members))
        case "recovery":
            return RecoverySlot(*_sealed(members))
        case _:
            return ParentSlot(
                members.text("office_id"), members.text("recipient"), members.binary("sealed")
            )


def _sealed(members: Members) -> tuple[bytes, bytes, bytes]:
    sizes = {"salt": SALT_BYTES, "nonce": NONCE_BYTES, "sealed": KEY_BYTES + _TAG_BYTES}
    salt, nonce, sealed = (members.binary(name, size) for name, size in sizes.items())
    return salt, nonce, sealed


def _read_cost(members: Members) -> Cost:
    # Bounds, so that a planted file cannot ask for all the memory of the PC.
    lanes = members.whole("lanes", least=1, most=16)
    return Cost(
        memory_kib=members.whole("memory_kib", least=8 * lanes, most=1024 * 1024),
        passes=members.whole("passes", least=1, most=20),
        lanes=lanes,
    )
