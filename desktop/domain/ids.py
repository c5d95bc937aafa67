"""The ids that records, seeds and devices are known by."""

import os
import secrets
import time
import uuid
from collections.abc import Callable
from threading import Lock

_SEEDS = uuid.UUID("5f3c9a52-7d0e-4b61-9c84-2e6a1d8f0b37")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DEVICE_LENGTH = 10
_COUNTS = 1 << 12


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


class IdSequence:
    """UUIDs version 7 (RFC 9562) that only rise, also when the clock stands or steps back.

    A counter of 12 bits follows the millisecond; once it is full, the next millisecond is
    borrowed.
    """

    def __init__(self, now_ms: Callable[[], int] = _now_ms) -> None:
        self._now_ms = now_ms
        self._lock = Lock()
        self._ms = 0
        self._count = 0

    def __call__(self) -> str:
        with self._lock:
            self._advance()
            stamp, count = self._ms, self._count
        tail = int.from_bytes(os.urandom(8)) & (1 << 62) - 1
        digits = f"{stamp << 80 | 7 << 76 | count << 64 | 2 << 62 | tail:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def _advance(self) -> None:
        now = self._now_ms()
        if now > self._ms:
            # Half of the counter stays free, so that a burst seldom has to borrow.
            self._ms, self._count = now, secrets.randbelow(_COUNTS // 2)
        elif self._count + 1 < _COUNTS:
            self._count += 1
        else:
            self._ms, self._count = self._ms + 1, 0


# Order within a process can only be promised by one sequence that all its threads share.
_SEQUENCE = IdSequence()


def uuid7() -> str:
    """A new id that sorts after every id this process made before."""
    return _SEQUENCE()


def seed_id(code_system: str, code: str) -> str:
    """The id of a seeded record: the same on every device (UUID version 5)."""
    return str(uuid.uuid5(_SEEDS, f"{code_system}\n{code}"))


def device_id() -> str:
    """Ten random characters without I, L, O and U, for people to read out."""
    return "".join(secrets.choice(_CROCKFORD) for _ in range(_DEVICE_LENGTH))
