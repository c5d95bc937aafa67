"""The visits to a household in a round, beside each other; what differs is coloured."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.domain.tables import Column, Table
from desktop.services.revisits import Comparison, Line
from desktop.ui.theme import Look
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, fill, label, row
from desktop.ui.widgets.table_model import TableModel

_ONE = "本轮只访问过一次。再访一次，这次的答案留下，新的一次从这次的答案开始填。"
_SEVERAL = "几次访问都留着，以最后一次为准；不同的用颜色标出。"


class VisitsDialog(QDialog):
    """``again_wanted`` asks for another visit to be begun."""

    again_wanted = Signal()

    def __init__(
        self, look: Look, title: str, comparison: Comparison, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("访问记录")
        self.resize(look.px(760), look.px(520))
        self.grid = Grid(TableModel(_table(comparison), self, tone=_tone), look)
        self.grid.table.set_rows(_differing_first(comparison.lines))
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        layout.setSpacing(look.px(10))
        many = len(comparison.visits) > 1
        fill(layout, label(f"{title}　访问 {len(comparison.visits)} 次", "heading"))
        fill(layout, label(_SEVERAL if many else _ONE, "quiet", wrap=True))
        layout.addWidget(self.grid, 1)
        again = button("再访一次", self._again)
        fill(layout, row(again, None, button("关闭", self.reject, "main")))

    def _again(self) -> None:
        self.accept()
        self.again_wanted.emit()


def _differing_first(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: not line.differs)


def _tone(line: Line, _column: Column[Any]) -> str:
    return "hint" if line.differs else ""


def _table(comparison: Comparison) -> Table[Line]:
    def said(at: int) -> Callable[[Line], str]:
        return lambda line: line.texts[at]

    visits = (
        Column(f"第 {number} 次", said(number - 1), 40.0)
        for number in range(1, len(comparison.visits) + 1)
    )
    about: tuple[Column[Line], ...] = (
        Column("谁", lambda line: line.who or "全户", 20.0),
        Column("项目", lambda line: line.label, 26.0),
    )
    return Table("访问对照", (*about, *visits))
