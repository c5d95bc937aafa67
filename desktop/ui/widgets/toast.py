"""A short word that something was done; it goes away by itself."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.widgets.layout import label, row

_SHOWN_MS = 3500


class Toast(QFrame):
    """Stands above the foot of its window, and takes neither clicks nor focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.window_area = parent
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = label("")
        inside = row(self._words)
        inside.setContentsMargins(16, 9, 16, 9)
        self.setLayout(inside)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence for a moment."""
        self._words.setText(words)
        self.adjustSize()
        area = self.window_area.rect()
        self.move((area.width() - self.width()) // 2, area.height() - self.height() - 56)
        self.show()
        self.raise_()
        self._timer.start()
