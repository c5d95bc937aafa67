"""One sentence asked for: a remark at a cell, or why a household is returned."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, label, row

_MOST = 200


class RemarkDialog(QDialog):
    """Emits ``submitted(text)``; Enter submits."""

    submitted = Signal(str)

    def __init__(
        self,
        look: Look,
        title: str,
        about: str,
        done: str,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(look.px(460))
        self.text = QLineEdit(text)
        self.text.setMaxLength(_MOST)
        self.text.setAccessibleName(title)
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        layout.setSpacing(look.px(10))
        fill(layout, label(title, "heading"), label(about, "quiet", wrap=True), self.text)
        submit = button(done, self.accept, "main")
        fill(layout, row(None, button("取消", self.reject), submit))
        self.text.setFocus()
        self.text.selectAll()

    def accept(self) -> None:
        """Submit what was written, an empty text too."""
        super().accept()
        self.submitted.emit(self.text.text().strip())
