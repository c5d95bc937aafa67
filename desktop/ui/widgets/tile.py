"""A number that matters, which leads to its page when clicked."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import column, label, restyle


class Tile(QPushButton):
    """A title, a number and a quiet line below it."""

    def __init__(self, look: Look, title: str, do: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = title
        self._number = label("–", "number")
        self._note = label("", "small")
        heading = label(title, "label")
        inside = column(heading, self._number, self._note, gap=2)
        inside.setContentsMargins(look.px(16), look.px(12), look.px(12), look.px(10))
        self.setLayout(inside)
        self._inside = inside
        for part in (self._number, self._note, heading):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked=False: do())

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def show_number(self, number: int | None, note: str = "", tone: str = "") -> None:
        """Show a count; None while it is not known."""
        text = "–" if number is None else f"{number:,}"
        self._number.setText(text)
        self._note.setText(note)
        restyle(self._number, tone=tone)
        self.setAccessibleName(f"{self._title}：{text}。{note}")
