"""The main window: navigation, search, pages built when first looked at, and the foot."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QIcon,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget

from desktop.domain.finding import Finding
from desktop.services import ledgers, people, surroundings
from desktop.services.people import Found
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread
from desktop.ui.pages.page import Page
from desktop.ui.rechecking import Rechecking
from desktop.ui.routes import BY_KEY, IMPORTS, ROUTES, SECTIONS, UNDER
from desktop.ui.theme import icon_file
from desktop.ui.widgets.foot import Foot
from desktop.ui.widgets.job_bar import JobBar
from desktop.ui.widgets.layout import box, column, frame, label, row
from desktop.ui.widgets.navigation import Navigation
from desktop.ui.widgets.search_box import SearchBox
from desktop.ui.widgets.section_tabs import SectionTabs
from desktop.ui.widgets.toast import Toast

_PAUSE_MS = 400


class MainWindow(QMainWindow):
    """One ledger, open.

    ``painted`` is heard once, after the clerk sees it: what counts meanwhile would hold that up.
    """

    left = Signal()
    painted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.look = desk, desk.look
        self.pages: dict[str, Page] = {}
        self._began = surroundings.position(desk.session)
        self._is_leaving = self._is_painted = False
        around = surroundings.look(desk.session)
        self.setWindowTitle(f"劳务台账 - {around.office}")
        self.setWindowIcon(QIcon(str(icon_file())))
        self.navigation = Navigation(
            self.look, [(route.key, route.title, route.icon) for route in ROUTES], around
        )
        self.navigation.chosen.connect(self.go)
        self.search = SearchBox(self.look, lambda text: people.find(desk.session, text))
        self.search.chosen.connect(self.open_found)
        self.heading = label("", "title")
        self.sections = SectionTabs(self.look)
        self.sections.chosen.connect(self.go)
        self.stack = QStackedWidget()
        # Else the tallest page, seen or not, would push the tabs of another off a small screen.
        self.stack.setMinimumHeight(self.look.px(240))
        self.jobs_bar = JobBar(desk.jobs, self.look)
        self.foot = Foot(self.look, around)
        self._put_together()
        self.toast = Toast(self)
        self._listen()
        self._set_keys()
        self.setAcceptDrops(True)
        self.resize(1280, 720)
        self.go("home")
        self._refresh_foot()
        self.rechecking = Rechecking(desk, self)
        self.rechecking.look()

    def _put_together(self) -> None:
        px = self.look.px
        self.search.setMinimumWidth(px(430))
        top: QHBoxLayout = row(self.heading, None, self.search)
        top.setContentsMargins(px(22), px(12), px(20), px(10))
        right = column(box(top), self.sections, self.jobs_bar, self.stack, self.foot, gap=0)
        right.setStretch(3, 1)
        whole = row(self.navigation, box(right), gap=0)
        whole.setStretch(1, 1)
        self.setCentralWidget(frame(whole, "bar"))

    def _listen(self) -> None:
        desk = self.desk
        self.bus = desk.bus  # kept: a connected signal does not keep its sender alive
        # Counted once the clerk pauses, because what is unsent takes long to count.
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._refresh_foot)
        self.bus.changed.connect(lambda _touched: self._pause.start())
        desk.page_wanted.connect(self.go)
        desk.person_wanted.connect(self.open_person)
        desk.household_wanted.connect(self.open_household)
        desk.village_wanted.connect(self._open_village)
        desk.finding_wanted.connect(self._open_finding)
        desk.told.connect(self.toast.say)
        desk.files_wanted.connect(self._take_files)

    def _set_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            (f"Ctrl+{number}", partial(self.go, route.key))
            for number, route in enumerate(ROUTES, start=1)
        ]
        keys += [("Ctrl+K", self.focus_search), ("Ctrl+F", self.focus_search), ("F5", self.reload)]
        for words, do in keys:
            QShortcut(QKeySequence(words), self, do)

    def go(self, where: str) -> None:
        """Show a page; ``findings:错误`` shows that level of it."""
        key, _, level = where.partition(":")
        page = self.page(key)
        if level:
            page.show_only(level)
        self.heading.setText(BY_KEY[key].title)
        family = UNDER.get(key, key)
        self.navigation.mark(family)
        self.sections.show_for(key, SECTIONS.get(family, ()))
        self.stack.setCurrentWidget(page)
        page.entry().setFocus()

    def page(self, key: str) -> Page:
        """A page, built on first use."""
        if key not in self.pages:
            self.pages[key] = BY_KEY[key].build(self.desk)
            self.stack.addWidget(self.pages[key])
        return self.pages[key]

    def focus_search(self) -> None:
        """Go to the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def reload(self) -> None:
        """Read the shown page again."""
        page = self.stack.currentWidget()
        if isinstance(page, Page):
            page.refresh()

    def open_found(self, found: Found) -> None:
        """Open what the search box found."""
        if found.person:
            self.open_person(found.person)
        else:
            self.open_household(found.household)

    def open_person(self, person: str) -> None:
        """Open a person's card over the page."""
        # Cards bring the rules along, which the first page does not need.
        from desktop.ui import cards

        cards.open_card(self.desk, self, person)

    def open_household(self, household: str) -> None:
        """Show a household."""
        self.go("households")
        self.page("households").show_household(household)

    def _open_finding(self, finding: Finding) -> None:
        self.go("households")
        self.page("households").show_finding(finding)

    def _open_village(self, village: str) -> None:
        self.go("households")
        self.page("households").show_village(village)

    def _take_files(self, files: list[Path]) -> None:
        packages = [file for file in files if file.suffix.lower() == ".ldp"]
        key = "exchange" if packages else IMPORTS.key
        self.go(key)
        self.page(key).take_files(packages or files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self._take_files(files)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.search.results.hide()

    def _refresh_foot(self) -> None:
        session = self.desk.session
        self.foot.show_state(surroundings.unsent(session), surroundings.last_backup(session))

    def closeEvent(self, event: QCloseEvent) -> None:
        """A ledger that was worked in is backed up before the window goes."""
        if not all(page.is_settled() for page in self.pages.values()):
            event.ignore()
            self.desk.told.emit("还有一格没有保存，稍后再关闭；不要了可以按 Esc 放弃")
            return
        if self._is_leaving or surroundings.position(self.desk.session) == self._began:
            event.accept()
            QTimer.singleShot(0, self.left.emit)
            return
        event.ignore()
        if self.desk.jobs.running is not None:
            self.desk.told.emit("正在处理，完成后再关闭；不想等可以先点“取消”")
            return
        self.desk.jobs.start(
            self,
            "正在备份，完成后自动关闭",
            in_thread(self.desk.session, ledgers.save_backup),
            done=lambda _: self._leave(),
            failed=self._ask_to_leave,
        )

    def _leave(self) -> None:
        self._is_leaving = True
        QTimer.singleShot(0, self.close)

    def _ask_to_leave(self, error: Exception) -> None:
        messages.ask(
            self, "没有备份成功", f"{error}\n内容都已保存在台账里，只是没有备份。", "不备份，关闭",
            self._leave,
        )  # fmt: skip
