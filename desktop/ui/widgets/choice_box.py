"""A drop-down that is also typed into: what begins alike in characters or pinyin is offered."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter

from desktop.domain.names import phrase_keys
from desktop.domain.text import compact

_KEYS = Qt.ItemDataRole.UserRole + 1


class ChoiceBox(QComboBox):
    """Holds one of some names; a text that fits just one of them stands for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._offered = QStandardItemModel(self)
        completer = _ByKeys(self)
        completer.setModel(self._offered)
        self.setCompleter(completer)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these names, each with what it stands for."""
        self.clear()
        self._offered.clear()
        for name, value in choices:
            self.addItem(name, value)
            item = QStandardItem(name)
            item.setData(" ".join(_spelled(name)), _KEYS)
            self._offered.appendRow(item)

    def chosen(self) -> str:
        """What the typed or chosen name stands for; empty if it is none, or may be several."""
        text = compact(self.currentText())
        exact = self.findText(text, Qt.MatchFlag.MatchExactly)
        if exact >= 0:
            return str(self.itemData(exact))
        wanted = text.lower()
        fits = [at for at in range(self.count()) if _fits(wanted, self.itemText(at))]
        return str(self.itemData(fits[0])) if wanted and len(fits) == 1 else ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        at = self.findData(self.chosen())
        if at >= 0:
            self.setCurrentIndex(at)


class _ByKeys(QCompleter):
    def __init__(self, parent: ChoiceBox) -> None:
        super().__init__(parent)
        self.setCompletionRole(_KEYS)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def _spelled(name: str) -> tuple[str, str, str]:
    keys = phrase_keys(name)
    return name, keys.initials, keys.full


def _fits(typed: str, name: str) -> bool:
    return any(key.lower().startswith(typed) for key in _spelled(name))
