"""How long work reports that it goes on, without knowing any window."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called as ``progress(done, total)``; raises :class:`~desktop.domain.errors.Cancelled`
when the clerk gives up."""


def silent(done: int, total: int) -> None:
    """Report to nobody."""
