"""What every page is given: the open ledger, the jobs, and ways to ask the window for something."""

from PySide6.QtCore import QObject, Signal

from desktop.services.session import Session
from desktop.ui.bus import Bus
from desktop.ui.jobs import Jobs
from desktop.ui.preferences import Preferences
from desktop.ui.suggestions import Suggestions
from desktop.ui.theme import Look


class Desk(QObject):
    """A page asks here for another page or a card; no page knows another.

    ``jobs`` change things and are shown, one after another; ``quiet`` ones only count.
    """

    page_wanted = Signal(str)
    person_wanted = Signal(str)
    household_wanted = Signal(str)
    village_wanted = Signal(str)
    finding_wanted = Signal(object)
    files_wanted = Signal(object)
    look_wanted = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        preferences: Preferences,
        look: Look,
        quiet: Jobs | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.jobs = jobs
        self.quiet = quiet or jobs
        self.preferences = preferences
        self.look = look
        self.suggestions = Suggestions(session)
        self.bus = Bus(self)
        session.ledger.subscribe(self.bus.hear)
