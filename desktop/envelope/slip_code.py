"""The code on a printed receipt: whoever cannot open the package cannot make it.

Its key is the hash of the plain body, which both offices know and nobody else. Two characters say
which ledger of the receiver merged it; eight are an HMAC over that, the package and the outcome.
"""

import hashlib
import hmac
from zipfile import ZipFile

from desktop.envelope.recovery_code import ALPHABET

_PREFIX = "labour-ledger slip 1"
_BITS = 5
_GROUP, _TAG, _MAC = 5, 2, 8


def secret_of(body: ZipFile) -> str:
    """The hash of a plain body that is open, in hex.

    Raises:
        ValueError: if it is closed.
    """
    if body.fp is None:
        raise ValueError("the body is closed")
    body.fp.seek(0)
    digest = hashlib.sha256()
    while block := body.fp.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def tag_of(device: str) -> str:
    """Two characters that tell the few ledgers of one office apart."""
    return _characters(hashlib.sha256(f"{_PREFIX}\n{device}".encode()).digest(), _TAG)


def slip_code(secret: str, digest: str, outcome: str, tag: str) -> str:
    """The code for a package that came to an outcome in the ledger of a tag: XXXXX-XXXXX."""
    message = "\n".join((_PREFIX, digest, outcome, tag)).encode()
    text = tag + _characters(hmac.digest(bytes.fromhex(secret), message, "sha256"), _MAC)
    return f"{text[:_GROUP]}-{text[_GROUP:]}"


def tag_in(code: str) -> str:
    """The tag that a code begins with."""
    return code[:_TAG]


def _characters(data: bytes, count: int) -> str:
    number, bits = int.from_bytes(data), 8 * len(data)
    return "".join(
        ALPHABET[number >> (bits - _BITS * at) & 2**_BITS - 1] for at in range(1, count + 1)
    )
