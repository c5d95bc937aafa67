"""A list in which a digit says what becomes of the row."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.ui.widgets.grid import Grid

_HOLD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class StateGrid(Grid):
    """Emits ``state_keyed(number)`` for the keys 1 to 9."""

    state_keyed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isdecimal() and digit != "0" and not event.modifiers() & _HOLD:
            self.state_keyed.emit(int(digit))
        else:
            super().keyPressEvent(event)
