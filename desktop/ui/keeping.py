"""Storing what is typed, one cell after another; what is held up waits and is tried again."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import AppError
from desktop.services.session import LedgerBusy

T = TypeVar("T")
_RETRY_MS = 1000
_WAITS = "台账正忙，这一格还在输入框里，稍后自动保存"
_KEPT = "内容还在输入框里，可以改，也可以按 Esc 放弃"


class Keeper(QObject):
    """``stored`` asks for what is shown to be read again, ``said`` tells what went wrong.

    ``typed`` comes before ``stored`` where something was typed, and not only done by a key.

    ``retry`` goes off while something waits: whoever holds it tries again, and calls ``settled``
    when nothing waits any more.
    """

    stored = Signal()
    typed = Signal()
    said = Signal(str)
    settled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_storing = False
        self.retry = QTimer(self)
        self.retry.setInterval(_RETRY_MS)

    def keep(self, do: Callable[[], object]) -> bool:
        """Store something typed; False if it has to stay in its editor."""
        try:
            self.quietly(do)
        except LedgerBusy:
            self.retry.start()
            self.said.emit(_WAITS)
            return False
        except AppError as error:
            self.said.emit(f"{error}。{_KEPT}")
            return False
        self.said.emit("")
        self.typed.emit()
        self.stored.emit()
        if self.retry.isActive():
            self.retry.stop()
            QTimer.singleShot(0, self.settled.emit)
        return True

    def do(self, action: Callable[[], T]) -> T | None:
        """Do something by a key; None, and a sentence, if it cannot be done now."""
        try:
            done = self.quietly(action)
        except AppError as error:
            self.said.emit(str(error))
            return None
        self.said.emit("")
        self.stored.emit()
        return done

    def quietly(self, do: Callable[[], T]) -> T:
        """Do something that this page itself will show, so that it need not read everything."""
        self.is_storing = True
        try:
            return do()
        finally:
            self.is_storing = False

    def rest(self) -> None:
        """Nothing waits any more."""
        self.retry.stop()
        self.settled.emit()
