"""Asking what goes to somebody who has no such program: to whom, which columns, and of whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.combos import combo, refill
from desktop.ui.widgets.layout import button, fill, label, row

_WORDS = (
    "写一个带打开密码的 Excel 表，Excel、WPS 打开时要输密码。密码只显示一次，用电话告诉对方，"
    "不要和文件一起发。只报对方要的栏目。"
)
Entries = Sequence[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class LockedWish:
    """What a clerk wants to send; of roster and form one at most is named."""

    to: str
    roster: str
    form: str
    village: str | None
    chosen: str


class LockedReportDialog(QDialog):
    """Emits ``submitted(wish)``."""

    submitted = Signal(object)

    def __init__(
        self,
        look: Look,
        contents: Entries,
        villages: Entries,
        filters: Entries,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("上报（对方未装本程序）")
        self.setFixedWidth(look.px(500))
        self.to = QLineEdit()
        self.to.setPlaceholderText("如 龙山县人社局就业股")
        self.content, self.village = combo("内容", 16), combo("范围", 16)
        self.chosen = combo("筛选", 16)
        for box, entries in ((self.content, contents), (self.village, villages),
                             (self.chosen, filters)):  # fmt: skip
            refill(box, entries)
        form = QFormLayout()
        form.setVerticalSpacing(look.px(10))
        for words, part in (("报给", self.to), ("内容", self.content), ("范围", self.village),
                            ("筛选", self.chosen)):  # fmt: skip
            form.addRow(label(words, "quiet"), part)
            part.setAccessibleName(words)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        margin = look.px(22)
        layout.setContentsMargins(margin, margin, margin, look.px(18))
        layout.setSpacing(look.px(12))
        done = button("选择存到哪里…", self.accept, "main", "done")
        fill(layout, label(_WORDS, "quiet", wrap=True), form, self.problem,
             row(None, button("取消", self.reject), done))  # fmt: skip

    def accept(self) -> None:
        """Submit, once it is known to whom it goes."""
        if not self.to.text().strip():
            self.problem.setText("请写明报给哪个单位，操作记录里要留")
            self.problem.show()
            self.to.setFocus()
            return
        kind, _, name = str(self.content.currentData()).partition(":")
        self.submitted.emit(
            LockedWish(
                to=self.to.text().strip(),
                roster=name if kind == "roster" else "",
                form=name if kind == "form" else "",
                village=self.village.currentData(),
                chosen=self.chosen.currentData() or "",
            )
        )
        super().accept()
