"""Why a file cannot be taken in, each as a sentence for the clerk."""

from desktop.domain.errors import AppError

BROKEN = "“{name}”已损坏或没有复制完整，请重新拷贝一份，或用Excel打开另存后再导入"
"""The sentence for a file of a known kind that cannot be read to its end."""


class CannotRead(AppError):
    """The file as a whole cannot be read as a table; nothing of it was taken in."""


class NeedsPassword(CannotRead):
    """The file opens only with a password, and none or a wrong one was given."""
