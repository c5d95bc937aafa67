"""What every page is: a title, the entities it shows, and a reload when one of them changed."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.desk import Desk


class Page(QWidget):
    """Reloads when it is shown, if what it shows has changed since."""

    key: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
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
