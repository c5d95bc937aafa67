"""返乡返岗: the quick list of a village, the report of the week, and the weekly table."""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabBar, QWidget

from desktop.services import presence
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.quick_list import QuickList
from desktop.ui.pages.season_board import SeasonBoard
from desktop.ui.pages.season_weeks import SeasonWeeks
from desktop.ui.widgets.layout import label, row

_TABS = ("快录（一人一键）", "快报（各村报数与实名）", "周报（逐周累计）")


class PresencePage(Page):
    """Three ways to look at one season."""

    shows = frozenset({"presence", "season_count", "person", "membership", "employment_spell",
                       "household"})  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.season = QComboBox()
        self.season.setAccessibleName("季")
        self.season.currentTextChanged.connect(lambda _text: self._show())
        self.quick, self.board, self.weeks = QuickList(desk), SeasonBoard(desk), SeasonWeeks(desk)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        parts = (self.quick, self.board, self.weeks)
        for words, part in zip(_TABS, parts, strict=True):
            self.tabs.addTab(words)
            self.stack.addWidget(part)
        self.tabs.currentChanged.connect(self._turn)
        self.body.addLayout(row(self.tabs, None, label("季", "quiet"), self.season))
        self.body.addWidget(self.stack, 1)

    def entry(self) -> QWidget:
        part = self.stack.currentWidget()
        return part if part is not None else self

    def reload(self) -> None:
        chosen = self.season.currentText()
        self.season.blockSignals(True)
        self.season.clear()
        self.season.addItems(presence.seasons_known(self.desk.session))
        current = chosen or presence.current_season(self.desk.session)
        self.season.setCurrentText(current)
        self.season.blockSignals(False)
        self._show()

    def _turn(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self._show()
        self.entry().setFocus()

    def _show(self) -> None:
        shown = self.stack.currentWidget()
        season = self.season.currentText()
        for part in (self.quick, self.board, self.weeks):
            if part is shown:
                part.show_season(season)

    def _hear(self, touched: frozenset[str]) -> None:
        # What a part has just stored itself, it has shown already.
        if not (self.quick.is_storing or self.board.is_storing):
            super()._hear(touched)

    def hideEvent(self, event: QHideEvent) -> None:
        self.stale = True
        super().hideEvent(event)

    def show_village(self, village: str) -> None:
        """Go to a village's quick list."""
        self.tabs.setCurrentIndex(0)
        self.quick.show_village(village)
