"""The search box with its results as you type."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from desktop.services.people import Found
from desktop.ui import icons
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import label

_SHOWN = 10


class SearchBox(QLineEdit):
    """Looks up what is typed; up, down and Enter choose, Esc leaves."""

    chosen = Signal(object)

    def __init__(
        self, look: Look, find: Callable[[str], Sequence[Found]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._find = find
        self.setPlaceholderText("找人找户：姓名、拼音首字母、身份证号、电话、户编号")
        self.setAccessibleName("搜索")
        self.setClearButtonEnabled(True)
        self.addAction(
            icons.icon("search", look.colours.faint), QLineEdit.ActionPosition.LeadingPosition
        )
        self.results = Results(look)
        self.results.list.itemClicked.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        # Once for all keys that have come by then, as from a scanner.
        self._pause.setInterval(0)
        self._pause.timeout.connect(self.look_up)
        self.textChanged.connect(self._wait)

    def _wait(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.results.hide()

    def look_up(self) -> None:
        """Show what the typed text finds."""
        text = self.text().strip()
        if not text:
            return
        self._place()
        self.results.show_found(self._find(text))

    def _place(self) -> None:
        window = self.window()
        if self.results.parentWidget() is not window:
            self.results.setParent(window)
        width = max(self.width(), self._look.px(560))
        corner = self.mapTo(window, QPoint(self.width() - width, self.height() + 4))
        self.results.move(max(corner.x(), 0), corner.y())
        self.results.setFixedWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.results.isVisible():
            self.results.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_current()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _take_current(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.look_up()
        item = self.results.list.currentItem()
        if self.results.isVisible() and item is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        found = item.data(Qt.ItemDataRole.UserRole)
        self.leave()
        self.chosen.emit(found)

    def leave(self) -> None:
        """Forget what was typed and go back to the page."""
        self._pause.stop()
        self.clear()
        self.results.hide()
        self.clearFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.results.hide()


class Results(QFrame):
    """The list under the search box; it never takes the focus."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("搜索结果")
        self.list.setItemDelegate(FoundDelegate(look, self))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().installEventFilter(self)
        self.nothing = label("没有找到，换个字或号码试试", "quiet")
        self.hint = label("↑↓ 选择　回车 打开　Esc 关闭", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for part in (self.list, self.nothing, self.hint):
            layout.addWidget(part)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A press would take the focus from the box, which would hide the list under the mouse.
        if event.type() == QEvent.Type.MouseButtonPress:
            item = self.list.itemAt(event.position().toPoint())  # type: ignore[attr-defined]
            if item is not None:
                self.list.itemClicked.emit(item)
            return True
        return super().eventFilter(watched, event)

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these lines, the first one chosen."""
        self.list.clear()
        for line in found[:_SHOWN]:
            item = QListWidgetItem(_words(line), self.list)
            item.setData(Qt.ItemDataRole.UserRole, line)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self.hint.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.list.setFixedHeight(self.list.count() * self.list.sizeHintForRow(0) + 4)
        self.adjustSize()
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Choose the next or the one before."""
        count = self.list.count()
        if count:
            self.list.setCurrentRow((self.list.currentRow() + by) % count)


class FoundDelegate(QStyledItemDelegate):
    """Draws what was found in columns, so that the eye can go down them."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | Any) -> None:
        found: Found = index.data(Qt.ItemDataRole.UserRole)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._look.colour("select"))
        left = option.rect.left() + self._look.px(8)
        painter.save()
        for text, width, colour in _columns(found):
            painter.setPen(self._look.colour(colour))
            room = QRect(left, option.rect.top(), self._look.px(width), option.rect.height())
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            left += self._look.px(width + 10)
        painter.restore()

    def sizeHint(self, option: Any, index: QModelIndex | Any) -> QSize:
        return QSize(0, self._look.px(32))


def _columns(found: Found) -> list[tuple[str, int, str]]:
    return [
        (found.name, 84, "text"),
        (found.id_no or found.household_no, 164, "quiet"),
        (found.phone, 100, "quiet"),
        (found.village, 150, "quiet"),
    ]


def _words(found: Found) -> str:
    parts = [found.name, found.id_no, found.phone, found.village, found.household_no]
    return "　".join(part for part in parts if part)
