"""A code that goes with a file but not by the same way: shown once, to be told or written down."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, label, row, with_icon


class ToldCodeDialog(QDialog):
    """Shows the code and says how it is to reach the other side."""

    def __init__(
        self, look: Look, title: str, words: str, code: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(look.px(520))
        self.code = label(code, "code")
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(look.px(26))
        self.code.setFont(font)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName(f"口令 {code}")
        copy = button("复制", lambda: QGuiApplication.clipboard().setText(code))
        layout = QVBoxLayout(self)
        margin = look.px(24)
        layout.setContentsMargins(margin, margin, margin, look.px(20))
        layout.setSpacing(look.px(12))
        done = button("已经告诉对方", self.accept, "main", "done")
        fill(layout, label(title, "title"), label(words, "quiet", wrap=True), self.code)
        fill(layout, row(with_icon(copy, "copy", look), None, done))
