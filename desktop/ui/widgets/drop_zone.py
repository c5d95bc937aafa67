"""A place to drop files on, with a button for those who do not drag."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel

from desktop.ui import icons
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, column, label, restyle, row


class DropZone(QFrame):
    """Says which files were dropped, or that they are to be chosen."""

    dropped = Signal(object)
    choice_wanted = Signal()

    def __init__(self, look: Look, title: str, words: str, action: str) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("import", look.colours.accent, look.px(36)))
        heading, hint = label(title, "heading"), label(words, "quiet", wrap=True)
        for part in (picture, heading, hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        choose = button(action, self.choice_wanted.emit, "main", "choose")
        layout = column(
            None, picture, heading, hint, 4, row(None, choose, None), None, gap=look.px(6)
        )
        layout.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(16))
        self.setLayout(layout)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            restyle(self, over="true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, over="false")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, over="false")
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.dropped.emit(files)
