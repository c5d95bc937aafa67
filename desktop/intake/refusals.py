"""Why a file cannot be taken in, each as a sentence for the clerk."""

from desktop.domain.errors import AppError


class CannotRead(AppError):
    """The file as a whole cannot be read as a table; nothing of it was taken in."""


class NeedsPassword(CannotRead):
    """The file opens only with a password, and none or a wrong one was given."""
