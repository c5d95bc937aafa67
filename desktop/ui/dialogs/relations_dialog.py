"""Asking how people are related to the head of the household they have come to."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row


class RelationsDialog(QDialog):
    """Emits ``submitted(texts by membership)``, those left empty not among them."""

    submitted = Signal(object)

    def __init__(
        self,
        look: Look,
        head: str,
        people: Sequence[tuple[str, str]],
        relations: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("与户主关系")
        self.setMinimumWidth(look.px(440))
        self.fields: dict[str, QComboBox] = {}
        lines = QFormLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setVerticalSpacing(look.px(10))
        for membership, name in people:
            combo = QComboBox()
            combo.setEditable(True)
            combo.addItems(["", *relations])
            combo.setAccessibleName(f"{name}与户主关系")
            self.fields[membership] = combo
            lines.addRow(label(name), combo)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        margin = look.px(22)
        layout.setContentsMargins(margin, margin, margin, look.px(18))
        layout.setSpacing(look.px(12))
        fill(layout, label(f"户主是{head}，请补上关系", "title"))
        fill(
            layout,
            label("可以选，也可以打汉字或拼音首字母；空着的以后在户里填", "quiet", wrap=True),
        )
        done = button("确定", self.accept, "main", "done")
        fill(layout, box(lines), self.problem, row(None, button("以后再填", self.reject), done))

    def accept(self) -> None:
        """Submit what was said."""
        texts = {key: combo.currentText().strip() for key, combo in self.fields.items()}
        self.submitted.emit({key: text for key, text in texts.items() if text})

    def refuse(self, sentence: str) -> None:
        """Stay open and say what is wrong."""
        self.problem.setText(sentence)
        self.problem.show()
