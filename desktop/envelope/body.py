"""The inner ZIP: decrypted in memory, never to a file, and refused beyond its limits.

A ZIP needs seeking, which an encrypted stream does not offer, and plain text may not be
put in a file: so the compressed body is held in memory, and its tables are unpacked from
there as they are read.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from desktop.envelope import age
from desktop.envelope.header import BadPackage

_EXPECTED_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\.(csv|json)")
# Only "sizes follow the data" and "names are UTF-8": no encryption, no patches.
_KNOWN_FLAGS = 0x0808
_DAMAGED = "上报包里的数据已损坏，请让发送单位重新生成"
_TOO_LARGE = "上报包里的数据大得不正常，为安全起见不予接收，请与发送单位联系"
_STRANGE = "上报包里有不该有的文件，不予接收，请与发送单位联系"


@dataclass(frozen=True, slots=True)
class Limits:
    """What an honest body never reaches; ``ratio`` counts only above ``small_bytes``."""

    members: int = 200
    member_bytes: int = 2 * 1024**3
    total_bytes: int = 4 * 1024**3
    ratio: int = 200
    small_bytes: int = 16 * 1024**2


DEFAULT_LIMITS = Limits()


def decrypted(source: age.Source, identity: str) -> BytesIO:
    """The plain body, in memory.

    Raises:
        NotForUs: if it is not encrypted to this identity.
        BadPackage: if it is damaged.
    """
    plain = BytesIO()
    try:
        age.unseal_stream(source, plain, identity)
    except age.Undecipherable as error:
        raise BadPackage(_DAMAGED) from error
    return plain


@contextmanager
def opened_zip(plain: BytesIO, limits: Limits) -> Iterator[ZipFile]:
    """Open the ZIP in a plain body.

    Raises:
        BadPackage: if it is damaged, now or while it is read, or beyond the limits.
    """
    with _open(plain) as body:
        _check(body, len(plain.getbuffer()), limits)
        try:
            yield body
        except (BadZipFile, zlib.error, EOFError) as error:
            raise BadPackage(_DAMAGED) from error


def _open(plain: BytesIO) -> ZipFile:
    try:
        return ZipFile(plain)
    except (BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise BadPackage(_DAMAGED) from error


def _check(body: ZipFile, packed_bytes: int, limits: Limits) -> None:
    entries = body.infolist()
    if len(entries) > limits.members or any(map(_is_strange, entries)):
        raise BadPackage(_STRANGE)
    if len({entry.filename for entry in entries}) != len(entries):
        raise BadPackage(_STRANGE)
    # The reader unpacks no more than the size stated here, so the statement may be believed.
    total = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries), default=0)
    if largest > limits.member_bytes or total > limits.total_bytes:
        raise BadPackage(_TOO_LARGE)
    if total > limits.small_bytes and total > limits.ratio * packed_bytes:
        raise BadPackage(_TOO_LARGE)


def _is_strange(entry: ZipInfo) -> bool:
    return (
        not _EXPECTED_NAME.fullmatch(entry.filename)
        or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
        or bool(entry.flag_bits & ~_KNOWN_FLAGS)
        or entry.header_offset < 0
    )
