"""The households one person belongs to: registered, lived in, assisted in (domain F3)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from desktop.domain.tables import Column, Table
from desktop.services.belongings import Belonging
from desktop.ui.theme import Look
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, fill, frame, label, row
from desktop.ui.widgets.table_model import TableModel

_LINES: Table[Belonging] = Table(
    "所属的户",
    (
        Column("种类", lambda line: line.membership.kind or "户籍", 18.0),
        Column("户", lambda line: line.home, 74.0),
        Column("与户主关系", lambda line: line.membership.relation, 24.0),
        Column("从", lambda line: line.membership.start, 24.0),
        Column("到", lambda line: line.membership.end, 24.0),
        Column("原因", lambda line: line.membership.reason, 40.0),
    ),
)


class BelongingsDialog(QDialog):
    """Asks for another household, for the end of one, and by which the person is counted."""

    add_wanted = Signal()
    end_wanted = Signal(str)
    counted_by = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        kinds: Sequence[tuple[str, str]],
        count_by: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("所属的户")
        self.resize(look.px(820), look.px(380))
        self.grid = Grid(TableModel(_LINES, self, tone=_tone), look)
        self.grid.looked_at.connect(self._look_at)
        self.count_by = QComboBox()
        self.count_by.setAccessibleName("统计归属")
        for key, words in kinds:
            self.count_by.addItem(words, key)
        self.count_by.setCurrentIndex(max(self.count_by.findData(count_by), 0))
        self.count_by.activated.connect(
            lambda _at: self.counted_by.emit(str(self.count_by.currentData()))
        )
        self._end = button("结束选中的…", self._ask_end)
        self._end.setEnabled(False)
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        layout.setSpacing(look.px(10))
        hint = "户籍户用“迁出”“移动成员”办理；常住户、防返贫户在这里加。每人只统计一次。"
        fill(layout, label(f"{name}所属的户", "title"), frame(column(self.grid, margin=1)))
        fill(layout, label(hint, "small", wrap=True))
        add = button("增加常住户或防返贫户…", self.add_wanted.emit)
        close = button("关闭", self.close)
        count = label("统计时算在", "quiet")
        fill(layout, row(add, self._end, None, count, self.count_by, close))

    def show_lines(self, lines: Sequence[Belonging]) -> None:
        """Show where the person belongs now."""
        self.grid.table.set_rows(list(lines))
        self.grid.go_to(0)

    def _look_at(self, line: object) -> None:
        can_end = isinstance(line, Belonging) and line.is_open and not line.is_registered
        self._end.setEnabled(can_end)

    def _ask_end(self) -> None:
        line = self.grid.current_row()
        if isinstance(line, Belonging):
            self.end_wanted.emit(line.membership.id)


def _tone(line: Belonging, _: Column[Belonging]) -> str:
    return "" if line.is_open else "faint"
