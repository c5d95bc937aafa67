"""Which version of the program this is, as the window shows it."""

from desktop.domain.version import VERSION


def version() -> str:
    """The version of this program."""
    return VERSION
