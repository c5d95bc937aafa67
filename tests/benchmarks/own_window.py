"""The main window on an open ledger, which says when it has been painted, or its page counted."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.services.ledgers import Surroundings
from desktop.services.session import Session
from desktop.ui import theme
from desktop.ui.main import Program
from desktop.ui.preferences import Preferences
from tests.benchmarks.bare_window import Painted, ready


def show(session: Session, around: Surroundings, until: str) -> int:
    app = QApplication(sys.argv[:1])
    theme.load_fonts()
    theme.speak_chinese(app)
    program = Program(app, around, Preferences(around.state / "window.ini"))
    program.enter(session)
    painted = Painted()
    tile = program.window.page("home").tiles["persons"]
    empty = tile.accessibleName()

    def told() -> None:
        if tile.accessibleName() != empty:
            ready()

    if until == "painted":
        program.window.centralWidget().installEventFilter(painted)
    else:
        program.quiet.ended.connect(lambda _: QTimer.singleShot(0, told))
    code = app.exec()
    program.close()
    return code
