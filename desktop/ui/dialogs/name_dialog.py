"""Asking for one line of words, such as a name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, label, row


class NameDialog(QDialog):
    """Emits ``submitted(text)``; whoever hears it closes the dialog or calls :meth:`refuse`."""

    submitted = Signal(str)

    def __init__(
        self,
        look: Look,
        title: str,
        question: str,
        yes: str = "确定",
        first: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(look.px(400))
        self.text = QLineEdit(first)
        self.text.setAccessibleName(question)
        self.text.selectAll()
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        margin = look.px(22)
        layout.setContentsMargins(margin, margin, margin, look.px(18))
        layout.setSpacing(look.px(12))
        done = button(yes, self.accept, "main", "done")
        fill(layout, label(question, wrap=True), self.text, self.problem)
        fill(layout, row(None, button("取消", self.reject), done))

    def accept(self) -> None:
        """Submit what was typed."""
        if self.text.text().strip():
            self.submitted.emit(self.text.text().strip())

    def refuse(self, sentence: str) -> None:
        """Stay open and say what is wrong."""
        self.problem.setText(sentence)
        self.problem.show()
        self.text.setFocus()
