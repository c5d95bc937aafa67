"""A code that lets somebody in, and the new passphrase that goes with it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row

_LEAST = 6


@dataclass(frozen=True, slots=True)
class Asking:
    """What the dialog says: its title, what the code is, and what the button does."""

    title: str
    hint: str
    code: str
    yes: str = "打开"


RECOVERY = Asking(
    "用恢复码打开",
    "恢复码是新建台账时抄下或打印的那一串字，大小写、横线都可以随意。",
    "恢复码",
)


class CodeDialog(QDialog):
    """Emits ``submitted(code, new passphrase)``."""

    submitted = Signal(str, str)

    def __init__(
        self, look: Look, parent: QWidget | None = None, asking: Asking = RECOVERY
    ) -> None:
        super().__init__(parent)
        self._asking = asking
        self.setWindowTitle(asking.title)
        self.setFixedWidth(look.px(520))
        self.code, self.passphrase, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        for secret in (self.passphrase, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.problem = label("", "problem", wrap=True)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        form.setHorizontalSpacing(look.px(14))
        for words, field in (
            (asking.code, self.code), ("新密码", self.passphrase), ("再输一遍", self.again)
        ):  # fmt: skip
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        layout = QVBoxLayout(self)
        margin = look.px(24)
        layout.setContentsMargins(margin, margin, margin, look.px(20))
        layout.setSpacing(look.px(12))
        hint = label(asking.hint, "quiet", wrap=True)
        fill(layout, label(asking.title, "title"), hint, box(form), self.problem)
        save = button(asking.yes, self.accept, "main", "open")
        fill(layout, row(None, button("取消", self.reject), save))

    def accept(self) -> None:
        """Submit, or stay open and say what is wrong."""
        if not self.code.text().strip():
            self._say(f"请输入{self._asking.code}", self.code)
        elif len(self.passphrase.text()) < _LEAST:
            self._say(f"新密码至少 {_LEAST} 个字", self.passphrase)
        elif self.passphrase.text() != self.again.text():
            self._say("两遍密码不一样", self.again)
        else:
            self.submitted.emit(self.code.text().strip(), self.passphrase.text())

    def _say(self, sentence: str, field: QWidget) -> None:
        self.problem.setText(sentence)
        field.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why the ledger could not be opened."""
        self._say(sentence, self.code)
