"""Files that belong to a ledger: encrypted in its folder, named by the hash of what they hold."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.storage.faults import LedgerFault, told
from desktop.storage.ledger import Ledger

FOLDER = "files"
_NAME = re.compile(r"[0-9a-f]{64}")
_NONCE = 12


class AttachmentMissing(LedgerFault):
    """The ledger's folder does not hold the file, or not as it was."""

    def __init__(self) -> None:
        super().__init__("原来的文件不在这个台账里，或已损坏，请在收到它的电脑上办理")


def keep(ledger: Ledger, data: bytes) -> str:
    """Keep what a file holds; the name it can be fetched by.

    Raises:
        LedgerFault: if it cannot be written; nothing of it is left behind.
    """
    name = name_of(data)
    nonce = os.urandom(_NONCE)
    sealed = nonce + _cipher(ledger).encrypt(nonce, data, name.encode())
    path = ledger.folder / FOLDER / name
    part = path.with_suffix(".part")
    with told():
        path.parent.mkdir(exist_ok=True)
        try:
            with part.open("wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return name


def name_of(data: bytes) -> str:
    """The name that a file of this content is kept by."""
    return hashlib.sha256(data).hexdigest()


def fetch(ledger: Ledger, name: str) -> bytes:
    """What a file held.

    Raises:
        AttachmentMissing: if it is not here, or does not read back as it was.
    """
    if not is_kept(ledger, name):
        raise AttachmentMissing
    with told():
        sealed = (ledger.folder / FOLDER / name).read_bytes()
    try:
        return _cipher(ledger).decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
    except (InvalidTag, ValueError) as error:
        raise AttachmentMissing from error


def is_kept(ledger: Ledger, name: str) -> bool:
    """Whether the ledger's folder holds a file of this name."""
    return is_name(name) and (ledger.folder / FOLDER / name).is_file()


def is_name(text: str) -> bool:
    """Whether a file name is one that this module gives."""
    return _NAME.fullmatch(text) is not None


def every(folder: Path) -> Iterator[Path]:
    """The files kept in a ledger's folder, in a fixed order."""
    place = folder / FOLDER
    yield from sorted(path for path in place.glob("*") if is_name(path.name))


def _cipher(ledger: Ledger) -> ChaCha20Poly1305:
    derived = HKDF(SHA256(), 32, None, b"labour-ledger attachments").derive(ledger.data.key)
    return ChaCha20Poly1305(derived)
