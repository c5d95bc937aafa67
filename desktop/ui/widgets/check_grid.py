"""A page of the check list, keyed in; and the field that goes to a row and a column of it."""

import re
from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.preferences import Preferences
from desktop.ui.theme import Look
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.entry_grid import EntryGrid
from desktop.ui.widgets.entry_model import EntryModel

Index = QModelIndex | QPersistentModelIndex
_RETURNS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_OWN = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_WHERE = re.compile(r"(\d*)\s*([A-Za-z]?)")
_ROW_PX = 24


class CheckEditor(CellEditor):
    """Lets the grid see a key before it ends the editor."""

    watcher: QObject | None = None

    def begin(self, text: str) -> None:
        super().begin(text)
        # Whoever is added last is asked first, and the view has added its own by now.
        if self.watcher is not None:
            self.installEventFilter(self.watcher)


class CheckGrid(EntryGrid):
    """Enter ends a cell and leaves the grid; Tab and the arrows stay in it."""

    entered = Signal()
    escaped = Signal()

    def __init__(
        self,
        model: EntryModel,
        look: Look,
        make: Callable[[QWidget, Index], CheckEditor],
        store: Callable[[CellEditor], bool],
        preferences: Preferences | None = None,
    ) -> None:
        self._is_ending = False
        self._begins: Collection[int] = ()
        super().__init__(model, look, self._watched(make), store, preferences)
        # A whole page of paper is seen at once.
        self.verticalHeader().setMinimumSectionSize(look.px(_ROW_PX))
        self.verticalHeader().setDefaultSectionSize(look.px(_ROW_PX))

    def fit_columns(self) -> None:
        """Give each column its own width, however long its heading, so that none is scrolled to."""
        super().fit_columns()
        for number, column in enumerate(self.table.table.columns):
            self.setColumnWidth(number, self._look.width(column.width_mm))

    def part(self, rows: Collection[int]) -> None:
        """Draw a line over these rows, with each of which a household begins."""
        self._begins = rows
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._look.colour("faint"), self._look.px(2)))
        for row in self._begins:
            if row:
                y = self.rowViewportPosition(row)
                painter.drawLine(0, y, self.viewport().width(), y)
        painter.end()

    def _watched(
        self, make: Callable[[QWidget, Index], CheckEditor]
    ) -> Callable[[QWidget, Index], CellEditor]:
        def made(parent: QWidget, index: Index) -> CellEditor:
            editor = make(parent, index)
            editor.watcher = self
            return editor

        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, CheckEditor) and event.type() == QEvent.Type.KeyPress:
            self._is_ending = isinstance(event, QKeyEvent) and event.key() in _RETURNS
            return False
        return super().eventFilter(watched, event)

    def step(self, by: int) -> None:
        """Go on to the next cell, or out of the grid after Enter."""
        is_ending, self._is_ending = self._is_ending, False
        if is_ending:
            self.entered.emit()
        else:
            super().step(by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._is_ending = event.key() in _RETURNS
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class WhereField(QLineEdit):
    """Takes digits, letters and what a scanner types; ``wanted`` when Enter is pressed."""

    wanted = Signal(str)
    into_grid = Signal()

    def __init__(self, look: Look, name: str, width: int, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(look.px(width))
        self.setPlaceholderText(hint)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Letters are meant as letters, whatever input method is on.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.returnPressed.connect(lambda: self.wanted.emit(self.text().strip()))

    def event(self, event: QEvent) -> bool:
        # Undo is the page's, not the field's.
        override = QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and event.type() == override and self._is_own(event):
            event.ignore()
            return False
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        return any(map(event.matches, _OWN))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.into_grid.emit()
        else:
            super().keyPressEvent(event)


def read_where(text: str) -> tuple[int | None, str] | None:
    """The row and letter that were typed, either of which may be missing; None for nonsense."""
    found = _WHERE.fullmatch(text.strip())
    if found is None or not text.strip():
        return None
    digits, letter = found.groups()
    return (int(digits) if digits else None), letter
