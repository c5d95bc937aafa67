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


def loaded(program, *arguments):
    """The packages that a program has loaded when it ends."""
    tell = "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\n{tell}", *map(str, arguments)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("until", ["painted", "counted"])
def test_the_first_page_loads_no_library_that_it_does_not_need(until, made_once):
    folder, around, _ = made_once
    packages = loaded(WINDOW, folder, around.state, PASSPHRASE, until)
    assert {"PySide6", "sqlcipher3", "desktop"} <= packages
    assert not packages & HEAVY


def test_the_gate_loads_no_library_that_it_does_not_need(tmp_path):
    packages = loaded(GATE, tmp_path)
    assert {"PySide6", "desktop"} <= packages
    assert not packages & HEAVY
