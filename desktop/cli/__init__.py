"""The command line ``labour-ledger``: every service verb without a window, in Chinese."""

from desktop.cli.main import main

__all__ = ["main"]
