"""Pictures of every page for the documents: ``python tools/screenshots.py FOLDER [-o DIR]``."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.domain.finding import Severity
from desktop.domain.levels import Level
from desktop.envelope.key_file import Cost
from desktop.services import checks, ledgers, people, seeds
from desktop.services.ledgers import Surroundings
from desktop.ui import cards, theme
from desktop.ui.desk import Desk
from desktop.ui.dialogs.new_household_dialog import NewHouseholdDialog
from desktop.ui.dialogs.new_ledger_dialog import NewLedgerDialog
from desktop.ui.dialogs.recovery_dialog import RecoveryDialog
from desktop.ui.dialogs.unlock_window import UnlockWindow
from desktop.ui.jobs import Jobs
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.preferences import Preferences
from desktop.ui.theme import Look
from desktop.ui.window import MainWindow
from tools import survey_round, survey_scenes

_COLOURS = 128
SIZES = ((1366, 768), (1920, 1080))
VARIED = ("home", "households", "person", "entry-code", "survey-compared", "check-list-typing")
ONCE = ("survey", "check-list", "season", "rounds", "sampling", "people-", "merge", "conflicts",
        "partners", "areas", "parameters", "person-life", "empty")  # fmt: skip
LOOKS = {"": Look(), "-dark": Look(dark=True), "-big": Look(big=True)}


def main() -> int:
    """Take the pictures of a ledger, which is copied first and stays as it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--passphrase", default="demo")
    parser.add_argument("--only", default="", help="a part of the names wanted")
    options = parser.parse_args()
    app = QApplication(["labour-ledger"])
    app.setApplicationDisplayName("劳务台账")
    theme.load_fonts()
    theme.speak_chinese(app)
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / options.ledger.name
        shutil.copytree(options.ledger, copy)
        around = Surroundings(state=Path(place) / "state")
        session = ledgers.open_(copy, options.passphrase, around=around)
        checks.refresh(session)
        course = survey_round.keyed(session)
        for suffix, look in LOOKS.items():
            theme.apply(app, look)
            preferences = Preferences(Path(place) / "window.ini")
            desk = Desk(session, Jobs(inline=True), preferences, look)
            for name, shown in chain(scenes(desk, copy), survey(desk, course)):
                if suffix and name not in VARIED:
                    continue
                once = suffix or name.startswith(ONCE)
                take(app, options, f"{name}{suffix}", shown, sizes=SIZES[:1] if once else SIZES)
        session.close()
        for name, shown in nothing(Path(place)):
            take(app, options, name, shown, sizes=SIZES[:1])
    return 0


def survey(desk: Desk, course: survey_round.Course) -> Iterator[tuple[str, QWidget]]:
    """A window of its own for the survey."""
    window = MainWindow(desk)
    yield from survey_scenes.scenes(window, course)
    window.hide()


def nothing(place: Path) -> Iterator[tuple[str, QWidget]]:
    """A ledger in which nobody is registered yet."""
    theme.apply(app_of(), Look())
    around = Surroundings(state=place / "state", cost=Cost(1024, 1, 1))
    office = "石牌镇人社所"
    session = ledgers.new(
        place / "empty", office=office, level=Level.TOWNSHIP, area="433130110",
        passphrase=office, around=around,
    ).session  # fmt: skip
    desk = Desk(session, Jobs(inline=True), Preferences(place / "empty.ini"), Look())
    window = MainWindow(desk)
    for key in ("home", "households", "check_list", "people", "presence"):
        window.go(key)
        yield f"empty-{key}", window
    window.hide()
    session.close()


def app_of() -> QApplication:
    """The one application."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError(app)
    return app


def take(app: QApplication, options: argparse.Namespace, name: str, shown: QWidget,
         sizes: tuple[tuple[int, int], ...]) -> None:  # fmt: skip
    """Save one window in each size; a dialog is painted over the window it belongs to."""
    if options.only not in name:
        return
    window = shown.parentWidget().window() if isinstance(shown, QDialog) else shown
    for width, height in sizes:
        window.resize(width, height)
        window.show()
        for _ in range(4):
            app.processEvents()
        if isinstance(shown, MainWindow) and name.startswith("search"):
            shown.search.look_up()
            app.processEvents()
        if isinstance(shown, MainWindow) and name.startswith("entry-code"):
            # Only now, because a window that comes up late takes the focus out of an editor.
            open_code(shown)
        picture = window.grab()
        if shown is not window:
            overlay(picture, window, shown)
        save(picture.toImage(), options.out / f"{name}-{width}x{height}.png")


def save(picture: QImage, file: Path) -> None:
    """With a palette it is a third of the size, and text stays as sharp."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    size, pitch = (plain.width(), plain.height()), plain.bytesPerLine()
    whole = Image.frombuffer("RGB", size, plain.constBits(), "raw", "RGB", pitch, 1)
    few = whole.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def overlay(picture: QPixmap, window: QWidget, dialog: QWidget) -> None:
    """Paint a dialog in the middle of its window's picture."""
    painter = QPainter(picture)
    painter.fillRect(window.rect(), QColor(0, 0, 0, 60))
    left = (window.width() - dialog.width()) // 2
    top = (window.height() - dialog.height()) // 2
    painter.drawPixmap(left, top, dialog.grab())
    painter.end()


