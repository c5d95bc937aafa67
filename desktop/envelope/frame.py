"""The outer ZIP: three stored members in a fixed order, and every byte between them.

It is laid out by hand, because a general ZIP reader believes what it is told: here the
whole frame follows from three sizes and checksums, so that no other byte can differ.
Later formats of the package keep this frame, so that they can say that they are later.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

BODY = "body.age"
HEADER = "header.json"
SIGNATURE = "signature.json"

MAX_BYTES = 2**31

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK = b"PK\x03\x04"
_ENTRY_MARK = b"PK\x01\x02"
_END_MARK = b"PK\x05\x06"

_VERSION = 20
_MADE_ON_UNIX = 3 << 8 | _VERSION
_FIRST_OF_JANUARY_1980 = 0x21
_PLAIN_FILE = 0o100644 << 16


class BadFrame(ValueError):
    """The bytes are not those of a package's outer ZIP."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The size and CRC-32 of one member."""

    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The three members, in their order in the file."""

    body: Stored
    header: Stored
    signature: Stored

    @property
    def body_at(self) -> int:
        return len(_local(BODY, self.body))

    @property
    def header_at(self) -> int:
        return self.body_at + self.body.size + len(_local(HEADER, self.header))

    @property
    def signature_at(self) -> int:
        return self.header_at + self.header.size + len(_local(SIGNATURE, self.signature))

    @property
    def size(self) -> int:
        return self.signature_at + self.signature.size + len(self.ending())

    def gaps(self) -> list[tuple[int, bytes]]:
        """What stands between the members, and where."""
        return [
            (0, _local(BODY, self.body)),
            (self.body_at + self.body.size, _local(HEADER, self.header)),
            (self.header_at + self.header.size, _local(SIGNATURE, self.signature)),
            (self.signature_at + self.signature.size, self.ending()),
        ]

    def ending(self) -> bytes:
        """The ZIP's own table of contents."""
        entries = (
            _entry(BODY, self.body, 0)
            + _entry(HEADER, self.header, self.body_at + self.body.size)
            + _entry(SIGNATURE, self.signature, self.header_at + self.header.size)
        )
        start = self.signature_at + self.signature.size
        return entries + _END.pack(_END_MARK, 0, 0, 3, 3, len(entries), start, 0)


def read_frame(file: BinaryIO, size: int) -> Frame:
    """Find the members of a file of this size.

    Raises:
        BadFrame: if any byte outside the members is not as it must be.
    """
    ending_size = len(_NOTHING.ending())
    if not _NOTHING.size <= size <= MAX_BYTES:
        raise BadFrame("too short or too long")
    file.seek(size - ending_size)
    frame = _read_ending(file.read(ending_size))
    if frame.size != size or any(_differs(file, *gap) for gap in frame.gaps()):
        raise BadFrame("not laid out as a package")
    return frame


def starts_like_a_package(start: bytes) -> bool:
    """Whether this may be the beginning of a package, be it whole or damaged."""
    return start.startswith(_LOCAL_MARK) and start[_LOCAL.size :].startswith(BODY.encode())


def _read_ending(ending: bytes) -> Frame:
    stored = []
    start = 0
    for name in (BODY, HEADER, SIGNATURE):
        entry = _ENTRY.unpack_from(ending, start)
        stored.append(Stored(size=entry[9], crc=entry[7]))
        start += _ENTRY.size + len(name)
    if sum(member.size for member in stored) > MAX_BYTES:
        raise BadFrame("sizes that no package has")
    return Frame(*stored)


def _differs(file: BinaryIO, at: int, expected: bytes) -> bool:
    file.seek(at)
    return file.read(len(expected)) != expected


def _local(name: str, stored: Stored) -> bytes:
    return (
        _LOCAL.pack(
            _LOCAL_MARK,
            _VERSION,
            0,
            0,
            0,
            _FIRST_OF_JANUARY_1980,
            stored.crc,
            stored.size,
            stored.size,
            len(name),
            0,
        )
        + name.encode()
    )


def _entry(name: str, stored: Stored, at: int) -> bytes:
    return (
        _ENTRY.pack(
            _ENTRY_MARK,
            _MADE_ON_UNIX,
            _VERSION,
            0,
            0,
            0,
            _FIRST_OF_JANUARY_1980,
            stored.crc,
            stored.size,
            stored.size,
            len(name),
            0,
            0,
            0,
            0,
            _PLAIN_FILE,
            at,
        )
        + name.encode()
    )


_NOTHING = Frame(Stored(0, 0), Stored(0, 0), Stored(0, 0))
