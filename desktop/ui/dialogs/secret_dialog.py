"""Asking for one secret word."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, label, row


class SecretDialog(QDialog):
    """Emits ``submitted(word)``."""

    submitted = Signal(str)

    def __init__(self, look: Look, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("输入密码")
        self.setFixedWidth(look.px(420))
        self.word = QLineEdit()
        self.word.setEchoMode(QLineEdit.EchoMode.Password)
        self.word.setAccessibleName(question)
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        layout.setSpacing(look.px(10))
        fill(layout, label(question, wrap=True), self.word)
        fill(layout, row(None, button("取消", self.reject), button("确定", self.accept, "main")))

    def accept(self) -> None:
        """Submit what was typed."""
        if self.word.text():
            self.submitted.emit(self.word.text())
            super().accept()
