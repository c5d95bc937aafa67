"""Ed25519 signatures, each over a prefix that says what kind of thing was signed."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop.envelope.strict_json import from_base64, to_base64

PACKAGE_PREFIX = b"labour-ledger package v1\n"
CARD_PREFIX = b"labour-ledger card v1\n"

KEY_BYTES = 32
SIGNATURE_BYTES = 64


def new_sign_key() -> str:
    """A fresh private key, raw, in base64."""
    return to_base64(Ed25519PrivateKey.generate().private_bytes_raw())


def verify_key_of(sign_key: str) -> str:
    """The public key that belongs to a private one."""
    return to_base64(_private(sign_key).public_key().public_bytes_raw())


def sign(sign_key: str, prefix: bytes, message: bytes) -> bytes:
    return _private(sign_key).sign(prefix + message)


def is_signed(verify_key: str, prefix: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the owner of this public key signed exactly this, as this kind of thing."""
    try:
        public = Ed25519PublicKey.from_public_bytes(from_base64(verify_key))
        public.verify(signature, prefix + message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(sign_key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(from_base64(sign_key))
