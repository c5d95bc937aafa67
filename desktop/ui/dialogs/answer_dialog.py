"""Answering a doubt: one key for a preset reason, for one or for all alike."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from desktop.domain.finding import Finding
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, label, row


class AnswerDialog(QDialog):
    """Emits ``submitted(finding, reason, all alike)``.

    Keys 1 to 9 choose a reason at once, 0 says that it is for all alike.
    """

    submitted = Signal(object, str, bool)

    def __init__(
        self,
        look: Look,
        finding: Finding,
        reasons: Sequence[tuple[str, str]],
        alike: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._finding = finding
        self._reasons = list(reasons)
        self.setWindowTitle("答复疑点")
        self.setMinimumWidth(look.px(460))
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        layout.setSpacing(look.px(8))
        fill(layout, label(finding.message, "heading", wrap=True))
        fill(layout, label(finding.advice, "quiet", wrap=True), 6)
        for number, (key, words) in enumerate(self._reasons, start=1):
            fill(layout, button(f"{number}　{words}", partial(self._submit, key)))
        self.alike = QCheckBox(f"0　同类疑点全部这样答复（共 {alike} 条）")
        self.alike.setVisible(alike > 1)
        fill(layout, 4, self.alike)
        fill(layout, label("按数字键直接答复；数据改动后会重新核查", "small"))
        fill(layout, row(None, button("不答复", self.reject)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit == "0" and self.alike.isVisible():
            self.alike.toggle()
        elif digit.isdecimal() and 1 <= int(digit) <= len(self._reasons):
            self._submit(self._reasons[int(digit) - 1][0])
        else:
            super().keyPressEvent(event)

    def _submit(self, reason: str) -> None:
        self.submitted.emit(self._finding, reason, self.alike.isChecked())
        self.accept()
