"""The program's own window on a ledger, keys pressed in it: ``{work: [seconds, ...]}``.

Arguments: the ledger's folder, its state folder, the passphrase.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.names import pinyin_keys
from desktop.services import ledgers
from desktop.ui import theme
from desktop.ui.main import Program
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.pages.people import PeoplePage
from desktop.ui.preferences import Preferences
from desktop.ui.window import MainWindow
from tests.benchmarks.watch import TIMES, Watch

LETTERS = 3
JUMP = 10
Key = Qt.Key


def search(watch: Watch, window: MainWindow) -> Iterator[float]:
    """Each letter of some names' initials, until what it finds is on screen."""
    rows, _ = _people(watch, window)
    step = len(rows) * LETTERS // TIMES
    names = [rows[at].member.person.name or "" for at in range(0, len(rows), step)]
    box, found = window.search, window.search.results.list
    for name in names:
        window.focus_search()
        watch.rest()
        for letter in pinyin_keys(name).initials[:LETTERS]:
            found.clear()
            yield watch.until(
                lambda letter=letter: QTest.keyClicks(box, letter),
                found.viewport(),
                lambda: found.count() > 0,
            )
        box.leave()
        watch.rest()


def household(watch: Watch, window: MainWindow) -> Iterator[float]:
    """One household after another, until its sheet is on screen."""
    page = _households(watch, window)
    for _ in range(TIMES):
        before = page.sheet.household
        watch.rest()
        yield watch.until(
            lambda: QTest.keyClick(page.members, Key.Key_PageDown),
            page.members.viewport(),
            lambda before=before: page.sheet.household != before,
        )


def cell(watch: Watch, window: MainWindow) -> Iterator[float]:
    """A phone number in one household after another, until the next cell is in hand."""
    page, ledger = _households(watch, window), window.desk.session.ledger
    grid = page.members
    paths = [field.path if field else "" for field in grid.table.fields]
    for _ in range(TIMES):
        before = ledger.position
        page.step(1)
        page.sheet.go_to(0, paths.index("person.phone"))
        watch.rest()
        QTest.keyClicks(grid, "1")
        editor = grid.editor
        # Another number each time the benchmark is run, for nothing is stored twice.
        QTest.keyClicks(editor, f"3{before:09}")
        watch.rest()
        yield watch.until(
            lambda editor=editor: QTest.keyClick(editor, Key.Key_Return),
            grid.viewport(),
            lambda before=before: ledger.position > before and grid.editor is None,
        )


def scroll(watch: Watch, window: MainWindow) -> Iterator[float]:
    """A screen further down the list of people; now and then from another part of it."""
    rows, page = _people(watch, window)
    for number in range(TIMES):
        if number % JUMP == 0:
            page.grid.go_to(len(rows) * number // TIMES)
        before = page.grid.currentIndex().row()
        watch.rest()
        yield watch.until(
            lambda: QTest.keyClick(page.grid, Key.Key_PageDown),
            page.grid.viewport(),
            lambda before=before: page.grid.currentIndex().row() > before,
        )


def _people(watch: Watch, window: MainWindow) -> tuple:
    window.go("people")
    page = window.page("people")
    if not isinstance(page, PeoplePage):
        raise TypeError(page)
    watch.wait(lambda: len(page.grid.table.rows) > 0)
    page.grid.setFocus()
    watch.rest()
    return page.grid.table.rows, page


def _households(watch: Watch, window: MainWindow) -> HouseholdsPage:
    window.go("households")
    page = window.page("households")
    if not isinstance(page, HouseholdsPage):
        raise TypeError(page)
    watch.wait(lambda: bool(page.sheet.household))
    page.members.setFocus()
    watch.rest()
    return page


WORK: dict[str, Callable[[Watch, MainWindow], Iterator[float]]] = {
    "search": search, "household": household, "cell": cell, "scroll": scroll,
}  # fmt: skip


def main(folder: str, state: str, passphrase: str) -> int:
    app = QApplication(sys.argv[:1])
    theme.load_fonts()
    theme.speak_chinese(app)
    around = ledgers.Surroundings(state=Path(state))
    session = ledgers.open_(Path(folder), passphrase, around=around)
    program = Program(app, around, Preferences(around.state / "window.ini"))
    program.enter(session)
    window = program.window
    if not isinstance(window, MainWindow):
        raise TypeError(window)
    watch = Watch(app)
    watch.rest()
    # No window manager does it here, and keys like PgDn belong to the window that has the keyboard.
    window.activateWindow()
    watch.wait(window.isActiveWindow)
    watch.wait(lambda: program.quiet.running is None and program.jobs.running is None)
    times = {name: list(work(watch, window)) for name, work in WORK.items()}
    sys.stdout.write(json.dumps(times) + "\n")
    program.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
