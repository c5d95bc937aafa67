"""What a package says about itself outside its sealed body: offices, range, counts, no person."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, cast, get_args

from desktop.domain.errors import AppError
from desktop.domain.levels import Level
from desktop.envelope.strict_json import Malformed, Members, canonical, parse_object

FORMAT_VERSION = 1
MAX_HEADER_BYTES = 1024 * 1024
MAX_PARTS = 10_000

Kind = Literal["full", "changes", "receipt", "return", "config", "vacancies"]
KINDS: tuple[str, ...] = get_args(Kind)
LEVELS = tuple(level.key for level in Level)

_MAX_SCOPE = 20_000
_MAX_ENTITIES = 500
_MAX_CARD = 4000


class BadPackage(AppError):
    """The file is no package, or is damaged, or was changed on its way."""


class NeedsNewerProgram(BadPackage):
    """The package is of a later format than this program knows."""

    def __init__(self, message: str = "上报包由较新版本的程序生成，请先升级本程序再接收") -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The open label of a package; ``(after, upto]`` are the sender's own log positions.

    ``previous`` is the :attr:`digest` of the package before this one, empty for the first.
    ``level`` is the sender's. ``scope`` holds area codes. Part ``part`` of ``parts``.
    The body's size and hash are filled in when the package is written. ``card`` and ``proof`` are
    there while a new office has no receipt yet: its card, and what shows that it opened the
    receiver's invitation.
    """

    package_id: str
    sender_id: str
    sender_name: str
    receiver_id: str
    receiver_name: str
    device: str
    level: str
    kind: Kind
    scope: tuple[str, ...]
    after: int
    upto: int
    previous: str
    counts: Mapping[str, int] = field(hash=False)
    dictionary_version: str
    app_version: str
    made_at: str
    part: int = 1
    parts: int = 1
    body_size: int = 0
    body_sha256: str = ""
    card: str = ""
    proof: str = ""
    format_version: int = FORMAT_VERSION

    def with_body(self, size: int, sha256: str) -> "Header":
        return replace(self, body_size=size, body_sha256=sha256)

    @property
    def digest(self) -> str:
        """Names this package and, through the body's hash, all of its content."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def to_bytes(self) -> bytes:
        return canonical({name: _plain(getattr(self, name)) for name in _NAMES})

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Header":
        """Read a header, believing nothing.

        Raises:
            NeedsNewerProgram: if its format is later than ours.
            BadPackage: if anything else about it is not as it must be.
        """
        try:
            members = parse_object(raw, MAX_HEADER_BYTES)
            if members.whole("format_version", least=1) > FORMAT_VERSION:
                raise NeedsNewerProgram
            header = _read(members)
        except Malformed as error:
            raise BadPackage("上报包的说明部分不完整或被改动过，请让发送单位重新生成") from error
        if header.to_bytes() != raw:
            raise BadPackage("上报包的说明部分被改动过，请让发送单位重新生成")
        return header


_NAMES = tuple(sorted(field.name for field in fields(Header)))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def _read(members: Members) -> Header:
    members.only(*_NAMES)
    after = members.whole("after")
    parts = members.whole("parts", least=1, most=MAX_PARTS)
    return Header(
        format_version=members.whole("format_version"),
        package_id=members.text("package_id"),
        sender_id=members.text("sender_id"),
        sender_name=members.text("sender_name"),
        receiver_id=members.text("receiver_id"),
        receiver_name=members.text("receiver_name"),
        device=members.text("device"),
        level=members.one_of("level", LEVELS),
        kind=cast("Kind", members.one_of("kind", KINDS)),
        scope=members.texts("scope", _MAX_SCOPE),
        after=after,
        upto=members.whole("upto", least=after),
        previous=members.digest("previous", empty=True),
        counts=members.counts("counts", _MAX_ENTITIES),
        dictionary_version=members.text("dictionary_version"),
        app_version=members.text("app_version"),
        made_at=members.moment("made_at"),
        part=members.whole("part", least=1, most=parts),
        parts=parts,
        body_size=members.whole("body_size", least=1),
        body_sha256=members.digest("body_sha256"),
        card=members.text("card", _MAX_CARD, empty=True),
        proof=members.digest("proof", empty=True),
    )
