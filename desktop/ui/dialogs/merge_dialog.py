"""Two records of one person side by side: field by field, which of the two shall stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from desktop.domain.tables import Column, Table
from desktop.services.person_merging import Difference
from desktop.ui.theme import Look
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, fill, frame, label, row
from desktop.ui.widgets.table_model import TableModel

REASONS = ("同一人重复录入", "两次导入重复", "曾用名与现名", "证件号更正后重复")
_LEFT, _RIGHT = 1, 2
_HINT = (
    "← 用左边　→ 用右边　↑↓ 换行，也可以点；绿色的留下。"
    "就业经历、标识、调查和返乡登记都会归到一起。"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records: whose it is, and the household it is registered in."""

    person: str
    name: str
    home: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in which they differ, and whether the right value stands."""

    difference: Difference
    right: bool


class MergeDialog(QDialog):
    """Emits ``submitted(fields taken from the right, reason)``; the left one's household stands."""

    submitted = Signal(object, str)
    swapped = Signal()

    def __init__(
        self,
        look: Look,
        left: Side,
        right: Side,
        differences: Sequence[Difference],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setWindowTitle("合并两条人员记录")
        self.resize(look.px(860), min(look.px(600), 690))
        choices = [Choice(one, right=not one.left) for one in differences]
        self.grid = Grid(TableModel(_table(), self, tone=_tone), look)
        self.grid.horizontalHeader().setSectionsClickable(False)
        self.grid.table.set_rows(choices)
        self.grid.clicked.connect(self._click)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(list(REASONS))
        self.reason.setAccessibleName("原因")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self._lay_out(left, right)
        keys = ((Qt.Key.Key_Left, False), (Qt.Key.Key_Right, True))
        for key, is_right in keys:
            QShortcut(QKeySequence(key), self.grid, lambda to=is_right: self.take(right=to))
        self.grid.go_to(0)
        self.grid.setFocus()

    def _lay_out(self, left: Side, right: Side) -> None:
        layout = QVBoxLayout(self)
        margin = self._look.px(20)
        layout.setContentsMargins(margin, margin, margin, self._look.px(16))
        layout.setSpacing(self._look.px(10))
        sides = row(self._side("左", left), self._side("右", right), gap=self._look.px(12))
        done = button("合并成一条", self.accept, "main", "done")
        swap = button("左右互换", self.swapped.emit)
        refuse = button("取消", self.reject)
        fill(
            layout, label("合并后只留一条，户籍在左边这一户", "title"), sides,
            frame(column(self.grid, margin=1)), label(_HINT, "small", wrap=True), self.problem,
            row(label("原因"), self.reason, None, swap, refuse, done),
        )  # fmt: skip
        layout.setStretch(2, 1)

    def _side(self, where: str, side: Side) -> QWidget:
        words = column(label(f"{where}：{side.name}", "heading"), label(side.home, "quiet"), gap=2)
        words.setContentsMargins(*[self._look.px(10)] * 4)
        return frame(words)

    def _click(self, index: QModelIndex) -> None:
        if index.column() in (_LEFT, _RIGHT):
            self.take(right=index.column() == _RIGHT)

    def take(self, *, right: bool) -> None:
        """Let one side of the row in hand stand."""
        at = self.grid.currentIndex().row()
        if at >= 0:
            choice: Choice = self.grid.table.rows[at]
            self.grid.table.replace_row(at, replace(choice, right=right))

    def taken(self) -> tuple[str, ...]:
        """The fields in which the right value stands."""
        choices: list[Choice] = list(self.grid.table.rows)
        return tuple(choice.difference.field for choice in choices if choice.right)

    def accept(self) -> None:
        """Submit, if there is a reason."""
        reason = self.reason.currentText().strip()
        if not reason:
            self.refuse("请写明原因")
            return
        self.submitted.emit(self.taken(), reason)

    def refuse(self, sentence: str) -> None:
        """Stay open and say what is wrong."""
        self.problem.setText(sentence)
        self.problem.show()


def _table() -> Table[Choice]:
    return Table(
        "两条记录的不同",
        (
            Column("项目", lambda choice: choice.difference.label, 34.0),
            Column("左", lambda choice: choice.difference.left or "（空）", 70.0),
            Column("右", lambda choice: choice.difference.right or "（空）", 70.0),
        ),
    )


def _tone(choice: Choice, shown: Column[Choice]) -> str:
    if shown.label == "项目":
        return ""
    return "good" if (shown.label == "右") == choice.right else "faint"
