"""What the columns and the unknown words of a file are taken as, put right from a list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.tables import Align, Column, Table
from desktop.services.incoming import Choice, Heading, Word
from desktop.ui.theme import Look
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row
from desktop.ui.widgets.table_model import TableModel

_NONE_CERTAIN = "点一列，在下面选它是什么；选定的下次遇到同样的表头自动照办"
_NO_WORDS = "点一个写法，在下面选它是哪一项；记住后所有的表都认得"
HEADINGS: Table[Heading] = Table(
    "列的对应",
    (
        Column("表里的列", lambda heading: heading.text, 44.0),
        Column("当作", lambda heading: heading.meaning, 54.0),
        Column("把握", lambda heading: _sureness(heading), 22.0, Align.RIGHT),
        Column("可能是", lambda heading: heading.guess, 40.0),
        Column("例子", lambda heading: "、".join(heading.samples), 100.0),
    ),
)
WORDS: Table[Word] = Table(
    "认不出的写法",
    (
        Column("栏目", lambda word: word.label, 36.0),
        Column("表里写的", lambda word: word.text, 60.0),
        Column("行数", lambda word: word.count, 18.0, Align.RIGHT),
        Column("可能是", lambda word: word.guess, 60.0),
    ),
)


class _Choosing(QWidget):
    """A list, and below it what the chosen row is to be."""

    def __init__(self, look: Look, grid: Grid, hint: str, act: str) -> None:
        super().__init__()
        self.grid = grid
        self.about = label(hint, "small")
        self.box = ChoiceBox()
        self.box.setMinimumWidth(look.px(260))
        self.box.setAccessibleName(act)
        self.act = button(act, self._choose, "main")
        foot = row(self.about, self.box, self.act, None, gap=look.px(8))
        foot.setContentsMargins(look.px(8), look.px(4), look.px(8), look.px(6))
        body: QVBoxLayout = column(frame(column(grid, margin=1)), foot, gap=0)
        body.setStretch(0, 1)
        self.setLayout(body)
        grid.looked_at.connect(self._show)
        grid.opened.connect(lambda _row: self.box.setFocus(Qt.FocusReason.OtherFocusReason))
        edit = self.box.lineEdit()
        if edit is not None:
            edit.returnPressed.connect(self._choose)

    def _show(self, chosen: object) -> None:
        raise NotImplementedError

    def _choose(self) -> None:
        raise NotImplementedError

    def _offer(self, choices: Sequence[tuple[str, str]], current: str) -> None:
        self.box.set_choices(choices)
        self.box.setCurrentIndex(self.box.findData(current))
        self.box.setEnabled(bool(choices))
        self.act.setEnabled(bool(choices))


class ImportColumns(_Choosing):
    """The columns; ``chosen`` tells the key of one and what it is to be taken as."""

    chosen = Signal(str, str)

    def __init__(self, look: Look) -> None:
        grid = Grid(TableModel(HEADINGS, tone=_heading_tone), look)
        super().__init__(look, grid, _NONE_CERTAIN, "就当作这一栏")
        self._choices: list[tuple[str, str]] = []

    def show_headings(self, headings: Sequence[Heading], choices: Sequence[Choice]) -> None:
        """Show the columns of another file."""
        at = self.grid.currentIndex().row()
        self._choices = [(choice.words, choice.target) for choice in choices]
        self.grid.table.set_rows(list(headings))
        self.grid.go_to(at)
        self._show(self.grid.current_row())

    def _show(self, chosen: object) -> None:
        if not isinstance(chosen, Heading):
            self.about.setText(_NONE_CERTAIN)
            self._offer([], "")
            return
        self.about.setText(f"“{chosen.text}”当作：")
        self._offer(self._choices, chosen.target or chosen.guessed)

    def _choose(self) -> None:
        heading = self.grid.current_row()
        at = self.box.findText(self.box.currentText())
        target = str(self.box.itemData(at)) if at >= 0 else self.box.chosen()
        if isinstance(heading, Heading) and (target or at >= 0):
            self.chosen.emit(heading.key, target)


class ImportWords(_Choosing):
    """The words that are no choice; ``learned`` tells one and the key of what it means."""

    learned = Signal(object, str)

    def __init__(self, look: Look, offered: Callable[[Word], list[tuple[str, str]]]) -> None:
        super().__init__(look, Grid(TableModel(WORDS), look), _NO_WORDS, "记住这个写法")
        self._offered = offered

    def show_words(self, words: Sequence[Word]) -> None:
        """Show the words of another file."""
        self.grid.table.set_rows(list(words))
        self.grid.go_to(0)
        self._show(self.grid.current_row())

    def _show(self, chosen: object) -> None:
        if not isinstance(chosen, Word):
            self.about.setText("没有认不出的写法" if not self.grid.table.rows else _NO_WORDS)
            self._offer([], "")
            return
        self.about.setText(f"{chosen.label}里的“{chosen.text}”就是：")
        self._offer([(name, key) for key, name in self._offered(chosen)], chosen.guess)

    def _choose(self) -> None:
        word, key = self.grid.current_row(), self.box.chosen()
        if isinstance(word, Word) and key:
            self.learned.emit(word, key)


def _sureness(heading: Heading) -> str:
    if heading.chosen:
        return "人工选定"
    return f"{heading.score:.0%}" if heading.score else ""


def _heading_tone(heading: Heading, shown: Column[Heading]) -> str:
    if shown.label in {"例子", "可能是"}:
        return "faint"
    if shown.label == "当作" and not heading.taken:
        return "doubt" if not heading.target and not heading.chosen else "faint"
    return ""
