"""What stands where there is nothing to show yet: why, and what to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, label, row


class Empty(QWidget):
    """An icon, a sentence, and perhaps one button."""

    def __init__(
        self,
        look: Look,
        icon: str,
        title: str,
        sentence: str = "",
        action: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, look.colours.faint, look.px(40)))
        heading, words = label(title, "heading"), label(sentence, "quiet", wrap=True)
        for part in (picture, heading, words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setMaximumWidth(look.px(460))
        layout = QVBoxLayout(self)
        layout.setSpacing(look.px(8))
        fill(layout, None, picture, heading, row(None, words, None))
        words.setVisible(bool(sentence))
        if action:
            fill(layout, 6, row(None, button(action, do, "main"), None))
        fill(layout, None)
