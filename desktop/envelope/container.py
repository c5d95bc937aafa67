"""The package file (上报包, ``.ldp``): written in one pass, believed only after it is checked.

The body comes first in the file, because the header names the body's hash.
"""

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal
from zipfile import ZipFile

from desktop.domain.errors import Refused
from desktop.envelope import age, seal
from desktop.envelope.body import DEFAULT_LIMITS, Limits, decrypted, opened_zip
from desktop.envelope.frame import BadFrame, Frame, Stored, read_frame, starts_like_a_package
from desktop.envelope.header import MAX_HEADER_BYTES, BadPackage, Header
from desktop.envelope.keys import CARD_FORMAT, MAX_CARD_BYTES, OfficeKeys
from desktop.envelope.safe_file import opened, written_safely
from desktop.envelope.strict_json import Malformed, canonical, parse_object, to_base64

# The body is decrypted in memory; 300,000 persons take about 60 MB.
MAX_BODY_BYTES = 1024 * 1024 * 1024
MAX_SIGNATURE_BYTES = 4096

_BLOCK = 1024 * 1024
_ALGORITHM = "Ed25519"
_DAMAGED = "上报包不完整或已损坏，请让发送单位重新拷贝一份"
_FORGED = "上报包的签名与发送单位不符，内容可能被改动过，不能接收"

FillBody = Callable[[BinaryIO], None]


class BadSignature(BadPackage):
    """Not signed by the office that it should come from, or changed since."""

    def __init__(self) -> None:
        super().__init__(_FORGED)


@dataclass(frozen=True, slots=True)
class SealedPackage:
    """A whole, undamaged package; who signed it is not yet proved.

    ``verify_key`` is what the package claims; compare it with what is trusted.
    """

    path: Path
    header: Header
    verify_key: str
    signature: bytes = field(repr=False)
    body_at: int = field(repr=False)

    def verify(self, verify_key: str) -> None:
        """Prove that the owner of this key signed it.

        Raises:
            BadSignature: if not.
        """
        signed = self.header.to_bytes()
        if not seal.is_signed(verify_key, seal.PACKAGE_PREFIX, signed, self.signature):
            raise BadSignature

    @contextmanager
    def open_body(self, identity: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[ZipFile]:
        """The inner ZIP, decrypted in memory only.

        Raises:
            NotForUs: if it is not encrypted to this age identity.
            BadPackage: if what is inside is damaged or beyond the limits.
        """
        with opened(self.path) as file:
            file.seek(self.body_at)
            plain = decrypted(_Span(file, self.header.body_size), identity)
        with opened_zip(plain, limits) as body:
            yield body


def write_package(
    path: Path,
    header: Header,
    fill_body: FillBody,
    recipients: Sequence[str],
    keys: OfficeKeys,
) -> Header:
    """Seal and sign a package; returns the header with the body's size and hash.

    ``fill_body`` writes the inner ZIP into a pipe, in the caller's thread. The sender
    can always open it too.

    Raises:
        CannotWrite: if the medium fails; there is then no such file.
        Refused: if the body becomes too large.
    """
    everyone = dict.fromkeys([*recipients, keys.public_part.age_recipient])
    public = keys.public_part
    with written_safely(path, lambda part: _check_written(part, public.verify_key)) as file:
        # Room for the body's own heading, whose content is known only afterwards.
        file.seek(_BODY_AT)
        body = _Measured(file)
        _stream(fill_body, body, list(everyone))
        header = header.with_body(body.size, body.sha256.hexdigest())
        _finish(file, body, header, keys)
    return header


def open_package(path: Path) -> SealedPackage:
    """Check all of a package that can be checked without any key.

    Raises:
        CannotRead: if the file cannot be read.
        NeedsNewerProgram: if its format is later than ours.
        BadPackage: if it is damaged, changed or no package.
    """
    with opened(path) as file:
        try:
            return _read(path, file)
        except (BadFrame, Malformed) as error:
            raise BadPackage(_DAMAGED) from error


def read_label(path: Path) -> Header:
    """What a package says of itself; its body and signature are not looked at.

    Raises:
        CannotRead: if the file cannot be read.
        NeedsNewerProgram: if its format is later than ours.
        BadPackage: if it is no package, or its label is damaged.
    """
    with opened(path) as file:
        try:
            return _label(file, read_frame(file, os.fstat(file.fileno()).st_size))
        except (BadFrame, Malformed) as error:
            raise BadPackage(_DAMAGED) from error


def sniff(path: Path) -> Literal["package", "card", "other"]:
    """What a file is, by its content alone.

    Raises:
        CannotRead: if the file cannot be read.
    """
    with opened(path) as file:
        start = file.read(MAX_CARD_BYTES + 1)
    if starts_like_a_package(start):
        return "package"
    try:
        members = parse_object(start, MAX_CARD_BYTES)
    except Malformed:
        return "other"
    return "card" if members.all.get("format") == CARD_FORMAT else "other"


class _Measured:
    """Passes bytes on and knows their size and checksums."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self.crc = 0
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > MAX_BODY_BYTES:
            raise Refused("数据太多，一个上报包放不下，请分村上报")
        self.crc = zlib.crc32(data, self.crc)
        self.sha256.update(data)
        self._file.write(data)
        return len(data)

    def flush(self) -> None:
        self._file.flush()


class _Span:
    """The next so many bytes of a file."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data


def _stream(fill_body: FillBody, sink: _Measured, recipients: list[str]) -> None:
    reading, writing = os.pipe()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="seal") as pool:
        sealing = pool.submit(_seal_from, reading, sink, recipients)
        try:
            with os.fdopen(writing, "wb") as pipe:
                fill_body(pipe)
        finally:
            # If the sealing failed, the pipe broke for that reason, which is the one to tell.
            failure = sealing.exception()
            if failure is not None:
                raise failure


