"""The age format: keys as text, small secrets and long streams sealed to recipients."""

from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, Protocol, TypeVar

import pyrage  # type: ignore[import-untyped]

from desktop.domain.errors import AppError

P = ParamSpec("P")
T = TypeVar("T")


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


def seal_with_code(secret: bytes, code: str) -> bytes:
    """Encrypt to a code that is told by telephone; made slow to guess (scrypt)."""
    sealed: bytes = pyrage.passphrase.encrypt(secret, code)
    return sealed


def unseal_with_code(sealed: bytes, code: str) -> bytes:
    """Open what :func:`seal_with_code` closed.

    Raises:
        NotForUs: if the code is another, or the content is damaged: the two look alike.
    """
    try:
        secret: bytes = pyrage.passphrase.decrypt(sealed, code)
    except pyrage.DecryptError as error:
        raise NotForUs("口令不对，或文件已损坏，请与对方核对口令；还不行就请对方重做") from error
    return secret


def seal_stream(source: Source, sink: Sink, recipients: Sequence[str]) -> None:
    """Encrypt all of ``source`` into ``sink``, 64 KiB in memory at a time.

    What the source or the sink raises comes through as it is.
    """
    kept = _Failures(source, sink)
    try:
        pyrage.encrypt_io(kept, kept, [_recipient(text) for text in recipients])
    except (pyrage.EncryptError, OSError) as error:
        raise kept.first or error from error


def unseal_stream(source: Source, sink: Sink, identity: str) -> None:
    """Decrypt all of ``source`` into ``sink``.

    Raises:
        NotForUs: if it is sealed to other keys.
        Undecipherable: if it is damaged or cut short.
    """
    key = _identity(identity)
    kept = _Failures(source, sink)
    try:
        pyrage.decrypt_io(kept, kept, [key])
    except (pyrage.DecryptError, OSError) as error:
        raise kept.first or _reason(error) from error


class _Failures:
    """Both ends of a stream, keeping what they raised: the library hands on its text only."""

    def __init__(self, source: Source, sink: Sink) -> None:
        self.first: BaseException | None = None
        self.read = self._kept(source.read)
        self.write = self._kept(sink.write)
        self.flush = self._kept(sink.flush)

    def _kept(self, call: Callable[P, T]) -> Callable[P, T]:
        def keeping(*args: P.args, **named: P.kwargs) -> T:
            try:
                return call(*args, **named)
            except BaseException as error:
                self.first = self.first or error
                raise

        return keeping


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
