"""Which device this copy of a ledger is, so that no (device, seq) is ever used twice.

A per-user state file remembers the last act of each ledger folder on this PC. A ledger that is
missing there, or that stands elsewhere in its acts, is a copy or was restored: it goes on as a new
device.
"""

import json
from pathlib import Path

from desktop.domain.ids import device_id, uuid7
from desktop.storage.faults import told

_FILE = "devices.json"


class DeviceState:
    """The state file of this user on this PC."""

    def __init__(self, folder: Path, ledger: Path) -> None:
        self._path = folder / _FILE
        self._place = str(ledger.resolve())

    def _load(self) -> dict[str, object]:
        try:
            loaded = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return loaded if isinstance(loaded, dict) else {}

    def _key(self, ledger: str) -> str:
        return f"{ledger} {self._place}"

    def is_same(self, ledger: str, device: str, seq: int) -> bool:
        """Whether this ledger, with its last act ``seq``, is the one last used here."""
        return self._load().get(self._key(ledger)) == [device, seq]

    def remember(self, ledger: str, device: str, seq: int) -> None:
        """Note the last act of a ledger; must be done before the act is committed.

        So a crash in between only makes the next opening a new device, never a number twice.
        """
        with told():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            state = self._load()
            state[self._key(ledger)] = [device, seq]
            # Other programs and threads write this file too; only the renaming is shared.
            part = self._path.with_suffix(f".{uuid7()}.part")
            part.write_text(json.dumps(state), encoding="utf-8")
            part.replace(self._path)


def fresh() -> str:
    """A new device id."""
    return device_id()
