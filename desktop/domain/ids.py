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
_DRAWN = 256
"""For so many ids randomness is drawn at once: asking the system for each takes longest."""
_VARIANTS = {f"{digit:x}": "89ab"[digit & 3] for digit in range(16)}
"""The digit that says which kind of UUID it is, with two bits left free."""


def _random_digits() -> list[str]:
    digits = os.urandom(8 * _DRAWN).hex()
    return [digits[at : at + 16] for at in range(0, len(digits), 16)]


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
        self._random: list[str] = []

    def __call__(self) -> str:
        with self._lock:
            self._advance()
            stamp, count = f"{self._ms:012x}", self._count
            if not self._random:
                self._random = _random_digits()
            tail = self._random.pop()
        variant = _VARIANTS[tail[0]]
        return f"{stamp[:8]}-{stamp[8:]}-7{count:03x}-{variant}{tail[1:4]}-{tail[4:]}"

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
