"""Lets every rule look again, off the window, once what all findings depend on has changed."""

from PySide6.QtWidgets import QWidget

from desktop.domain.progress import Progress, silent
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread, in_thread_told

_LISTS = frozenset({"survey_round", "area", "code_item", "age_policy", "rule_parameter"})


class Rechecking:
    """Looks when a ledger is opened, on a new day, and when a list or a round was changed."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk, self._window = desk, window
        self._runs = False
        self._day = desk.session.today()
        desk.bus.changed.connect(self._hear)

    def _hear(self, touched: frozenset[str]) -> None:
        if touched & _LISTS or self._day != self._desk.session.today():
            self.look()

    def look(self) -> None:
        """Check everything in a job, if that is needed and the account may."""
        desk = self._desk
        self._day = desk.session.today()
        if not self._runs and desk.session.role >= Role.CLERK:
            self._runs = True
            work = in_thread(desk.session, _is_stale)
            desk.quiet.start(self._window, "", work, done=self._start, failed=self._fail)

    def _start(self, needed: bool) -> None:
        self._runs = needed
        if needed:
            work = in_thread_told(self._desk.session, _check_all)
            title = "日期或参数有变，正在重新核查"
            self._desk.jobs.start(self._window, title, work, done=self._end, failed=self._fail)

    def _end(self, _found: int) -> None:
        self._runs = False

    def _fail(self, error: Exception) -> None:
        self._runs = False
        messages.show_error(self._window, error)


# The rules are loaded by the thread that needs them, so that the window is painted meanwhile.


def _is_stale(session: Session) -> bool:
    from desktop.services import checks

    return checks.stale(session)


def _check_all(session: Session, *, progress: Progress = silent) -> int:
    from desktop.services import checks

    return checks.check_all(session, progress=progress)
