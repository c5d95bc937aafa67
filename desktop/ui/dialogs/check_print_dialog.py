"""Asking which village's check list is to be printed, and whereto."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from desktop.services.people import Village
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row, with_icon

PAPER, PDF, BOOK = "paper", "pdf", "book"
_ALL = "全部组"
_SAID = (
    "A4 横向，请双面打印。每页 21 行，每户留两行空行；打印后页号、行号固定，"
    "以后新增的人写在空行里，新增的户排在最后一页之后。"
)


class CheckPrintDialog(QDialog):
    """Emits ``submitted(whereto, village id, group)``; an empty group means all of them."""

    submitted = Signal(str, str, str)

    def __init__(
        self, look: Look, villages: Sequence[Village], village: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印入户核对表")
        self.setMinimumWidth(look.px(460))
        self._villages = villages
        self.village, self.group = QComboBox(), QComboBox()
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        form.setHorizontalSpacing(look.px(14))
        for words, field in (("村", self.village), ("组", self.group)):
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        for one in villages:
            self.village.addItem(f"{one.place.name}（{one.households} 户）", one.place.id)
        self.village.currentIndexChanged.connect(self._show_groups)
        self.village.setCurrentIndex(max(self.village.findData(village), 0))
        self._show_groups()
        layout = QVBoxLayout(self)
        margin = look.px(24)
        layout.setContentsMargins(margin, margin, margin, look.px(20))
        layout.setSpacing(look.px(14))
        fill(layout, label("打印入户核对表", "title"), box(form), label(_SAID, "quiet", wrap=True))
        paper = button("打印…", partial(self._submit, PAPER), "main", "paper")
        fill(
            layout,
            row(
                None,
                button("取消", self.reject),
                button("导出表格…", partial(self._submit, BOOK)),
                button("存为 PDF…", partial(self._submit, PDF), name="pdf"),
                with_icon(paper, "print", look, on_main=True),
            ),
        )

    def _show_groups(self) -> None:
        self.group.clear()
        self.group.addItem(_ALL, "")
        at = self.village.currentIndex()
        for group in self._villages[at].groups if at >= 0 else ():
            if group.name:
                self.group.addItem(f"{group.name}（{group.households} 户）", group.name)

    def _submit(self, whereto: str) -> None:
        if self.village.currentIndex() >= 0:
            self.accept()
            self.submitted.emit(
                whereto, self.village.currentData(), self.group.currentData() or ""
            )  # fmt: skip
