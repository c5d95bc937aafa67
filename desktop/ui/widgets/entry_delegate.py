"""How a cell that is keyed in is drawn, and when its editor is left."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QAbstractItemDelegate, QStyle, QStyleOptionViewItem, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.cells import CellDelegate
from desktop.ui.widgets.entry_model import EntryModel

Index = QModelIndex | QPersistentModelIndex
MakeEditor = Callable[[QWidget, Index], CellEditor]
Store = Callable[[CellEditor], bool]
KEY = Qt.Key
ACROSS = {
    KEY.Key_Return: 1, KEY.Key_Enter: 1, KEY.Key_Tab: 1, KEY.Key_Backtab: -1,
    KEY.Key_Left: -1, KEY.Key_Right: 1,
}  # fmt: skip
DOWN = {KEY.Key_Up: -1, KEY.Key_Down: 1}
_SIDEWAYS = {KEY.Key_Left, KEY.Key_Right}
_CLOSE = QAbstractItemDelegate.EndEditHint
_SOFT = {"error": "error_soft", "doubt": "doubt_soft"}


class Keyed(Protocol):
    """The grid that the cells belong to."""

    def setFocus(self) -> None: ...
    def hasFocus(self) -> bool: ...
    def currentIndex(self) -> QModelIndex: ...
    def step(self, by: int) -> None: ...
    def step_down(self, by: int) -> None: ...


def is_with_control(event: QKeyEvent) -> bool:
    """Whether a key is pressed with Ctrl."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class EntryDelegate(CellDelegate):
    """Draws the current cell, findings and what has changed; decides when an editor is left."""

    def __init__(
        self, look: Look, grid: Keyed, parent: QObject, make: MakeEditor, store: Store
    ) -> None:
        super().__init__(look, parent)
        self._grid, self._make, self._store = grid, make, store
        self.editor: CellEditor | None = None

    def createEditor(self, parent: QWidget, option: Any, index: Index) -> QWidget:
        editor = self._make(parent, index)
        editor.at = QPersistentModelIndex(index)
        editor.picked.connect(lambda: self._go(editor, KEY.Key_Return))
        editor.destroyed.connect(self._forget)
        self.editor = editor
        return editor

    def _forget(self) -> None:
        self.editor = None

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor) and not editor.is_changed:
            editor.begin(index.data(Qt.ItemDataRole.EditRole) or "")

    def updateEditorGeometry(self, editor: QWidget, option: Any, index: Index) -> None:
        rect = option.rect
        wanted = self._look.px(120)
        editor.setGeometry(rect.left(), rect.top(), max(rect.width(), wanted), rect.height())

    def leave(self, editor: CellEditor) -> bool:
        """Store what an editor holds and close it; False if it has to stay open."""
        if editor.is_changed and not self._store(editor):
            return False
        editor.first = editor.text()
        editor.at = QPersistentModelIndex()
        self.closeEditor.emit(editor, _CLOSE.NoHint)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, CellEditor):
            return super().eventFilter(watched, event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if watched.at.isValid() and event.reason() != Qt.FocusReason.PopupFocusReason:
                self.leave(watched)
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(watched, event)
        return False

    def _press(self, editor: CellEditor, event: QKeyEvent) -> bool:
        key = KEY(event.key())
        if key == KEY.Key_Escape:
            editor.at = QPersistentModelIndex()
            self.closeEditor.emit(editor, _CLOSE.RevertModelCache)
            return True
        if key in DOWN and editor.step(DOWN[key]):
            return True
        if key in _SIDEWAYS and editor.stays:
            return False
        if (key in ACROSS or key in DOWN) and not is_with_control(event):
            self._go(editor, key)
            return True
        return False

    def _go(self, editor: CellEditor, key: Qt.Key) -> None:
        editor.take()
        if not self.leave(editor):
            return
        self._grid.setFocus()
        if key in DOWN:
            self._grid.step_down(DOWN[key])
        else:
            self._grid.step(ACROSS[key])

    def initStyleOption(self, option: Any, index: Index) -> None:
        super().initStyleOption(option, index)
        # The row's own colour is painted by _paint_back; a second coat would hide a cell's.
        option.state &= ~QStyle.StateFlag.State_Selected
        if index.data(EntryModel.BeforeRole) is not None and not index.data(self._tone_role):
            roles = option.palette.ColorRole
            for role in (roles.Text, roles.HighlightedText):
                option.palette.setColor(role, self._look.colour("hint"))

    _tone_role = EntryModel.ToneRole

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        mark = index.data(EntryModel.MarkRole) or ""
        before = index.data(EntryModel.BeforeRole)
        back = _SOFT.get(mark) or ("hint_soft" if before is not None else "")
        self._paint_back(painter, option)
        if back:
            room = option.rect.adjusted(1, 2, -1, -2)
            painter.fillRect(room, self._look.colour(back))
            option = QStyleOptionViewItem(option)
            option.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, option, index)
        if before:
            self._paint_before(painter, option.rect, index, before)
        if mark:
            self._paint_corner(painter, option.rect, mark)
        if index == self._grid.currentIndex() and self._grid.hasFocus():
            self._paint_frame(painter, option.rect)

    def _paint_before(self, painter: QPainter, cell: QRect, index: Index, before: str) -> None:
        """Beside the text, crossed out, if there is room; the note under the cell says it too."""
        metrics = painter.fontMetrics()
        taken = metrics.horizontalAdvance(str(index.data() or "")) + self._look.px(16)
        room = cell.adjusted(taken, 0, -self._look.px(2), 0)
        if metrics.horizontalAdvance(before) > room.width():
            return
        painter.save()
        font = painter.font()
        font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(self._look.colour("faint"))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, middle, before)
        painter.restore()

    def _paint_corner(self, painter: QPainter, cell: QRect, tone: str) -> None:
        size, corner = self._look.px(9), cell.topRight()
        triangle = QPolygon()
        for across, down in ((-size, 0), (0, 0), (0, size)):
            triangle.append(corner + type(corner)(across, down))
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(tone))
        painter.drawPolygon(triangle)
        painter.restore()

    def _paint_frame(self, painter: QPainter, cell: QRect) -> None:
        painter.save()
        painter.setPen(QPen(self._look.colour("accent"), 2))
        painter.drawRect(cell.adjusted(1, 1, -2, -2))
        painter.restore()
