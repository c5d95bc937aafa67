"""What a clerk waits for when the program starts: the window, and nothing that it does not show."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.conftest import PASSPHRASE

HEAVY = frozenset({
    "fontTools", "lxml", "msoffcrypto", "openpyxl", "PIL", "pypdfium2", "pypinyin", "pyqtgraph",
    "python_calamine", "qtawesome", "reportlab", "rich", "segno", "sqlite_utils", "ssl", "stdnum",
    "xlsxwriter",
})  # fmt: skip
LATER = ("desktop.domain.rules", "desktop.services.checks", "desktop.services.packages")
"""What only other pages and the counting thread need."""
ROOT = Path(__file__).parents[2]
WINDOW = "from tests.benchmarks import ledger_window; ledger_window.main(*sys.argv[1:])"
GATE = """
from pathlib import Path
from desktop.services.ledgers import Surroundings
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.ui.main import Program
from desktop.ui.preferences import Preferences

state = Path(sys.argv[1])
app = QApplication([])
program = Program(app, Surroundings(state=state), Preferences(state / "window.ini"))
program.show_gate()
QTimer.singleShot(0, app.quit)
app.exec()
assert "desktop.ui.pages.home" in sys.modules
program.close()
"""
BUILT = """
from pathlib import Path
from desktop.services import ledgers
around = ledgers.Surroundings(state=Path(sys.argv[2]))
session = ledgers.open_(Path(sys.argv[1]), sys.argv[3], around=around)
from PySide6.QtWidgets import QApplication
from desktop.ui.main import Program
from desktop.ui.preferences import Preferences
app = QApplication([])
program = Program(app, around, Preferences(around.state / "window.ini"))
program.enter(session)
program.window.grab()
"""


def loaded(program, *arguments):
    """The modules that a program has loaded when it ends, and their packages."""
    tell = "print(*sys.modules, *{name.partition('.')[0] for name in sys.modules}, flush=True)"
    code = f"import os, sys\n{program}\n{tell}\nos._exit(0)"
    run = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("until", ["painted", "counted"])
def test_the_first_page_loads_no_library_that_it_does_not_need(until, made_once):
    folder, around, _ = made_once
    packages = loaded(WINDOW, folder, around.state, PASSPHRASE, until)
    assert {"PySide6", "sqlcipher3", "desktop"} <= packages
    assert not packages & HEAVY


def test_the_window_is_there_before_the_rules_are_loaded(made_once):
    folder, around, _ = made_once
    names = loaded(BUILT, folder, around.state, PASSPHRASE)
    assert "desktop.ui.pages.home" in names
    assert names.isdisjoint(LATER)


def test_the_gate_loads_no_library_that_it_does_not_need(tmp_path):
    packages = loaded(GATE, tmp_path)
    assert {"PySide6", "desktop"} <= packages
    assert not packages & HEAVY
