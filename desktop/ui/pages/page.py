"""What every page is: the entities it shows, and a reload when one of them changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.finding import Finding
from desktop.ui.desk import Desk


class Page(QWidget):
    """Reloads when it is shown, if what it shows has changed since."""

    shows: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.look = desk.look
        self.stale = True
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.body = QVBoxLayout(self)
        side = self.look.px(20)
        self.body.setContentsMargins(side, 0, side, self.look.px(14))
        self.body.setSpacing(self.look.px(12))
        self.bus = desk.bus  # kept: a connected signal does not keep its sender alive
        self.bus.changed.connect(self._hear)

    def show_only(self, what: str) -> None:
        """Show a part of the page; what it means is the page's own business."""

    def show_household(self, household: str) -> None:
        """Go to a household, where a page lists them."""

    def show_finding(self, finding: Finding) -> None:
        """Go to the cell that a finding is about, where a page shows cells."""

    def show_village(self, village: str) -> None:
        """Go to a village, where a page lists them."""

    def take_files(self, files: Sequence[Path]) -> None:
        """Take files that were dropped on the window, where a page takes any."""

    def is_settled(self) -> bool:
        """Store what is being typed; False if it cannot be stored yet."""
        return True

    def entry(self) -> QWidget:
        """Where the keyboard goes when the page is shown."""
        return self

    def _hear(self, touched: frozenset[str]) -> None:
        if not touched & self.shows:
            return
        if self.isVisible():
            self.refresh()
        else:
            self.stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.stale:
            self.refresh()

    def refresh(self) -> None:
        """Show what stands in the ledger now."""
        self.stale = False
        self.reload()

    def reload(self) -> None:
        """Read what is shown; pages fill this in."""
        raise NotImplementedError