def scenes(desk: Desk, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Every page and dialog worth a picture, by name."""
    look = desk.look
    unlock = UnlockWindow(look, [("石牌镇人社所", folder)], lambda _: ("管理员",))
    yield "unlock", unlock
    form = NewLedgerDialog(look, unlock)
    form.show()
    yield "new-ledger", form
    form.close()
    code = RecoveryDialog(look, "石牌镇人社所", "2345-6789-ABCD-EFGH-JKLM-NPQR", unlock)
    code.show()
    yield "recovery-code", code
    code.close()
    unlock.close()
    window = MainWindow(desk)
    wrong = next(checks.listed(desk.session, severity=Severity.ERROR), None)
    for key in ("home", "households", "people", "findings"):
        window.go(key)
        if key == "households" and wrong is not None:
            window.open_household(wrong.household)
        yield key, window
    yield from keying(window)
    window.go("imports")
    yield "imports", window
    files = sorted(file for file in (seeds.resources() / "samples").glob("石牌镇*")
                   if file.suffix != ".json")  # fmt: skip
    window.page("imports").bench.look_at(files)  # type: ignore[attr-defined]
    yield "import-preview", window
    window.page("imports").bench.report.tabs.setCurrentIndex(1)  # type: ignore[attr-defined]
    yield "import-problems", window
    window.go("prints")
    window.page("prints").look_at()  # type: ignore[attr-defined]
    yield "prints", window
    for key in ("exchange", "settings"):
        window.go(key)
        yield key, window
    window.go("households")
    window.show()
    window.search.setText("zh")
    window.search.look_up()
    yield "search", window
    window.search.leave()
    person = next(_worker_with_error(desk), None)
    if person is not None:
        card = cards.open_card(desk, window, person)
        if card is not None:
            yield "person", card
            card.close()
    window.hide()


def keying(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Typing a code, a text that cannot be read, and what is found at a cell."""
    window.go("households")
    window.show()
    QApplication.processEvents()
    page: HouseholdsPage = window.page("households")  # type: ignore[assignment]
    grid, sheet = page.members, page.sheet
    labels = [column.label for column in grid.table.table.columns]
    grid.setFocus()
    sheet.go_to(0, labels.index("文化程度"))
    yield "entry-code", window
    if grid.editor is not None:
        QTest.keyClick(grid.editor, Qt.Key.Key_Escape)
    sheet.go_to(0, labels.index("联系电话"))
    QTest.keyClicks(grid, "1")
    QTest.keyClicks(grid.editor or grid, "38abc")
    QTest.keyClick(grid.editor or grid, Qt.Key.Key_Return)
    QTest.keyClick(grid, Qt.Key.Key_Left)
    yield "entry-unread", window
    sheet.go_to(0, labels.index("就业状态"))
    yield "entry-finding", window
    page.ask_household()
    dialog = page.findChild(NewHouseholdDialog)
    yield "entry-new-household", dialog
    dialog.close()


def open_code(window: MainWindow) -> None:
    """Open the list of the current cell as one letter is typed."""
    page: HouseholdsPage = window.page("households")  # type: ignore[assignment]
    if page.members.editor is not None:
        QTest.keyClick(page.members.editor, Qt.Key.Key_Escape)
    page.members.setFocus()
    QTest.keyClicks(page.members, "z")


def _worker_with_error(desk: Desk) -> Iterator[str]:
    """People whose card has something of everything."""
    for finding in checks.listed(desk.session, severity=Severity.ERROR):
        found = people.member(desk.session, finding.record) if finding.entity == "person" else None
        if found is not None and found[1].spells and found[1].person.unread:
            yield finding.record


if __name__ == "__main__":
    sys.exit(main())
