"""The program with its window: puts everything together once, then steps aside."""

import argparse
import sys
from pathlib import Path

from desktop.services.ledgers import Surroundings


def main() -> int:
    """Open the window, on a ledger's folder if one is named."""
    parser = argparse.ArgumentParser(prog="labour-ledger-window", description="劳务台账")
    parser.add_argument("folder", nargs="?", type=Path, help="台账文件夹")
    options, rest = parser.parse_known_args()

    # Once Qt is loaded, its bindings look into the source of each module that follows; so it comes
    # after all that the ledger needs.
    from desktop.ui.main import run

    return run(options.folder, rest, Surroundings())


if __name__ == "__main__":
    sys.exit(main())