def _seal_from(reading: int, sink: _Measured, recipients: list[str]) -> None:
    with os.fdopen(reading, "rb") as pipe:
        age.seal_stream(pipe, sink, recipients)


def _finish(file: BinaryIO, body: _Measured, header: Header, keys: OfficeKeys) -> None:
    signed = header.to_bytes()
    signature = canonical(
        {
            "algorithm": _ALGORITHM,
            "signature": to_base64(seal.sign(keys.sign_key, seal.PACKAGE_PREFIX, signed)),
            "verify_key": keys.public_part.verify_key,
        }
    )
    frame = Frame(Stored(body.size, body.crc), _stored(signed), _stored(signature))
    for at, gap in frame.gaps():
        file.seek(at)
        file.write(gap)
    file.seek(frame.header_at)
    file.write(signed)
    file.seek(frame.signature_at)
    file.write(signature)


def _stored(data: bytes) -> Stored:
    return Stored(len(data), zlib.crc32(data))


def _check_written(part: Path, verify_key: str) -> None:
    open_package(part).verify(verify_key)


def _read(path: Path, file: BinaryIO) -> SealedPackage:
    frame = read_frame(file, os.fstat(file.fileno()).st_size)
    if frame.signature.size > MAX_SIGNATURE_BYTES:
        raise BadFrame("signature too long")
    # The header before the body: a later format may measure its body otherwise.
    header = _label(file, frame)
    signature = parse_object(
        _member(file, frame.signature_at, frame.signature), MAX_SIGNATURE_BYTES
    )
    signature.only("algorithm", "signature", "verify_key")
    signature.one_of("algorithm", (_ALGORITHM,))
    _check_body(file, frame, header)
    return SealedPackage(
        path,
        header,
        to_base64(signature.binary("verify_key", seal.KEY_BYTES)),
        signature.binary("signature", seal.SIGNATURE_BYTES),
        frame.body_at,
    )


def _label(file: BinaryIO, frame: Frame) -> Header:
    if frame.header.size > MAX_HEADER_BYTES:
        raise BadFrame("header too long")
    return Header.from_bytes(_member(file, frame.header_at, frame.header))


def _member(file: BinaryIO, at: int, stored: Stored) -> bytes:
    file.seek(at)
    data = file.read(stored.size)
    if _stored(data) != stored:
        raise BadFrame("a member's checksum")
    return data


def _check_body(file: BinaryIO, frame: Frame, header: Header) -> None:
    if not frame.body.size == header.body_size <= MAX_BODY_BYTES:
        raise BadFrame("the body's size")
    file.seek(frame.body_at)
    span = _Span(file, frame.body.size)
    digest, crc = hashlib.sha256(), 0
    while block := span.read(_BLOCK):
        digest.update(block)
        crc = zlib.crc32(block, crc)
    if crc != frame.body.crc or digest.hexdigest() != header.body_sha256:
        raise BadFrame("the body's checksum")


_BODY_AT = Frame(Stored(0, 0), Stored(0, 0), Stored(0, 0)).body_at
