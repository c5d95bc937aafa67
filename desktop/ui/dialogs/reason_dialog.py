"""Asking for a reason: one key for a preset one, or any words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, label, row


class ReasonDialog(QDialog):
    """Emits ``submitted(reason)``; keys 1 to 9 choose a preset one at once."""

    submitted = Signal(str)

    def __init__(
        self, look: Look, question: str, presets: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presets = list(presets)
        self.setWindowTitle("原因")
        self.setMinimumWidth(look.px(400))
        self.text = QLineEdit()
        self.text.setPlaceholderText("或者写别的原因，回车")
        self.text.setAccessibleName("原因")
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        layout.setSpacing(look.px(8))
        fill(layout, label(question, "heading", wrap=True))
        for number, words in enumerate(self._presets, start=1):
            fill(layout, button(f"{number}　{words}", partial(self._submit, words)))
        fill(layout, self.text, row(None, button("取消", self.reject)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isdecimal() and 1 <= int(digit) <= len(self._presets):
            self._submit(self._presets[int(digit) - 1])
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Submit what was typed."""
        if self.text.text().strip():
            self._submit(self.text.text().strip())

    def _submit(self, reason: str) -> None:
        # Closed first, so that the keyboard is back in the list.
        super().accept()
        self.submitted.emit(reason)
