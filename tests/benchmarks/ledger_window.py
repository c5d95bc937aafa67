"""The program's own window on a ledger, from the start of the process until it can be used.

The gate is left out: the ledger is opened by its passphrase, which a benchmark makes cheap.
Arguments: the ledger's folder, its state folder, the passphrase, ``painted`` or ``counted``.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.services import ledgers
from desktop.ui import theme
from desktop.ui.main import Program
from desktop.ui.preferences import Preferences


class Painted(QObject):
    """Says ``ready`` after the first painting."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, ready)
        return False


def ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    QApplication.exit(0)


def main(folder: str, state: str, passphrase: str, until: str) -> int:
    app = QApplication(sys.argv[:1])
    theme.load_fonts()
    theme.speak_chinese(app)
    around = ledgers.Surroundings(state=Path(state))
    program = Program(app, around, Preferences(Path(state) / "window.ini"))
    program.enter(ledgers.open_(Path(folder), passphrase, around=around))
    painted = Painted()
    if until == "painted":
        program.window.centralWidget().installEventFilter(painted)
    else:
        program.quiet.ended.connect(lambda _: QTimer.singleShot(0, ready))
    code = app.exec()
    program.close()
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
