"""The tabs of pages that belong together, shown over them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import row


class SectionTabs(QWidget):
    """Says which page of a family is wanted; hidden where a page stands alone."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._keys: tuple[str, ...] = ()
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setAccessibleName("分页")
        self.bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bar.currentChanged.connect(self._choose)
        line = row(self.bar, None)
        line.setContentsMargins(look.px(16), 0, look.px(16), look.px(8))
        self.setLayout(line)
        self.hide()

    def show_for(self, key: str, pages: Sequence[tuple[str, str]]) -> None:
        """Show the tabs of a family with one of its pages marked; none hides them."""
        self.bar.blockSignals(True)
        keys = tuple(name for name, _ in pages)
        if keys != self._keys:
            while self.bar.count():
                self.bar.removeTab(0)
            for _, words in pages:
                self.bar.addTab(words)
            self._keys = keys
        if key in keys:
            self.bar.setCurrentIndex(keys.index(key))
        self.bar.blockSignals(False)
        self.setVisible(bool(keys))

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._keys):
            self.chosen.emit(self._keys[at])
