"""The form for another passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row


class PassphraseDialog(QDialog):
    """Emits ``submitted(old, new)``."""

    submitted = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改密码")
        self.setFixedWidth(look.px(420))
        self.old, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self.problem = label("", "problem", wrap=True)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        for words, field in (
            ("现在的密码", self.old), ("新密码", self.new), ("再输一遍", self.again)
        ):  # fmt: skip
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        layout = QVBoxLayout(self)
        margin = look.px(22)
        layout.setContentsMargins(margin, margin, margin, look.px(18))
        layout.setSpacing(look.px(12))
        save = button("修改", self.accept, "main", "save")
        fill(layout, label("修改密码", "title"), box(form), self.problem)
        fill(layout, row(None, button("取消", self.reject), save))

    def accept(self) -> None:
        """Submit, or stay open and say what is wrong."""
        if self.new.text() != self.again.text():
            self.refuse("两遍新密码不一样")
        else:
            self.submitted.emit(self.old.text(), self.new.text())

    def refuse(self, sentence: str) -> None:
        """Say why it was not changed."""
        self.problem.setText(sentence)
