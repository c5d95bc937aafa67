"""Small pieces that pages and dialogs are put together from."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons
from desktop.ui.theme import Look


def label(text: str = "", role: str = "", *, wrap: bool = False, tone: str = "") -> QLabel:
    """A text; ``role`` and ``tone`` choose its look in the theme."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def button(
    text: str, do: Callable[[], object] | None = None, role: str = "", name: str = ""
) -> QPushButton:
    """A button that does something when pressed, by mouse, space or Enter."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAutoDefault(role == "main")
    made.setAccessibleName(text)
    if name:
        made.setObjectName(name)
    if do is not None:
        made.clicked.connect(lambda _checked=False: do())
    return made


def with_icon(made: QPushButton, name: str, look: Look, *, on_main: bool = False) -> QPushButton:
    """The same button with an icon before its words."""
    colour = look.colours.on_accent if on_main else look.colours.quiet
    made.setIcon(icons.icon(name, colour, size=look.px(18)))
    return made


def fill(layout: QBoxLayout, *parts: QWidget | QLayout | int | None) -> QBoxLayout:
    """Add widgets, layouts, gaps (a number) and one stretch (None) in order."""
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout


def column(*parts: QWidget | QLayout | int | None, gap: int = 8, margin: int = 0) -> QVBoxLayout:
    """Parts below each other."""
    made = QVBoxLayout()
    made.setSpacing(gap)
    made.setContentsMargins(margin, margin, margin, margin)
    fill(made, *parts)
    return made


def row(*parts: QWidget | QLayout | int | None, gap: int = 8, margin: int = 0) -> QHBoxLayout:
    """Parts beside each other."""
    made = QHBoxLayout()
    made.setSpacing(gap)
    made.setContentsMargins(margin, margin, margin, margin)
    fill(made, *parts)
    return made


def frame(layout: QLayout | None = None, role: str = "card", tone: str = "") -> QFrame:
    """A framed surface around a layout."""
    made = QFrame()
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    if layout is not None:
        made.setLayout(layout)
    return made


def box(layout: QLayout) -> QWidget:
    """A bare widget around a layout."""
    made = QWidget()
    made.setProperty("role", "sheet")
    made.setLayout(layout)
    return made


def rule() -> QFrame:
    """A thin line."""
    return frame(None, "rule")


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet asks for, and look again."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
