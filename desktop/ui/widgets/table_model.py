"""The one table model: a declared table over a sequence of rows."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.domain.tables import Align, Column, Table, show
from desktop.ui.widgets.unread import Unread

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | _MIDDLE,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter | _MIDDLE,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | _MIDDLE,
}
_NO_PARENT = QModelIndex()


class TableModel(QAbstractTableModel):
    """Shows the rows of a table; ``tone`` names a colour for a cell, empty for none.

    A list in memory is sorted here; a paged one asks its page to sort in the ledger.
    """

    ToneRole = Role.UserRole + 1
    sort_wanted = Signal(int, object)

    def __init__(
        self,
        table: Table[Any],
        parent: QObject | None = None,
        *,
        tone: Callable[[Any, Column[Any]], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = table
        self._tone = tone
        self._rows: Sequence[Any] = []

    @property
    def rows(self) -> Sequence[Any]:
        return self._rows

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def renew(self, rows: Sequence[Any]) -> None:
        """Show as many rows as they are now; editors stay open."""
        self._rows = rows
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def replace_row(self, at: int, row: Any) -> None:
        """Show one row as it is now; the list must be one in memory."""
        if isinstance(self._rows, list):
            self._rows[at] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))

    def set_table(self, table: Table[Any]) -> None:
        """Show other columns, without rows."""
        self.beginResetModel()
        self.table, self._rows = table, []
        self.endResetModel()

    def row(self, index: Index) -> Any:
        """The row of an index."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.table.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return section + 1 if role == Role.DisplayRole else None
        column = self.table.columns[section]
        if role == Role.DisplayRole:
            return column.label
        if role == Role.ToolTipRole:
            return "·".join(filter(None, (column.group, column.label)))
        return int(_ALIGNMENTS[column.align]) if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in _ANSWERED:
            return None
        column = self.table.columns[index.column()]
        if role == Role.TextAlignmentRole:
            return int(_ALIGNMENTS[column.align])
        row = self._rows[index.row()]
        if role == self.ToneRole:
            return self._tone_of(row, column)
        text = show(column.value(row))
        if role == Role.AccessibleTextRole:
            return f"{column.label}：{text}"
        return text or None if role == Role.ToolTipRole else text

    def _tone_of(self, row: Any, column: Column[Any]) -> str:
        if isinstance(column.value(row), Unread):
            return "error"
        return self._tone(row, column) if self._tone else ""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0:
            return
        if not isinstance(self._rows, list):
            self.sort_wanted.emit(column, order)
            return
        value = self.table.columns[column].value
        self.layoutAboutToBeChanged.emit()
        self._rows = sorted(
            self._rows,
            key=lambda row: _sort_key(value(row)),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        self.layoutChanged.emit()


_ANSWERED = {
    Role.DisplayRole,
    Role.ToolTipRole,
    Role.TextAlignmentRole,
    Role.AccessibleTextRole,
    TableModel.ToneRole,
}


def _sort_key(value: object) -> tuple[int, float, str]:
    if value is None or value == "":
        return (2, 0.0, "")
    if isinstance(value, int | float):
        return (0, float(value), "")
    return (1, 0.0, show(value))
