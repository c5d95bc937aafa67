"""The list that every page uses: keyboard, copying to a spreadsheet, choosing columns."""

from html import escape
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from desktop.domain.tables import Align, Table, show
from desktop.ui.preferences import Preferences
from desktop.ui.theme import Look
from desktop.ui.widgets.plain_cells import PlainDelegate
from desktop.ui.widgets.table_model import TableModel

_COPY_LIMIT = 5_000


class Grid(QTableView):
    """A table view; Enter or a double click opens a row."""

    opened = Signal(object)
    looked_at = Signal(object)

    def __init__(
        self,
        model: TableModel,
        look: Look,
        preferences: Preferences | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._preferences = preferences
        self.table = model
        self.setModel(model)
        self.setItemDelegate(PlainDelegate(look, self))
        self._set_manners()
        self._set_headers()
        self.fit_columns()
        model.modelReset.connect(self._after_reset)

    def _set_manners(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.table.table.title)

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._look.row)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(self._look.px(28))
        head.setStretchLastSection(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSectionsClickable(True)
        head.sortIndicatorChanged.connect(self.table.sort)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._show_column_menu)

    def fit_columns(self) -> None:
        """Give each column the width it wants, and hide what the clerk does not want to see."""
        hidden, metrics = self._hidden(), self.fontMetrics()
        for number, column in enumerate(self.table.table.columns):
            heading = metrics.horizontalAdvance(column.label) + self._look.px(24)
            self.setColumnWidth(number, max(self._look.width(column.width_mm), heading))
            self.setColumnHidden(number, column.label in hidden)

    def _hidden(self) -> list[str]:
        if self._preferences is None:
            return []
        return self._preferences.hidden_columns(self.table.table.title)

    def _after_reset(self) -> None:
        if len(self.table.table.columns) != self.horizontalHeader().count():
            self.fit_columns()

    def stretch(self, number: int) -> None:
        """Let one column take the room that is left, instead of the last."""
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def go_to(self, row: int) -> None:
        """Select a row and show it."""
        if 0 <= row < self.table.rowCount():
            index = self.table.index(row, self._first_column())
            # Not selectRow, which goes by the keys held down: Ctrl would take the choice away.
            ways = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, ways.ClearAndSelect | ways.Rows)
            self.scrollTo(index)

    def _first_column(self) -> int:
        return next(
            (at for at in range(self.table.columnCount()) if not self.isColumnHidden(at)), 0
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A row chosen before the page was laid out would else stay out of sight.
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def current_row(self) -> object | None:
        """The row under the cursor, if any."""
        index = self.currentIndex()
        return self.table.row(index) if index.isValid() else None

    def chosen_rows(self) -> list[object]:
        """The selected rows from the top."""
        return [self.table.rows[at] for at in self._chosen_numbers()]

    def chosen_rows_count(self) -> int:
        """How many rows are selected; none of them is read."""
        return len(self._chosen_numbers())

    def _chosen_numbers(self) -> list[int]:
        ranges = self.selectionModel().selection()
        spans = (ranges.at(at) for at in range(ranges.count()))
        return sorted({at for one in spans for at in range(one.top(), one.bottom() + 1)})

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.looked_at.emit(self.current_row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.table.row(index))

    def shown_columns(self) -> list[int]:
        """The columns as they stand on screen, from the left."""
        head = self.horizontalHeader()
        order = sorted(range(head.count()), key=head.visualIndex)
        return [at for at in order if not self.isColumnHidden(at)]

    def copy(self) -> int:
        """Put the selected rows on the clipboard, for text and for a spreadsheet; how many."""
        numbers = self._chosen_numbers()[:_COPY_LIMIT]
        columns = self.shown_columns()
        shown = [self.table.table.columns[at] for at in columns]
        heads = [column.label for column in shown]
        rows = [
            [_one_line(show(column.value(row))) for column in shown]
            for row in (self.table.rows[at] for at in numbers)
        ]
        data = QMimeData()
        data.setText("\n".join("\t".join(row) for row in [heads, *rows]))
        data.setHtml(self._html([heads, *rows], columns))
        QGuiApplication.clipboard().setMimeData(data)
        return len(numbers)

    def _html(self, rows: list[list[str]], columns: list[int]) -> str:
        # Without this format a spreadsheet makes numbers of identity numbers and drops digits.
        text = "style=\"mso-number-format:'\\@'\""
        plain = [self.table.table.columns[at].align is Align.RIGHT for at in columns]
        lines = [
            "".join(
                f"<td {'' if number else text}>{escape(cell)}</td>"
                for cell, number in zip(row, plain, strict=True)
            )
            for row in rows
        ]
        return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"

    def show_table(self, table: Table[Any]) -> None:
        """Show other columns, from the left as they are given, without rows."""
        head = self.horizontalHeader()
        head.blockSignals(True)
        for at in range(head.count()):
            head.moveSection(head.visualIndex(at), at)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.blockSignals(False)
        self.table.set_table(table)
        self.fit_columns()

    def _show_column_menu(self, at: QPoint) -> None:
        menu = self.column_menu()
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def column_menu(self) -> QMenu:
        """A menu of all columns, ticked if they are shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self.table.table.columns):
            if not column.label:
                continue
            action = QAction(column.label, menu, checkable=True)
            action.setChecked(not self.isColumnHidden(number))
            action.toggled.connect(
                lambda shown, number=number: self._show_column(number, shown=shown)
            )
            menu.addAction(action)
        return menu

    def _show_column(self, number: int, *, shown: bool) -> None:
        if not shown and len(self.shown_columns()) == 1:
            return
        self.setColumnHidden(number, not shown)
        if self._preferences is not None:
            labels = [
                column.label
                for at, column in enumerate(self.table.table.columns)
                if self.isColumnHidden(at)
            ]
            self._preferences.hide_columns(self.table.table.title, labels)


def _one_line(text: str) -> str:
    """A text that stays in its cell when it is pasted."""
    return " ".join(text.split()) if "\n" in text or "\t" in text else text
