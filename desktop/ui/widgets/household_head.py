"""The lines above a household's members: who and where it is, and what is to be mended in it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.domain.codebook import CodeBook
from desktop.domain.facts import Family
from desktop.ui.theme import Look
from desktop.ui.widgets.elided import Elided
from desktop.ui.widgets.layout import button, clear, column, label, restyle, row, rule

Line = tuple[str, str, str, object]
"""A mark, its tone, the sentence, and what a click on it is about."""
_SHOWN, _SHOWN_BIG = 3, 2
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
        self._facts = Elided("quiet")
        self.state = label("", "small")
        self.holder = label("", "small", tone="doubt")
        self.buttons = {key: self._button(words, do) for key, words, do in actions}
        self._below = column(gap=0)
        top = row(
            self._name, self._facts, self.holder, self.state, *self.buttons.values(), gap=look.px(8)
        )
        top.setStretch(1, 1)
        # As high without its buttons, so that nothing below moves from one household to the next.
        self._name.setMinimumHeight(look.px(34))
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

    def show_holder(self, words: str, why: str) -> None:
        """Say who else keys in this household; empty if nobody does."""
        self.holder.setText(words)
        self.holder.setToolTip(why)

    def show_state(self, words: str, tone: str) -> None:
        """Say how far the household is in the round."""
        self.state.setText(words)
        restyle(self.state, tone=tone)

    def _fill(self) -> None:
        clear(self._below)
        few = _SHOWN_BIG if self._look.big else _SHOWN
        most = _MOST if self._is_open else few
        left = len(self._lines) - most
        is_cut = left > 0 or (self._is_open and len(self._lines) > few)
        shown = self._lines[:most]
        for at, line in enumerate(shown, start=1):
            # Beside the last line, because every line takes one from the members.
            rest = self._rest(left) if is_cut and at == len(shown) else None
            self._below.addWidget(self._line(line, rest))

    def _rest(self, left: int) -> QWidget:
        if left > 0 and self._is_open:
            return label(f"另有 {left} 条，见疑点核查", "small")
        made = button(f"另有 {left} 条，展开" if left > 0 else "收起", self._open, "link")
        made.setStyleSheet(f"padding: 1px {self._look.px(4)}px; min-height: {self._look.px(18)}px;")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _open(self) -> None:
        self._is_open = not self._is_open
        self._fill()

    def _line(self, told: Line, rest: QWidget | None) -> QWidget:
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
        if rest is not None:
            beside.addWidget(rest)
        made.setLayout(beside)
        return made


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
