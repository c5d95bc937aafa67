"""What there is to say about the cell in hand, right under it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import clear, column, label

Note = tuple[str, str]
"""A sentence, and the tone it is said in."""


class CellNote(QFrame):
    """Never takes a key or a click; lies under its cell, or above where there is no room."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._room = look, parent
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lines = column(gap=2)
        side, edge = look.px(9), look.px(5)
        self._lines.setContentsMargins(side, edge, side, edge)
        self.setLayout(self._lines)
        self._notes: tuple[Note, ...] = ()
        self.hide()

    @property
    def words(self) -> str:
        """What is said; empty while nothing is."""
        return "\n".join(words for words, _ in self._notes)

    def show_under(self, cell: QRect, notes: Sequence[Note]) -> None:
        """Say something under a cell, given in the parent's own points; nothing hides it."""
        if tuple(notes) != self._notes:
            self._notes = tuple(notes)
            self._fill()
        self.setVisible(bool(notes))
        if notes:
            self._lie(cell)

    def _fill(self) -> None:
        clear(self._lines)
        for words, tone in self._notes:
            self._lines.addWidget(self._line(words, tone))

    def _line(self, words: str, tone: str) -> QLabel:
        made = label(words, "note", tone=tone)
        widest = self._look.px(400)
        if made.fontMetrics().horizontalAdvance(words) > widest:
            made.setWordWrap(True)
            made.setFixedWidth(widest)
        return made

    def _lie(self, cell: QRect) -> None:
        self.adjustSize()
        parent = self._room
        top = cell.bottom() + 3
        if top + self.height() > parent.height():
            top = max(cell.top() - self.height() - 3, 0)
        left = max(min(cell.left(), parent.width() - self.width() - 4), 0)
        self.move(left, top)
        self.raise_()
