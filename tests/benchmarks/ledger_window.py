"""The program's own window on a ledger, from the start of the process until it can be used.

The gate is left out: the ledger is opened by its passphrase, which a benchmark makes cheap.
Arguments: the ledger's folder, its state folder, the passphrase, ``painted`` or ``counted``.
"""

import sys
from pathlib import Path

from desktop.services import ledgers


def main(folder: str, state: str, passphrase: str, until: str) -> int:
    around = ledgers.Surroundings(state=Path(state))
    session = ledgers.open_(Path(folder), passphrase, around=around)
    # After what needs no Qt, as in desktop.app.
    from tests.benchmarks.own_window import show

    return show(session, around, until)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
