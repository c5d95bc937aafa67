"""The lines above a household's members: who and where it is, and what is to be mended in it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from desktop.domain.codebook import CodeBook
from desktop.domain.facts import Family
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, clear, column, label, restyle, row, rule

Line = tuple[str, str, str, object]
"""A mark, its tone, the sentence, and what a click on it is about."""
_SHOWN = 3
_MOST = 8


class HouseholdHead(QWidget):
    """A click on a line goes to what it is about."""

    line_chosen = Signal(object)

    def __init__(
        self, look: Look, actions: Sequence[tuple[str, str, Callable[[], object]]]
    ) -> None:
        super().__init__()
        self._look = look
        self._lines: Sequence[Line] = ()
        self._is_open = False
        self._name = label("", "heading")
        self._facts = Elided()
        self.state = label("", "small")
        self.buttons = {key: self._button(words, do) for key, words, do in actions}
        self._below = column(gap=0)
        top = row(self._name, self._facts, self.state, *self.buttons.values(), gap=look.px(8))
        top.setStretch(1, 1)
        inside = column(top, self._below, gap=0)
        inside.setContentsMargins(look.px(14), look.px(6), look.px(8), look.px(4))
        self.setLayout(column(inside, rule(), gap=0))

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        made = button(words, do, "link")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def show_family(self, family: Family | None, book: CodeBook, lines: Sequence[Line]) -> None:
        """Show another household; none, if nothing is chosen."""
        if family is None:
            self._name.setText("没有选中的户")
            self._facts.say("")
            lines = ()
        else:
            head = family.head
            self._name.setText(f"{head.person.name or '没有姓名'}　户" if head else "没有户主的户")
            self._facts.say("　·　".join(filter(None, _facts(family, book))))
        if list(lines) != list(self._lines):
            self._lines = lines
            self._fill()

    def show_state(self, words: str, tone: str) -> None:
        """Say how far the household is in the round."""
        self.state.setText(words)
        restyle(self.state, tone=tone)

    def _fill(self) -> None:
        clear(self._below)
        most = _MOST if self._is_open else _SHOWN
        for line in self._lines[:most]:
            self._below.addWidget(self._line(line))
        left = len(self._lines) - most
        if left > 0 and not self._is_open:
            self._below.addWidget(button(f"另有 {left} 条，展开", self._open, "link"))
        elif left > 0:
            self._below.addWidget(label(f"另有 {left} 条，见疑点核查", "small"))
        elif self._is_open and len(self._lines) > _SHOWN:
            self._below.addWidget(button("收起", self._open, "link"))

    def _open(self) -> None:
        self._is_open = not self._is_open
        self._fill()

    def _line(self, told: Line) -> QWidget:
        mark, tone, words, about = told
        line = button("", lambda: self.line_chosen.emit(about), "link")
        line.setStyleSheet(f"padding: 1px {self._look.px(4)}px; min-height: {self._look.px(18)}px;")
        line.setText(words.partition("\n")[0])
        line.setToolTip(words)
        line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made = QWidget()
        beside = row(label(mark, "small", tone=tone), line, gap=2)
        beside.setStretch(1, 1)
        made.setLayout(beside)
        return made


class Elided(QLabel):
    """A quiet line that ends in dots where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setProperty("role", "quiet")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setToolTip(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        dots = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._words, dots, self.width()))


def _facts(family: Family, book: CodeBook) -> list[str]:
    household = family.household
    place = book.area_label(household.village) if household.village else ""
    tags = "、".join(book.code_label("tag", tag.tag) for tag in family.tags if tag.tag)
    return [
        f"{place}{household.group_name or ''}",
        f"{len(family.members)} 人",
        tags,
        f"户编号 {household.household_no}" if household.household_no else "",
        f"电话 {household.phone}" if household.phone else "",
    ]
