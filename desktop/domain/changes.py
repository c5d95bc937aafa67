"""Acts and changes: what was done to which field, by whom, and what its author saw."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from desktop.domain.errors import AppError

DELETED: Final = "deleted"
"""The pseudo-field of deletion: "1" while deleted, else None."""

_TOO_BIG: Final = 2**63


class BadChangeName(AppError):
    """A text that should name changes does not."""

    def __init__(self) -> None:
        super().__init__("文件里的修改编号无法识别，请让对方重新生成后再发来")


class ChangeName(NamedTuple):
    """Which change: the n-th of the seq-th act of a device. Unique everywhere, for ever."""

    device: str
    seq: int
    n: int

    def __str__(self) -> str:
        return f"{self.device}.{self.seq}.{self.n}"

    @classmethod
    def parse(cls, text: str) -> "ChangeName":
        """Read the form that ``str`` writes, and no other.

        Raises:
            BadChangeName: if the text is anything else.
        """
        try:
            device, seq, n = text.rsplit(".", 2)
            name = cls(device, int(seq), int(n))
        except ValueError:
            raise BadChangeName from None
        if not name._is_sound() or str(name) != text:
            raise BadChangeName
        return name

    def _is_sound(self) -> bool:
        device_ok = bool(self.device) and not any(map(str.isspace, self.device))
        return device_ok and 0 <= self.seq < _TOO_BIG and 0 <= self.n < _TOO_BIG


BIRTH: Final[tuple[ChangeName, ...]] = ()
"""The ``saw`` of a change whose author saw just the value that the record was born with.

An insert writes no change rows; its values count as live while a field has no change.
"""


def pack(saw: Iterable[ChangeName]) -> str:
    """The names as one text, separated by spaces."""
    return " ".join(map(str, saw))


def unpack(text: str) -> tuple[ChangeName, ...]:
    """The names that ``pack`` wrote.

    Raises:
        BadChangeName: if one of them cannot be read.
    """
    return tuple(map(ChangeName.parse, text.split(" "))) if text else BIRTH


@dataclass(frozen=True, slots=True)
class Act:
    """Whatever a person or a package did in one transaction."""

    device: str
    seq: int
    hlc: str
    account: str
    level: int
    verb: str
    label: str
    origin: str
    batch: str | None
    undoes: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One field set once; values are in wire form."""

    device: str
    seq: int
    n: int
    entity: str
    record: str
    field: str
    old: str | None
    new: str | None
    saw: tuple[ChangeName, ...]
    reason: str | None
    level: int

    @property
    def name(self) -> ChangeName:
        return ChangeName(self.device, self.seq, self.n)
