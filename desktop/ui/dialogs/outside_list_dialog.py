"""Asking whose list of problems it is, and by when it is to be answered."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.partial_date import PartialDate
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row

_SAID = "名单里每一个写了问题的人成为一条外来疑点。原表留在台账里，答复完可以照原样回填。"


class OutsideListDialog(QDialog):
    """Emits ``submitted(source, due, problem)``; whoever hears it closes it or calls refuse."""

    submitted = Signal(str, object, str)

    def __init__(
        self, look: Look, file: str, today: date, source: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("收下疑点名单")
        self.setMinimumWidth(look.px(580))
        self.source, self.problem = QLineEdit(source), QLineEdit()
        self.source.setPlaceholderText("谁发来的、查什么，如：县社保局 参保比对")
        self.problem.setPlaceholderText("可不填；名单里没有“问题”一列时，写明查的是什么")
        self.due = QDateEdit(QDate(today.year, today.month, today.day).addDays(7))
        self.due.setDisplayFormat("yyyy-MM-dd")
        self.due.setCalendarPopup(True)
        self.due.setEnabled(False)
        self.has_due = QCheckBox("答复期限")
        self.has_due.toggled.connect(self.due.setEnabled)
        self.wrong = label("", "problem", wrap=True)
        self.wrong.hide()
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        for words, field in (("来源", self.source), ("问题", self.problem)):
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        self.due.setAccessibleName("答复期限")
        form.addRow(self.has_due, self.due)
        layout = QVBoxLayout(self)
        margin = look.px(24)
        layout.setContentsMargins(margin, margin, margin, look.px(20))
        layout.setSpacing(look.px(14))
        take = button("收下", self.accept, "main", "take")
        fill(layout, label(file, "title", wrap=True), box(form), label(_SAID, "quiet", wrap=True),
             self.wrong, row(None, button("取消", self.reject), take))  # fmt: skip

    def accept(self) -> None:
        """Submit what was entered."""
        day = self.due.date()
        due = PartialDate(day.year(), day.month(), day.day()) if self.has_due.isChecked() else None
        self.submitted.emit(self.source.text().strip(), due, self.problem.text().strip())

    def refuse(self, sentence: str) -> None:
        """Stay open and say what is wrong."""
        self.wrong.setText(sentence)
        self.wrong.show()
