"""The main window: built once here, for what only the whole can show."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from desktop.services import people
from desktop.ui.dialogs.person_dialog import PersonDialog
from desktop.ui.main import Program, lock_of
from desktop.ui.routes import BY_KEY, ROUTES
from desktop.ui.theme import Look
from desktop.ui.window import MainWindow
from tests.ui.conftest import ident


@pytest.fixture
def window(desk, show):
    return show(MainWindow(desk))


def test_pages_are_built_when_they_are_first_looked_at(window):
    assert list(window.pages) == ["home"]
    window.go("findings")
    assert list(window.pages) == ["home", "findings"]


def test_control_and_a_number_change_the_page(qtbot, window):
    qtbot.waitUntil(window.isActiveWindow)
    for number, route in enumerate(ROUTES, start=1):
        qtbot.keyClick(window, f"{number}", Qt.KeyboardModifier.ControlModifier)
        assert window.heading.text() == route.title


def test_control_k_searches_and_enter_opens_the_card(qtbot, window):
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    qtbot.keyClicks(window.search, "lisi")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    dialog = window.findChild(PersonDialog)
    assert dialog.person == ident("p5")
    dialog.close()


def test_a_card_leads_to_the_whole_household(window):
    window.open_person(ident("p3"))
    dialog = window.findChild(PersonDialog)
    dialog.card.household_wanted.emit(ident("h1"))
    assert window.heading.text() == "入户调查"
    assert window.page("households").households.current_row().household.id == ident("h1")


def test_a_village_of_the_first_page_is_shown(window, desk, session):
    village = people.villages(session, empty=False)[1].place.id
    desk.village_wanted.emit(village)
    assert window.page("households").tree.where()[0] == village


def test_a_sheet_dropped_on_the_window_is_looked_at(window, tmp_path):
    sheet = tmp_path / "名单.csv"
    sheet.write_text("姓名,身份证号\n周七,\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sheet))])
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data,
                       Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    window.dropEvent(event)
    assert window.heading.text() == BY_KEY["imports"].title
    assert len(window.page("imports").bench.files.table.rows) == 1


def test_closing_after_work_makes_a_backup_first(qtbot, window, session):
    backups = session.ledger.folder / "backups"
    with session.ledger.act("test", "改"):
        pass
    with qtbot.waitSignal(window.left):
        window.close()
    assert len(list(backups.glob("*.ldb"))) == 1
    assert not window.isVisible()


def test_closing_without_work_makes_none(qtbot, window, session):
    with qtbot.waitSignal(window.left):
        window.close()
    assert list((session.ledger.folder / "backups").glob("*.ldb")) == []


def test_every_page_fits_a_small_screen_in_big_letters(qtbot, session, preferences, show):
    from desktop.ui import theme
    from desktop.ui.desk import Desk
    from desktop.ui.jobs import Jobs

    big = Look(big=True)
    theme.apply(QApplication.instance(), big)
    window = show(MainWindow(Desk(session, Jobs(inline=True), preferences, big)))
    for key in BY_KEY:
        window.go(key)
        hint = window.minimumSizeHint()
        assert hint.width() <= 1366, f"{key}: {hint}"
        assert hint.height() <= 740, f"{key}: {hint}"
    theme.apply(QApplication.instance(), Look())


def test_only_one_window_opens_a_ledger(tmp_path):
    first, second = (lock_of(tmp_path / "ledger", tmp_path / "state") for _ in range(2))
    assert first.tryLock(0)
    assert not second.tryLock(0)
    first.unlock()
    assert second.tryLock(0)
    second.unlock()


def test_a_second_window_is_refused_with_a_word(qtbot, made_once, session, preferences, qapp):
    program = Program(qapp, made_once[1], preferences)
    lock = lock_of(session.ledger.folder, made_once[1].state)
    assert lock.tryLock(0)
    gate = program.show_gate(session.ledger.folder)
    qtbot.addWidget(gate.window)
    program.enter(session.for_thread())
    assert "另一个窗口" in gate.window.problem.text()
    assert program.window is None
    lock.unlock()
    program.close()


def test_another_look_dresses_the_window_anew(qtbot, made_once, session, preferences, qapp):
    program = Program(qapp, made_once[1], preferences)
    program.enter(session.for_thread())
    before = program.window
    program.desk.look_wanted.emit(Look(dark=True))
    assert program.window is not before
    assert program.window.look.dark
    assert preferences.look.dark
    program.window.go("settings")
    assert program.window.page("settings").dark.isChecked()
    program.desk.look_wanted.emit(Look())
    program.window.hide()
    program.close()


def test_nothing_is_counted_before_the_window_is_painted(
    qtbot, made_once, session, preferences, qapp
):
    program = Program(qapp, made_once[1], preferences)
    heard = []
    program.quiet.started.connect(lambda _: heard.append("counts"))
    program.enter(session.for_thread())
    program.window.painted.connect(lambda: heard.append("painted"))
    qtbot.waitUntil(lambda: "counts" in heard)
    assert heard[0] == "painted"
    home = program.window.page("home")
    qtbot.waitUntil(lambda: home.tiles["persons"].accessibleName().startswith("人员：5"))
    program.window.hide()
    program.close()
