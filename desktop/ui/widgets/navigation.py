"""The left side: the office, and the pages."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QVBoxLayout

from desktop.services.surroundings import OfficeFacts
from desktop.ui import icons
from desktop.ui.theme import Look, icon_file
from desktop.ui.widgets.layout import button, column, fill, label, row


class Navigation(QFrame):
    """Says which page is wanted."""

    chosen = Signal(str)

    def __init__(
        self, look: Look, pages: Sequence[tuple[str, str, str]], around: OfficeFacts
    ) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setFixedWidth(look.px(184))
        self._buttons = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(12), look.px(16), look.px(12), look.px(12))
        layout.setSpacing(look.px(3))
        logo = QLabel()
        logo.setPixmap(QIcon(str(icon_file())).pixmap(QSize(look.px(34), look.px(34))))
        office = label(around.office, "small", wrap=True)
        names = column(label("劳务台账", "heading"), office, gap=0)
        head = row(logo, names, gap=look.px(10))
        head.setStretch(1, 1)
        head.setAlignment(logo, Qt.AlignmentFlag.AlignTop)
        fill(layout, head, look.px(14))
        colours = look.colours
        for number, (key, title, icon) in enumerate(pages, start=1):
            entry = button(title, role="nav", name=f"nav-{key}")
            entry.setIcon(icons.icon(icon, colours.quiet, colours.accent, look.px(20)))
            entry.setIconSize(QSize(look.px(20), look.px(20)))
            entry.setCheckable(True)
            entry.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            entry.setToolTip(f"Ctrl+{number}")
            entry.setCursor(Qt.CursorShape.PointingHandCursor)
            entry.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._buttons.addButton(entry)
            layout.addWidget(entry)
        fill(layout, None, label(_who(around), "small"))

    def mark(self, key: str) -> None:
        """Show which page is open."""
        for entry in self._buttons.buttons():
            entry.setChecked(entry.objectName() == f"nav-{key}")


def _who(around: OfficeFacts) -> str:
    if around.account == around.role:
        return f"账户：{around.account}"
    return f"账户：{around.account}（{around.role}）"
