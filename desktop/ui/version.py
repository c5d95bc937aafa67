"""Which version of the program this is."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


def version() -> str:
    """The installed version; a checkout that was never installed has none."""
    try:
        return installed("labour-ledger")
    except PackageNotFoundError:
        return "开发版"
