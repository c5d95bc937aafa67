"""What a clerk chose for this PC: look, recent ledgers, columns. No personal data."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QSettings

from desktop.ui.theme import Look

_RECENT = 5


class Preferences:
    """Kept in one INI file of the user."""

    def __init__(self, file: Path) -> None:
        self._file = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def look(self) -> Look:
        return Look(
            dark=self._file.value("look/dark", "false") in {"true", True},
            big=self._file.value("look/big", "false") in {"true", True},
        )

    @look.setter
    def look(self, look: Look) -> None:
        self._file.setValue("look/dark", look.dark)
        self._file.setValue("look/big", look.big)

    @property
    def recent(self) -> list[Path]:
        """The ledgers opened last, newest first, those that are gone left out."""
        return [Path(text) for text in self._list("ledgers/recent") if Path(text).is_dir()]

    def name_of(self, folder: Path) -> str:
        """How a ledger was called when it was opened last."""
        return str(self._file.value(f"names/{_key(folder)}", folder.name))

    def opened(self, folder: Path, name: str) -> None:
        """Put a ledger first among the recent ones."""
        self._file.setValue(f"names/{_key(folder)}", name)
        others = [text for text in self._list("ledgers/recent") if Path(text) != folder]
        self._file.setValue("ledgers/recent", [str(folder), *others][:_RECENT])

    def hidden_columns(self, table: str) -> list[str]:
        """The labels of the columns that a table does not show."""
        return self._list(f"columns/{table}")

    def hide_columns(self, table: str, labels: list[str]) -> None:
        self._file.setValue(f"columns/{table}", labels)

    def chosen_columns(self, table: str) -> list[str]:
        """The columns that a table shows, in order; empty if nobody chose."""
        return self._list(f"chosen/{table}")

    def choose_columns(self, table: str, paths: list[str]) -> None:
        self._file.setValue(f"chosen/{table}", paths)

    def _list(self, key: str) -> list[str]:
        value = self._file.value(key)
        if isinstance(value, str):
            return [value]
        return [str(entry) for entry in value] if isinstance(value, list) else []


def _key(folder: Path) -> str:
    return hashlib.sha256(str(folder).encode()).hexdigest()[:16]
