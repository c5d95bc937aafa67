"""A grid that is keyed in: from one cell to the next by keys, each stored when it is left."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

from desktop.ui.preferences import Preferences
from desktop.ui.theme import Look
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.entry_delegate import (
    ACROSS,
    KEY,
    EntryDelegate,
    Index,
    MakeEditor,
    Store,
    is_with_control,
)
from desktop.ui.widgets.entry_model import EntryModel
from desktop.ui.widgets.frozen_column import FrozenColumn
from desktop.ui.widgets.grid import Grid


class EntryGrid(Grid):
    """``make`` gives the editor of a cell, ``store`` keeps what it holds or says it could not.

    Attributes:
        leave_row: asked when the keys would go on to the next row; True if they went elsewhere.
    """

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
        self.keys = EntryDelegate(look, self, self, make, store)
        self.setItemDelegate(self.keys)
        self.leave_row: Callable[[], bool] | None = None
        self.frozen = FrozenColumn(look, self, self.keys)
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
        """Go to the next cell that is asked, at a row's end to the next row."""
        cells = [
            (row, column)
            for row in range(self.table.rowCount())
            for column in self.shown_columns()
            if self.table.is_asked(row, column)
        ]
        index = self.currentIndex()
        here = (index.row(), self._place(index.column()))
        places = [(row, self._place(column)) for row, column in cells]
        ahead = [
            at for at, place in enumerate(places) if (place > here if by > 0 else place < here)
        ]
        wanted = cells[ahead[0] if by > 0 else ahead[-1]] if ahead else None
        ends_row = by > 0 and (wanted is None or wanted[0] != index.row())
        if ends_row and self.leave_row is not None and self.leave_row():
            return
        if wanted is not None:
            self.look_at(*wanted)

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

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        covered = self.frozen.covered
        left = self.columnViewportPosition(index.column())
        if index.column() and covered and left < covered:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (covered - left))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frozen.lie()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers()
        plain = not keys & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if plain and key in ACROSS:
            self.step(-1 if key == KEY.Key_Backtab else ACROSS[KEY(key)])
        elif key == KEY.Key_F2:
            self.mend()
        elif key == KEY.Key_Delete and self.table.is_keyed(self.currentIndex().column()):
            self.emptied.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab would else take the focus out of the grid before any key handler sees it.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            tab = event.key() in (KEY.Key_Tab, KEY.Key_Backtab)
            if tab and not is_with_control(event):
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
