"""A list of which some columns are typed into: each cell is stored when it is left."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QWidget

from desktop.domain.tables import Column, Table
from desktop.ui.theme import Look
from desktop.ui.widgets.cells import CellDelegate
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.table_model import Index, Role, TableModel

TextOf = Callable[[Any, int], str | None]
Store = Callable[[Any, int, str], bool]
_HINT = QAbstractItemDelegate.EndEditHint
_STEPS = {_HINT.EditNextItem: 1, _HINT.SubmitModelCache: 1, _HINT.EditPreviousItem: -1}
_MOST = 100_000


class EditableModel(TableModel):
    """``text_of`` gives what a cell begins with, None where nothing is typed; ``store`` keeps it.

    ``is_number`` says of a row and column whether only digits can be typed.
    """

    def __init__(
        self,
        table: Table[Any],
        text_of: TextOf,
        store: Store,
        *,
        is_number: Callable[[Any, int], bool] = lambda _row, _at: False,
        tone: Callable[[Any, Column[Any]], str] | None = None,
    ) -> None:
        super().__init__(table, tone=tone)
        self._text_of, self._store, self._is_number = text_of, store, is_number

    def is_keyed(self, index: Index) -> bool:
        """Whether a cell can be typed into."""
        return index.isValid() and self._text_of(self.row(index), index.column()) is not None

    def is_number(self, index: Index) -> bool:
        """Whether only digits can be typed into a cell."""
        return self._is_number(self.row(index), index.column())

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_keyed(index) else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.EditRole and index.isValid():
            return self._text_of(self.row(index), index.column()) or ""
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or value == self.data(index, Role.EditRole):
            return False
        return self._store(self.row(index), index.column(), str(value))


class EditableGrid(Grid):
    """Typing opens a cell; Enter and Tab store it and go to the next one."""

    table: EditableModel

    def __init__(self, model: EditableModel, look: Look) -> None:
        super().__init__(model, look)
        self.setItemDelegate(EditableDelegate(look, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSectionsMovable(False)
        self.horizontalHeader().setSortIndicatorShown(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked
        )

    def go_to_cell(self, row: int, at: int) -> None:
        """Make a cell the current one."""
        index = self.table.index(row, at)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def step(self, by: int) -> None:
        """Go to the next cell that can be typed into."""
        columns = self.shown_columns()
        row, place = self.currentIndex().row(), self.currentIndex().column()
        at = row * len(columns) + (columns.index(place) if place in columns else 0) + by
        while 0 <= at < self.table.rowCount() * len(columns):
            found = self.table.index(at // len(columns), columns[at % len(columns)])
            if self.table.is_keyed(found):
                self.go_to_cell(found.row(), found.column())
                return
            at += by

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, _HINT.NoHint)
        self.setFocus()
        if hint in _STEPS:
            self.step(_STEPS[hint])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(1)
        elif key == Qt.Key.Key_Delete and self.table.is_keyed(self.currentIndex()):
            self.table.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: Any) -> None:
        self.edit(self.indexAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.table.is_keyed(self.currentIndex()) and self.table.rowCount():
            self.go_to_cell(0, self.shown_columns()[0])
            if not self.table.is_keyed(self.currentIndex()):
                self.step(1)


class EditableDelegate(CellDelegate):
    """Draws a frame around the current cell; its editor takes digits only where a count stands."""

    def __init__(self, look: Look, grid: EditableGrid) -> None:
        super().__init__(look, grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, option: Any, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setProperty("role", "cell")
        if self._grid.table.is_number(index):
            editor.setValidator(QIntValidator(0, _MOST, editor))
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt would store it a moment later, and the key would reach the list before that.
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent):
            enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enters and event.type() == QEvent.Type.KeyPress:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, _HINT.SubmitModelCache)
                return True
        return super().eventFilter(watched, event)

    def paint(
        self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if index == self._grid.currentIndex() and self._grid.hasFocus():
            painter.save()
            painter.setPen(QPen(self._look.colour("accent"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()
