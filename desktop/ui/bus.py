"""Tells the window which entities an act touched."""

from PySide6.QtCore import QObject, Qt, Signal


class Bus(QObject):
    """Hears the ledger, perhaps in the worker thread, and speaks in the window's."""

    changed = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Automatic: queued if the act was done in the worker thread, at once otherwise.
        self._heard.connect(self._tell, Qt.ConnectionType.AutoConnection)

    def hear(self, touched: frozenset[str]) -> None:
        """The listener given to ``ledger.subscribe``."""
        self._heard.emit(touched)

    def _tell(self, touched: frozenset[str]) -> None:
        self.changed.emit(touched)
