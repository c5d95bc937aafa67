"""A copy of the ledger to try things on: nobody waits for it, and nothing of it stays."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.domain.ids import uuid7
from desktop.storage import folder as folders
from desktop.storage.database import Data
from desktop.storage.devices import DeviceState
from desktop.storage.faults import told
from desktop.storage.ledger import Ledger


@contextmanager
def copied(ledger: Ledger) -> Iterator[Ledger]:
    """The ledger as it is now, as encrypted, in a file of its own that is gone afterwards.

    Raises:
        LedgerFault: if there is no room for it.
    """
    with folders.working_in_tmp(ledger.folder) as tmp:
        place = tmp / f"trial-{uuid7()}"
        try:
            with told():
                place.mkdir()
                ledger.data.run("VACUUM INTO ?", [str(place / folders.DATA)])
            # A state file of its own: the numbers of the ledger's acts stay as they are.
            own = Ledger(
                place,
                Data(place / folders.DATA, ledger.data.key),
                ledger.dictionary,
                DeviceState(place, place),
            )
            own.account = ledger.account
            with own:
                yield own
        finally:
            shutil.rmtree(place, ignore_errors=True)
