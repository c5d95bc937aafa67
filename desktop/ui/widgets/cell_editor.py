"""The editor of one cell: a line, and under it the choices of a coded field."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.reading import read_list
from desktop.ui.theme import Look
from desktop.ui.widgets.offers import Offer, Offers

_JOIN = "、"


class CellEditor(QLineEdit):
    """Holds what is typed until it is stored or given up.

    Attributes:
        at: the cell.
        first: the text it began with.
        stays: whether the arrows move inside the text, because it was opened to be mended.
        saw: what the cell's live changes were when the edit began.
    """

    picked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.at = QPersistentModelIndex()
        self.first = ""
        self.stays = False
        self.saw: tuple[str, ...] | None = None
        self._offers: Offers | None = None
        self._several = self._free = False
        self.choices = Choices(look)
        self.choices.list.itemClicked.connect(self._pick)
        self.destroyed.connect(self.choices.deleteLater)
        self._touched = False
        self.setFrame(False)
        self.setProperty("role", "cell")
        self.textEdited.connect(self._offer)

    def offer(self, offers: Offers | None, *, several: bool, free: bool) -> None:
        """Offer these choices: ``several`` can be taken, or any words if it is ``free``."""
        self._offers, self._several, self._free = offers, several, free

    def begin(self, text: str) -> None:
        """Show what the cell holds, and all choices, before anything is typed."""
        self.first, self._touched = text, False
        self.setText(text)

    @property
    def is_changed(self) -> bool:
        return self.text() != self.first

    def drop_down(self) -> None:
        """Show the choices of an untouched cell."""
        self._offer("")
        self._touched = False

    def _offer(self, text: str) -> None:
        self._touched = True
        if self._offers is None:
            return
        last = text.rpartition(_JOIN)[2] if self._several else text
        self.choices.show_under(self, self._offers(last))

    def step(self, by: int) -> bool:
        """Go down or up the choices; whether there are any."""
        if not self.choices.isVisible():
            return False
        # The first press chooses the first line of a list whose first line is not yet chosen.
        is_marked = self._touched and (self.choices.was_stepped or not self._is_own_words())
        self.choices.step(by if is_marked else 0)
        self._touched = True
        return True

    def take(self) -> None:
        """Replace what was typed by the choice that is marked."""
        if not self._touched or not self.choices.isVisible():
            return
        last = self.text().rpartition(_JOIN)[2] if self._several else self.text()
        if self._is_own_words() and not self.choices.was_stepped:
            return
        if last.strip() or self.choices.was_stepped:
            self._put_marked()

    def _is_own_words(self) -> bool:
        """Whether the text is meant as it stands, and not as letters that find something."""
        return self._free and not self.text().isascii()

    def _put_marked(self) -> None:
        head = self.text().rpartition(_JOIN)[0] if self._several else ""
        self.setText(_JOIN.join(dict.fromkeys((*read_list(head), self.choices.marked))))

    def _pick(self) -> None:
        self._put_marked()
        self.picked.emit()

    def event(self, event: QEvent) -> bool:
        # An untouched text has nothing of its own to undo: the key is meant for the ledger.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            back = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if not self.is_changed and any(map(event.matches, back)):
                event.ignore()
                return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.choices.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.choices.hide()


class Choices(QFrame):
    """The list under a cell; it never takes the focus."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.was_stepped = False
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("可选项")
        self.list.viewport().installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 5, 5, 5)
        layout.addWidget(self.list)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A press would take the focus from the editor, which would store what it holds.
        if event.type() == QEvent.Type.MouseButtonPress:
            item = self.list.itemAt(event.position().toPoint())  # type: ignore[attr-defined]
            if item is not None:
                self.list.setCurrentItem(item)
                self.list.itemClicked.emit(item)
            return True
        return super().eventFilter(watched, event)

    @property
    def marked(self) -> str:
        """The choice that Enter takes."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def show_under(self, editor: QWidget, words: Sequence[Offer]) -> None:
        """Show these choices, the first one marked; none hides the list."""
        self.was_stepped = False
        self.list.clear()
        for word, number in words:
            item = QListWidgetItem(f"{number:>2}　{word}" if number else f"　　{word}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, word)
        window = editor.window()
        if self.parentWidget() is not window:
            # Before it is shown: a window of its own would take the keyboard from the editor.
            self.setParent(window)
        if not words:
            self.hide()
            return
        # The style decides how high a line is, and is asked for only what is shown.
        self.ensurePolished()
        self.list.ensurePolished()
        self.list.doItemsLayout()
        self.list.setCurrentRow(0)
        width = max(self.list.sizeHintForColumn(0) + self._look.px(40), editor.width())
        height = self.list.count() * self.list.sizeHintForRow(0)
        self.list.setFixedHeight(height + 4)
        self.setFixedSize(width, height + 16)
        corner = editor.mapTo(window, QPoint(0, editor.height() + 2))
        if corner.y() + self.height() > window.height():
            corner.setY(max(corner.y() - editor.height() - self.height() - 4, 0))
        self.move(min(corner.x(), window.width() - width), corner.y())
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Mark the next line or the one before."""
        self.was_stepped = True
        self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())
