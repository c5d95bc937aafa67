"""What every record of the ledger has, whatever it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A thing the ledger knows, as last known.

    Attributes:
        id: UUIDv7, or UUIDv5 of system and code for what is seeded alike on every PC.
        unread: what was typed or seen and could not be read, by field name.
        extra: wire values of fields that a newer program sent, by field name.
        born_device: the device whose act inserted it; empty before it is stored.
        born_seq: the number of that act.
        deleted: whether it is gone.
    """

    entity_name: ClassVar[str]
    entity_label: ClassVar[str]

    id: str = ""
    unread: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    extra: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    born_device: str = ""
    born_seq: int = 0
    deleted: bool = False
