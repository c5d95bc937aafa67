"""Starting the window: theme, crash net, one window per ledger, from the gate to the pages."""

import hashlib
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

import platformdirs
from PySide6.QtCore import QLockFile, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop.services import clocks, crashes
from desktop.services.ledgers import Surroundings
from desktop.services.session import Session
from desktop.ui import messages, theme
from desktop.ui.crash import CrashNet, told_once
from desktop.ui.desk import Desk
from desktop.ui.gate import Gate
from desktop.ui.jobs import Jobs, in_thread
from desktop.ui.preferences import Preferences
from desktop.ui.suggestions import prepare
from desktop.ui.theme import Look

_NAME = "labour-ledger"
_CALM_MS = 1000
"""So long after the window is there the clerk has looked at the first page."""
_FELL = "上次程序没有正常关闭。台账每填一格就保存一次，内容没有丢失，可以接着用。"
_BUG = (
    "程序出了一个错，刚才这一步可能没有完成，台账没有受影响，请接着用。\n"
    "出错记录（不含个人信息）在：\n{folder}\n请发给维护人员。"
)


class Program(QObject):
    """Owns what lives as long as the program: jobs, preferences, the window that is shown."""

    def __init__(self, app: QApplication, around: Surroundings, preferences: Preferences) -> None:
        super().__init__()
        self._app, self._around, self._preferences = app, around, preferences
        self.jobs, self.quiet = Jobs(self), Jobs(self, held=True)
        self.look: Look = preferences.look
        self.gate: Gate | None = None
        self.desk: Desk | None = None
        self.window: QWidget | None = None
        self._former: list[QWidget] = []
        self._lock: QLockFile | None = None
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._prepare)
        theme.apply(app, self.look)

    def show_gate(self, folder: Path | None = None) -> Gate:
        """Ask which ledger to open."""
        self.gate = Gate(self.jobs, self._preferences, self.look, self._around)
        self.gate.opened.connect(self.enter)
        self.gate.show(folder)
        QTimer.singleShot(0, _preload)
        return self.gate

    def enter(self, session: Session) -> None:
        """Show the main window on an open ledger, unless another window has it."""
        lock = lock_of(session.ledger.folder, self._around.state)
        if not lock.tryLock(0):
            session.close()
            if self.gate is not None:
                self.gate.window.refuse("这个台账已经在另一个窗口里打开了，请到那个窗口去用")
            return
        self._lock = lock
        self.desk = Desk(session, self.jobs, self._preferences, self.look, self.quiet, self)
        self.desk.look_wanted.connect(self.change_look)
        self._show_window()
        if self.gate is not None:
            self.gate.window.close()
            self.gate = None

    def _show_window(self) -> None:
        # Loaded here, so that the gate is on screen sooner.
        from desktop.ui.window import MainWindow

        if self.desk is None:
            return
        window = MainWindow(self.desk)
        window.left.connect(self._app.quit)
        window.painted.connect(self._begin)
        self.window = window
        small = self._app.primaryScreen().availableSize().width() < 1600
        window.showMaximized() if small else window.show()

    def _begin(self) -> None:
        """Count what the first page shows, now that the clerk sees it."""
        self.quiet.begin()
        self._calm.start()

    def _prepare(self) -> None:
        """Spell places and employers while nobody types yet."""
        desk, window = self.desk, self.window
        if desk is None or window is None:
            return
        self._check_clock(desk, window)
        places = desk.session.ledger.book.places
        self.quiet.start(
            window,
            "",
            in_thread(desk.session, prepare, places),
            done=desk.suggestions.take,
            failed=partial(messages.show_error, window),
        )

    @staticmethod
    def _check_clock(desk: Desk, window: QWidget) -> None:
        words = clocks.at_start(desk.session)
        if words:
            believe = partial(clocks.believe, desk.session)
            messages.ask(window, "请核对电脑的日期", words, "日期没有错", believe)

    def change_look(self, look: Look) -> None:
        """Dress the window anew."""
        self._preferences.look = self.look = look
        theme.apply(self._app, look)
        if self.desk is not None and self.window is not None:
            old = self.window
            self.desk.look = look
            self._show_window()
            old.hide()
            # Kept, not deleted: its editors and models are shared between Qt and Python, and
            # tearing them down in the middle of an event has crashed. A look is rarely changed.
            self._former.append(old)

    def close(self) -> None:
        """Let go of everything."""
        self._calm.stop()
        self.quiet.close()
        self.jobs.close()
        if self.desk is not None:
            self.desk.session.close()
            self.desk = None
        if self._lock is not None:
            self._lock.unlock()


def _preload() -> None:
    """Load the window and its first page while the clerk types the passphrase."""
    import_module("desktop.ui.window")
    import_module("desktop.ui.pages.home")


def lock_of(folder: Path, state: Path) -> QLockFile:
    """The lock that says a window has this ledger open; it lies with the user, not the ledger."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    state.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(state / f"{name}.lock"))
    lock.setStaleLockTime(0)
    return lock


def run(folder: Path | None, arguments: Sequence[str], around: Surroundings) -> int:
    """Show the window until it is closed."""
    app = QApplication([_NAME, *arguments])
    app.setApplicationName(_NAME)
    app.setApplicationDisplayName("劳务台账")
    app.setDesktopFileName(_NAME)
    theme.load_fonts()
    theme.speak_chinese(app)
    config = Path(platformdirs.user_config_dir(_NAME, appauthor=False))
    program = Program(app, around, Preferences(config / "window.ini"))
    net = CrashNet(crashes.log_folder())
    net.caught.connect(told_once(lambda: _tell_of_bug(net.folder)))
    fell = net.spread()
    app.setQuitOnLastWindowClosed(False)
    gate = program.show_gate(folder)
    app.lastWindowClosed.connect(lambda: QTimer.singleShot(0, lambda: _quit_if_empty(app)))
    if fell:
        messages.tell(gate.window, "上次没有正常关闭", _FELL)
    code = app.exec()
    program.close()
    net.close()
    return code


def _quit_if_empty(app: QApplication) -> None:
    if not any(window.isVisible() for window in app.topLevelWidgets()):
        app.quit()


def _tell_of_bug(folder: Path) -> None:
    window = QApplication.activeWindow()
    box = QMessageBox(QMessageBox.Icon.Critical, "程序出错了", _BUG.format(folder=folder),
                      parent=window)  # fmt: skip
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.open()
