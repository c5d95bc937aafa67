"""The hybrid logical clock: stamps that order what people see, and decide nothing.

A stamp follows the PC's clock, but never goes back and never repeats on one device, and is later
than every believable stamp that the device has merged: an answer sorts after its question even
where the answering PC's clock is behind.
"""

from typing import Final, NamedTuple

from desktop.domain.errors import AppError

MAX_AHEAD_MS: Final = 24 * 60 * 60 * 1000
"""How far ahead of our clock a partner's stamp may be and still be believed."""

_COUNTER_END: Final = 0x1_0000
_MS_END: Final = 0x1_0000_0000_0000
_TEXT_LENGTH: Final = 16


class BadStamp(AppError):
    """A text that should be a stamp is not."""

    def __init__(self) -> None:
        super().__init__("文件里的操作时间无法识别，请让对方重新生成后再发来")


class Hlc(NamedTuple):
    """Milliseconds since 1970 and a counter; the texts sort as the stamps do."""

    ms: int
    counter: int

    def __str__(self) -> str:
        return f"{self.ms:012x}{self.counter:04x}"

    @classmethod
    def parse(cls, text: str) -> "Hlc":
        """Read the form that ``str`` writes, and no other.

        Raises:
            BadStamp: if the text is anything else.
        """
        try:
            stamp = cls(int(text[:12], 16), int(text[12:], 16))
        except ValueError:
            raise BadStamp from None
        if len(text) != _TEXT_LENGTH or str(stamp) != text:
            raise BadStamp
        return stamp


START: Final = Hlc(0, 0)
"""The ``last`` of a device that has done nothing yet."""


def tick(last: Hlc, now_ms: int) -> Hlc:
    """The stamp of the next act: our clock's time, or just after ``last`` if that is no later."""
    now = Hlc(min(max(now_ms, 0), _MS_END - 1), 0)
    return max(now, _after(last))


def observe(last: Hlc, other: Hlc, now_ms: int, max_ahead: int = MAX_AHEAD_MS) -> Hlc:
    """The ``last`` to keep after an act stamped ``other`` has been merged.

    A stamp more than ``max_ahead`` milliseconds ahead of our clock is passed over, not cut to the
    limit: else one PC whose clock stands in 2099 would hold every office at the limit for ever.
    Its acts then sort at the end of what people see; no value depends on it.
    """
    return last if other.ms > now_ms + max_ahead else max(last, other)


def _after(stamp: Hlc) -> Hlc:
    counter = stamp.counter + 1
    return Hlc(stamp.ms, counter) if counter < _COUNTER_END else Hlc(stamp.ms + 1, 0)
