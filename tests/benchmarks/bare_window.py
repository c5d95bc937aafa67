"""The least window there can be: one table in a main window, ready once it has been painted."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

ROWS, COLUMNS = 50, 12


class Painted(QObject):
    """Says ``ready`` after the first painting and ends the program."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, ready)
        return False


def ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    QApplication.exit(0)


def main() -> int:
    app = QApplication(sys.argv)
    window = QMainWindow()
    table = QTableView(window)
    model = QStandardItemModel(ROWS, COLUMNS, window)
    for row in range(ROWS):
        for column in range(COLUMNS):
            model.setItem(row, column, QStandardItem(f"{row} {column}"))
    table.setModel(model)
    window.setCentralWidget(table)
    window.resize(1366, 768)
    painted = Painted()
    table.viewport().installEventFilter(painted)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
