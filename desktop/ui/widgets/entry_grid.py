"""A grid that is keyed in: from one cell to the next by keys, each stored when it is left."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygon,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QWidget

from desktop.ui.preferences import Preferences
from desktop.ui.theme import Look
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.cells import CellDelegate
from desktop.ui.widgets.entry_model import EntryModel
from desktop.ui.widgets.grid import Grid

Index = QModelIndex | QPersistentModelIndex
MakeEditor = Callable[[QWidget, Index], CellEditor]
Store = Callable[[CellEditor], bool]
_KEY = Qt.Key
_ACROSS = {
    _KEY.Key_Return: 1, _KEY.Key_Enter: 1, _KEY.Key_Tab: 1, _KEY.Key_Backtab: -1,
    _KEY.Key_Left: -1, _KEY.Key_Right: 1,
}  # fmt: skip
_DOWN = {_KEY.Key_Up: -1, _KEY.Key_Down: 1}
_SIDEWAYS = {_KEY.Key_Left, _KEY.Key_Right}
_CLOSE = QAbstractItemDelegate.EndEditHint


class EntryGrid(Grid):
    """``make`` gives the editor of a cell, ``store`` keeps what it holds or says it could not."""

    table: EntryModel
    emptied = Signal(QModelIndex)

    def __init__(
        self,
        model: EntryModel,
        look: Look,
        make: MakeEditor,
        store: Store,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(model, look, preferences)
        self.keys = EntryDelegate(look, self, make, store)
        self.setItemDelegate(self.keys)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSortIndicatorShown(False)
        self.horizontalHeader().setStretchLastSection(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    @property
    def editor(self) -> CellEditor | None:
        """The editor that is open, if any."""
        open_ = self.keys.editor
        return open_ if open_ is not None and open_.at.isValid() else None

    def settle(self) -> bool:
        """Store what is being typed; whether nothing is left in an editor."""
        editor = self.editor
        return editor is None or self.keys.leave(editor)

    def mend(self) -> None:
        """Open the editor of the current cell with what it holds."""
        index = self.currentIndex()
        if not self.table.is_keyed(index.column()):
            return
        self.edit(index)
        if self.editor is not None:
            self.editor.stays = True
            self.editor.deselect()
            self.editor.end(False)
            self.editor.drop_down()

    def step(self, by: int) -> None:
        """Go to the next cell that can be keyed in, at a row's end to the next row."""
        cells = [
            (row, column)
            for row in range(self.table.rowCount())
            for column in self.shown_columns()
            if self.table.is_keyed(column)
        ]
        index = self.currentIndex()
        here = (index.row(), self._place(index.column()))
        places = [(row, self._place(column)) for row, column in cells]
        ahead = [
            at for at, place in enumerate(places) if (place > here if by > 0 else place < here)
        ]
        if ahead:
            self.look_at(*cells[ahead[0] if by > 0 else ahead[-1]])

    def _place(self, column: int) -> int:
        return self.horizontalHeader().visualIndex(column)

    def step_down(self, by: int) -> None:
        """Go to the same cell of another row."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.table.rowCount():
            self.look_at(row, self.currentIndex().column())

    def look_at(self, row: int, column: int) -> None:
        """Make a cell the current one and show it."""
        index = self.table.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers()
        plain = not keys & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if plain and key in _ACROSS:
            self.step(-1 if key == _KEY.Key_Backtab else _ACROSS[_KEY(key)])
        elif key == _KEY.Key_F2:
            self.mend()
        elif key == _KEY.Key_Delete and self.table.is_keyed(self.currentIndex().column()):
            self.emptied.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab would else take the focus out of the grid before any key handler sees it.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            tab = event.key() in (_KEY.Key_Tab, _KEY.Key_Backtab)
            if tab and not _is_with_control(event):
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # Qt drops what an input method hands over at once, without composing it here first.
        if self.editor is None and event.commitString() and not event.preeditString():
            if self.table.is_keyed(self.currentIndex().column()):
                self.edit(self.currentIndex())
            if self.editor is not None:
                QApplication.sendEvent(self.editor, event)
                return
        super().inputMethodEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self.table.is_keyed(index.column()):
            self.mend()
        else:
            super().mouseDoubleClickEvent(event)


def _is_with_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class EntryDelegate(CellDelegate):
    """Draws the current cell and the marks of findings; decides when an editor is left."""

    def __init__(self, look: Look, grid: EntryGrid, make: MakeEditor, store: Store) -> None:
        super().__init__(look, grid)
        self._grid, self._make, self._store = grid, make, store
        self.editor: CellEditor | None = None

    def createEditor(self, parent: QWidget, option: Any, index: Index) -> QWidget:
        editor = self._make(parent, index)
        editor.at = QPersistentModelIndex(index)
        editor.picked.connect(lambda: self._go(editor, _KEY.Key_Return))
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
        key = _KEY(event.key())
        if key == _KEY.Key_Escape:
            editor.at = QPersistentModelIndex()
            self.closeEditor.emit(editor, _CLOSE.RevertModelCache)
            return True
        if key in _DOWN and editor.step(_DOWN[key]):
            return True
        if key in _SIDEWAYS and editor.stays:
            return False
        if (key in _ACROSS or key in _DOWN) and not _is_with_control(event):
            self._go(editor, key)
            return True
        return False

    def _go(self, editor: CellEditor, key: Qt.Key) -> None:
        editor.take()
        if not self.leave(editor):
            return
        self._grid.setFocus()
        if key in _DOWN:
            self._grid.step_down(_DOWN[key])
        else:
            self._grid.step(_ACROSS[key])

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        super().paint(painter, option, index)
        mark = index.data(EntryModel.MarkRole)
        if mark:
            self._paint_corner(painter, option, mark)
        if index == self._grid.currentIndex() and self._grid.hasFocus():
            painter.save()
            painter.setPen(QPen(self._look.colour("accent"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()

    def _paint_corner(self, painter: QPainter, option: Any, tone: str) -> None:
        size, corner = self._look.px(9), option.rect.topRight()
        triangle = QPolygon()
        for across, down in ((-size, 0), (0, 0), (0, size)):
            triangle.append(corner + type(corner)(across, down))
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(tone))
        painter.drawPolygon(triangle)
        painter.restore()
