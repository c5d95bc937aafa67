"""The age format: keys as text, small secrets and long streams sealed to recipients."""

from collections.abc import Sequence
from typing import Any, Protocol

import pyrage  # type: ignore[import-untyped]

from desktop.domain.errors import AppError

IDENTITY_PREFIX = "AGE-SECRET-KEY-1"


class Source(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Sink(Protocol):
    def write(self, data: bytes, /) -> object: ...
    def flush(self) -> object: ...


class NotForUs(AppError):
    """None of our keys opens it."""

    def __init__(self, message: str = "这个文件不是发给本单位的，请向发送单位核对收件单位") -> None:
        super().__init__(message)


class Undecipherable(AppError):
    """It is damaged, or was never an age file."""

    def __init__(self, message: str = "文件的加密内容已损坏，请让发送单位重新生成") -> None:
        super().__init__(message)


def new_identity() -> str:
    """A fresh secret key in age's own text form."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public key that belongs to a secret one."""
    return str(_identity(identity).to_public())


def is_recipient(text: str) -> bool:
    try:
        return str(_recipient(text)) == text
    except ValueError:
        return False


def seal(secret: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt a small secret to every recipient."""
    sealed: bytes = pyrage.encrypt(secret, [_recipient(text) for text in recipients])
    return sealed


def unseal(sealed: bytes, identity: str) -> bytes:
    """Open what :func:`seal` closed.

    Raises:
        NotForUs: if it is sealed to other keys.
        Undecipherable: if it is damaged.
    """
    key = _identity(identity)
    try:
        secret: bytes = pyrage.decrypt(sealed, [key])
    except pyrage.DecryptError as error:
        raise _reason(error) from error
    return secret


def seal_stream(source: Source, sink: Sink, recipients: Sequence[str]) -> None:
    """Encrypt all of ``source`` into ``sink``, 64 KiB in memory at a time.

    Raises:
        OSError: if the source or the sink fails.
    """
    try:
        pyrage.encrypt_io(source, sink, [_recipient(text) for text in recipients])
    except pyrage.EncryptError as error:
        # The library turns the sink's error into text when it meets it at the very end.
        raise OSError(str(error)) from error


def unseal_stream(source: Source, sink: Sink, identity: str) -> None:
    """Decrypt all of ``source`` into ``sink``.

    Raises:
        NotForUs: if it is sealed to other keys.
        Undecipherable: if it is damaged or cut short.
    """
    key = _identity(identity)
    try:
        pyrage.decrypt_io(source, sink, [key])
    except pyrage.DecryptError as error:
        raise _reason(error) from error
    except OSError as error:
        # The system's own errors carry a number; the library's "decryption error" has none.
        if error.errno is not None:
            raise
        raise Undecipherable from error


def _reason(error: Exception) -> AppError:
    return NotForUs() if "No matching keys" in str(error) else Undecipherable()


def _identity(text: str) -> Any:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise ValueError("not an age identity") from error


def _recipient(text: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise ValueError("not an age recipient") from error
