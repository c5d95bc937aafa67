"""Opening passwords of workbooks: telling that one is needed, and opening with it."""

import io
import struct
from collections.abc import Callable
from xml.parsers.expat import ExpatError

import msoffcrypto
from cryptography.exceptions import UnsupportedAlgorithm
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.method.rc4 import DocumentRC4
from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI

from desktop.intake import compound
from desktop.intake.refusals import BROKEN, CannotRead, NeedsPassword

ASK = "“{name}”设有打开密码，请输入密码后再导入"
_WRONG = "“{name}”的打开密码不对，请重新输入"
# What Excel itself tries on a workbook that is only write-protected.
_WRITE_PROTECTED = "VelvetSweatshop"
_MARK = "EncryptedPackage".encode("utf-16-le")
_BLOCK = 1024
# The library states no errors of its own for most of what a damaged file makes it meet.
_DAMAGED = (
    DecryptionError,
    FileFormatError,
    ParseError,
    ExpatError,
    UnsupportedAlgorithm,
    struct.error,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
)


def is_locked_package(data: bytes) -> bool:
    """Whether it is a newer workbook (.xlsx) locked by a password."""
    return not data.startswith(b"PK") and _MARK in data


def opened(data: bytes, name: str, password: str | None) -> bytes:
    """The workbook behind a password.

    Raises:
        NeedsPassword: if the password is missing or wrong.
        CannotRead: if the file is damaged, or locked in an unknown way.
    """
    for attempt in (_WRITE_PROTECTED, password):
        if attempt is None:
            break
        try:
            return _opened_with(attempt, data)
        except InvalidKeyError:
            continue
        except _DAMAGED as error:
            raise CannotRead(BROKEN.format(name=name)) from error
    raise NeedsPassword((ASK if password is None else _WRONG).format(name=name))


def _opened_with(password: str, data: bytes) -> bytes:
    file = msoffcrypto.OfficeFile(io.BytesIO(data))
    file.load_key(password=password)
    if is_locked_package(data):
        plain = io.BytesIO()
        file.decrypt(plain)
        return plain.getvalue()
    # For an old .xls the library would write the plain workbook to a temporary file.
    ciphers: dict[str, Callable[[io.BytesIO], io.BytesIO]] = {
        "rc4": lambda stream: DocumentRC4.decrypt(file.key, file.salt, stream, _BLOCK),
        "rc4_cryptoapi": lambda stream: DocumentRC4CryptoAPI.decrypt(
            file.key, file.salt, file.keySize, stream, _BLOCK
        ),
    }
    return compound.unlocked(data, lambda locked: ciphers[file.type](io.BytesIO(locked)).read())
