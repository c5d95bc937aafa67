"""The first column of a grid, kept in sight while the others are scrolled sideways."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from desktop.ui.theme import Look
from desktop.ui.widgets.cells import CellDelegate


class FrozenColumn(QTableView):
    """Lies over the left edge of a grid as soon as its first column is scrolled away."""

    def __init__(self, look: Look, grid: QTableView, delegate: CellDelegate) -> None:
        super().__init__(grid)
        self._grid = grid
        self.setModel(grid.model())
        self.setSelectionModel(grid.selectionModel())
        self.setItemDelegate(delegate)
        self._set_manners()
        self.setStyleSheet(f"QTableView {{ border-right: 1px solid {look.colours.line}; }}")
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        grid.horizontalScrollBar().valueChanged.connect(lambda _at: self.lie())
        grid.horizontalHeader().sectionResized.connect(lambda *_: self.lie())
        grid.model().modelReset.connect(self.lie)
        grid.model().columnsInserted.connect(self.lie)
        self.hide()

    def _set_manners(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(self._grid.verticalScrollMode())
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(off)
        self.setHorizontalScrollBarPolicy(off)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._grid.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setSectionsClickable(False)
        self.setAccessibleName("")

    @property
    def covered(self) -> int:
        """How many pixels at the left edge are covered."""
        return self._grid.columnWidth(0) if self._grid.horizontalScrollBar().value() else 0

    def lie(self) -> None:
        """Cover the edge of the grid, or nothing while its first column is in sight."""
        is_wanted = bool(self._grid.horizontalScrollBar().value())
        if is_wanted:
            for at in range(self.model().columnCount()):
                self.setColumnHidden(at, at != 0)
            self.setColumnWidth(0, self._grid.columnWidth(0))
            head = self._grid.horizontalHeader().height()
            self.horizontalHeader().setFixedHeight(head)
            frame = self._grid.frameWidth()
            height = head + self._grid.viewport().height()
            self.setGeometry(frame, frame, self._grid.columnWidth(0), height)
            self.verticalScrollBar().setValue(self._grid.verticalScrollBar().value())
            self.raise_()
        self.setVisible(is_wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._grid.setCurrentIndex(index)
            self._grid.setFocus()

    def wheelEvent(self, event: Any) -> None:
        self._grid.wheelEvent(event)
