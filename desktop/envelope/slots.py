"""The ways into a ledger: its database key, wrapped by passphrase, recovery code or office.

Everything of a slot that is visible is bound to it, so that a slot cannot be passed off
as another account's.
"""

import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.domain.errors import AppError, Refused
from desktop.envelope import age
from desktop.envelope.key_file import (
    KEY_BYTES,
    NONCE_BYTES,
    SALT_BYTES,
    Cost,
    KeySlots,
    ParentSlot,
    PassphraseSlot,
    RecoverySlot,
    Slot,
)
from desktop.envelope.recovery_code import new_recovery_code, read_recovery_code
from desktop.envelope.strict_json import canonical

_BOUND_PREFIX = b"labour-ledger key slot v1\n"


class WrongPassphrase(AppError):
    """The passphrase, or the account, is not right."""

    def __init__(self, message: str = "登录名或密码不对，请重新输入") -> None:
        super().__init__(message)


class WrongRecoveryCode(AppError):
    """A code that was copied correctly, but belongs to something else."""

    def __init__(self, message: str = "这个恢复码不属于本台账，或已被新的恢复码取代") -> None:
        super().__init__(message)


def new_database_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def add_passphrase_slot(
    slots: KeySlots, key: bytes, account: str, passphrase: str, cost: Cost | None = None
) -> KeySlots:
    """Let this account open the ledger; its former passphrase no longer does.

    Raises:
        Refused: if the passphrase is empty.
    """
    if not passphrase:
        raise Refused("密码不能为空，请输入密码")
    slot = PassphraseSlot(account, cost or Cost(), _salt(), _nonce(), b"")
    slot = replace(slot, sealed=_wrap(_from_passphrase(slot, passphrase), slot, key))
    return KeySlots((*_without(slots, slot), slot))


def open_with_passphrase(slots: KeySlots, account: str, passphrase: str) -> bytes:
    """The database key.

    Raises:
        WrongPassphrase: if there is no such account, or this is not its passphrase.
    """
    for slot in slots.slots:
        if isinstance(slot, PassphraseSlot) and slot.account == account:
            key = _unwrap(_from_passphrase(slot, passphrase), slot)
            if key is not None:
                return key
    raise WrongPassphrase


def add_recovery_slot(slots: KeySlots, key: bytes) -> tuple[KeySlots, str]:
    """A new recovery code, to be printed; the former one no longer opens the ledger."""
    code = new_recovery_code()
    slot = RecoverySlot(_salt(), _nonce(), b"")
    slot = replace(slot, sealed=_wrap(_from_code(slot, code), slot, key))
    return KeySlots((*_without(slots, slot), slot)), code


def open_with_recovery_code(slots: KeySlots, typed: str) -> bytes:
    """The database key.

    Raises:
        BadRecoveryCode: if the code was copied wrongly.
        WrongRecoveryCode: if it is another ledger's, or an old one.
    """
    code = read_recovery_code(typed)
    for slot in slots.slots:
        if isinstance(slot, RecoverySlot):
            key = _unwrap(_from_code(slot, code), slot)
            if key is not None:
                return key
    raise WrongRecoveryCode


def add_parent_slot(slots: KeySlots, key: bytes, office_id: str, recipient: str) -> KeySlots:
    """Let the parent office help when the passphrase is forgotten."""
    slot = ParentSlot(office_id, recipient, b"")
    slot = replace(slot, sealed=age.seal(key + _bound(slot), [recipient]))
    return KeySlots((*_without(slots, slot), slot))


def open_parent_slot(slots: KeySlots, identity: str) -> bytes:
    """The database key, for the office that this age identity belongs to.

    Raises:
        NotForUs: if no slot is for that office.
        Undecipherable: if its slot is damaged.
    """
    recipient = age.recipient_of(identity)
    for slot in slots.slots:
        if isinstance(slot, ParentSlot) and slot.recipient == recipient:
            secret = age.unseal(slot.sealed, identity)
            if secret[KEY_BYTES:] != _bound(slot):
                raise age.Undecipherable("协助找回密码的钥匙已损坏，请改用恢复码")
            return secret[:KEY_BYTES]
    raise age.NotForUs("这个台账没有授权本单位协助找回密码")


def remove_account(slots: KeySlots, account: str) -> KeySlots:
    """Take away an account's way in.

    Raises:
        Refused: if it is the only account.
    """
    kept = KeySlots(tuple(slot for slot in slots.slots if not _is_account(slot, account)))
    if not kept.accounts:
        raise Refused("不能停用唯一的账户，请先新增另一个账户")
    return kept


def remove_parent(slots: KeySlots, office_id: str) -> KeySlots:
    """Take away a parent office's way in."""
    kept = (
        slot
        for slot in slots.slots
        if not (isinstance(slot, ParentSlot) and slot.office_id == office_id)
    )
    return KeySlots(tuple(kept))


def _is_account(slot: Slot, account: str) -> bool:
    return isinstance(slot, PassphraseSlot) and slot.account == account


def _without(slots: KeySlots, new: Slot) -> Iterator[Slot]:
    """The slots that a new one does not take the place of."""
    return (slot for slot in slots.slots if _owner(slot) != _owner(new))


def _owner(slot: Slot) -> tuple[str, str]:
    match slot:
        case PassphraseSlot():
            return "passphrase", slot.account
        case ParentSlot():
            return "parent", slot.office_id
        case RecoverySlot():
            return "recovery", ""


def _from_passphrase(slot: PassphraseSlot, passphrase: str) -> bytes:
    # A Chinese input method gives full-width letters; they mean the same.
    return hash_secret_raw(
        secret=unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass"),
        salt=slot.salt,
        time_cost=slot.cost.passes,
        memory_cost=slot.cost.memory_kib,
        parallelism=slot.cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _from_code(slot: RecoverySlot, code: str) -> bytes:
    # 120 random bits need no slow function.
    return HKDF(SHA256(), KEY_BYTES, slot.salt, _BOUND_PREFIX).derive(code.encode())


def _wrap(wrapping_key: bytes, slot: PassphraseSlot | RecoverySlot, key: bytes) -> bytes:
    return ChaCha20Poly1305(wrapping_key).encrypt(slot.nonce, key, _bound(slot))


def _unwrap(wrapping_key: bytes, slot: PassphraseSlot | RecoverySlot) -> bytes | None:
    try:
        return ChaCha20Poly1305(wrapping_key).decrypt(slot.nonce, slot.sealed, _bound(slot))
    except InvalidTag:
        return None


def _bound(slot: Slot) -> bytes:
    return _BOUND_PREFIX + canonical(slot.visible())


def _salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def _nonce() -> bytes:
    return secrets.token_bytes(NONCE_BYTES)
