"""小工具: a pasted column of ID numbers, told right from wrong; nothing of it is kept."""

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.domain.id_checks import ID_TABLE, RIGHT, WRONG, Checked, check_text, counts
from desktop.domain.tables import Column
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.table_model import TableModel

_PAUSE_MS = 250
_TONES = {RIGHT: "good", WRONG: "error"}


class IdToolPage(Page):
    """What was pasted at the left, what is said of each line at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        px = self.look.px
        self.pasted = QPlainTextEdit()
        self.pasted.setPlaceholderText("把一列身份证号粘贴到这里（Ctrl+V），一行一个")
        self.pasted.setAccessibleName("身份证号")
        self.pasted.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.check)
        self.pasted.textChanged.connect(self._pause.start)
        self.grid = Grid(TableModel(ID_TABLE, self, tone=_tone), self.look)
        self.count = label("", "heading")
        paste = button("粘贴", self.paste, "main", "paste")
        left = column(
            label("粘贴身份证号", "heading"), self.pasted,
            row(with_icon(paste, "copy", self.look, on_main=True), button("清空", self.clear)),
            gap=px(8), margin=px(14),
        )  # fmt: skip
        side = frame(left)
        side.setFixedWidth(px(260))
        head = row(
            self.count, None,
            button("复制“整理后”一列", lambda: self.copy_column("整理后")),
            button("复制“隐去中间”一列", lambda: self.copy_column("隐去中间")),
            with_icon(button("复制全部", self.copy_all), "copy", self.look),
        )  # fmt: skip
        head.setContentsMargins(px(14), px(10), px(14), px(4))
        whole = row(side, frame(column(head, self.grid, gap=0, margin=1)), gap=px(12))
        whole.setStretch(1, 1)
        self.body.addLayout(whole, 1)
        hint = "只在这里看，不写进台账，也不保存；复制回去的行和原来一一对应。"
        self.body.addWidget(label(hint, "small"))

    def entry(self) -> QWidget:
        return self.pasted

    def reload(self) -> None:
        self.check()

    def check(self) -> None:
        """Say of each line whether it is right, and what it tells."""
        found = check_text(self.pasted.toPlainText(), date.today())
        self.grid.table.set_rows(found)
        self.count.setText(counts(found) if found else "还没有内容")

    def paste(self) -> None:
        """Put what was copied in place of what stands there."""
        self.pasted.setPlainText(QGuiApplication.clipboard().text())
        self.check()

    def clear(self) -> None:
        """Take everything away."""
        self.pasted.clear()
        self.check()
        self.pasted.setFocus()

    def copy_column(self, wanted: str) -> None:
        """Copy one column, line by line as it was pasted."""
        value = next(column.value for column in ID_TABLE.columns if column.label == wanted)
        rows = self.grid.table.rows
        QGuiApplication.clipboard().setText("\n".join(str(value(one) or "") for one in rows))
        self.desk.told.emit(f"已复制 {len(rows):,} 行“{wanted}”，可粘贴到表格")

    def copy_all(self) -> None:
        """Copy the whole table as text cells."""
        self.grid.selectAll()
        self.desk.told.emit(f"已复制 {self.grid.copy():,} 行，可粘贴到表格")


def _tone(one: Checked, shown: Column[Checked]) -> str:
    if shown.label == "结果" and one.verdict:
        return PILL + _TONES[one.verdict]
    return "error" if shown.label == "问题或说明" and one.verdict == WRONG else ""
