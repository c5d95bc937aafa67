"""A bare table with as many rows, a bare line, and keys pressed in both: ``{work: [seconds, …]}``.

Arguments: how many rows.
"""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tests.benchmarks.watch import TIMES, Watch

COLUMNS, MEMBERS, FOUND = 12, 5, 10
Role, Key = Qt.ItemDataRole, Qt.Key


class Bare(QAbstractTableModel):
    """Rows of texts in memory."""

    def __init__(self, rows: list[list[str]]) -> None:
        super().__init__()
        self.cells = rows

    def rowCount(self, parent: Any = None) -> int:  # noqa: N802
        return len(self.cells)

    def columnCount(self, parent: Any = None) -> int:  # noqa: N802
        return COLUMNS

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:
        shown = role in (Role.DisplayRole, Role.EditRole)
        return self.cells[index.row()][index.column()] if shown else None

    def setData(self, index: QModelIndex, value: Any, role: int = Role.EditRole) -> bool:  # noqa: N802
        self.cells[index.row()][index.column()] = value
        self.dataChanged.emit(index, index)
        return True

    def show_rows(self, rows: list[list[str]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.cells = rows
        self.endResetModel()


class Window(QMainWindow):
    """A line, what it finds, a long table, and a short one that follows it."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.line, self.found = QLineEdit(), QListWidget()
        self.found.setFixedHeight(120)
        self.model = Bare([[f"{row} {at}" for at in range(COLUMNS)] for row in range(rows)])
        self.members = Bare(self.model.cells[:MEMBERS])
        self.long, self.short = QTableView(), QTableView()
        self.long.setModel(self.model)
        self.short.setModel(self.members)
        self.line.textEdited.connect(self._find)
        self.long.selectionModel().currentRowChanged.connect(self._follow)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        for part in (self.line, self.found, self.long, self.short):
            layout.addWidget(part)
        self.setCentralWidget(inside)
        self.resize(1366, 768)

    def _find(self, text: str) -> None:
        self.found.clear()
        self.found.addItems([f"{text} {number}" for number in range(FOUND)])

    def _follow(self, index: QModelIndex) -> None:
        self.members.show_rows(self.model.cells[index.row() : index.row() + MEMBERS])


def search(watch: Watch, window: Window) -> Iterator[float]:
    window.line.setFocus()
    for _ in range(TIMES):
        window.line.clear()
        watch.rest()
        yield watch.until(
            lambda: QTest.keyClicks(window.line, "t"), window.found.viewport(), lambda: True
        )


def household(watch: Watch, window: Window) -> Iterator[float]:
    window.long.setFocus()
    window.long.selectRow(0)
    for _ in range(TIMES):
        watch.rest()
        yield watch.until(
            lambda: QTest.keyClick(window.long, Key.Key_Down), window.short.viewport(), lambda: True
        )


def cell(watch: Watch, window: Window) -> Iterator[float]:
    for row in range(TIMES):
        index = window.model.index(row, 3)
        window.long.setCurrentIndex(index)
        QTest.keyClicks(window.long, "1")
        editor = window.long.findChild(QLineEdit)
        QTest.keyClicks(editor, "3874300000")
        watch.rest()
        yield watch.until(
            lambda editor=editor: QTest.keyClick(editor, Key.Key_Return),
            window.long.viewport(),
            lambda index=index: index.data() == "13874300000",
        )
        watch.rest()


def scroll(watch: Watch, window: Window) -> Iterator[float]:
    window.long.setFocus()
    window.long.selectRow(0)
    for _ in range(TIMES):
        watch.rest()
        yield watch.until(
            lambda: QTest.keyClick(window.long, Key.Key_PageDown),
            window.long.viewport(),
            lambda: True,
        )


WORK: dict[str, Callable[[Watch, Window], Iterator[float]]] = {
    "search": search, "household": household, "cell": cell, "scroll": scroll,
}  # fmt: skip


def main(rows: str) -> int:
    app = QApplication(sys.argv[:1])
    window = Window(int(rows))
    window.show()
    watch = Watch(app)
    watch.rest()
    times = {name: list(work(watch, window)) for name, work in WORK.items()}
    sys.stdout.write(json.dumps(times) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
