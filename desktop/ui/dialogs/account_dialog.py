"""The form for a new account."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What was entered."""

    login: str
    name: str
    role: str
    passphrase: str


class AccountDialog(QDialog):
    """Emits ``submitted(account)``."""

    submitted = Signal(object)

    def __init__(self, look: Look, roles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新增账户")
        self.setFixedWidth(look.px(460))
        self.login, self.name, self.role = QLineEdit(), QLineEdit(), QComboBox()
        self.role.addItems(list(roles))
        self.role.setCurrentIndex(min(1, self.role.count() - 1))
        self.secret, self.again = QLineEdit(), QLineEdit()
        for field in (self.secret, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.problem = label("", "problem", wrap=True)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        for words, widget in (
            ("登录名", self.login), ("姓名", self.name), ("权限", self.role),
            ("密码", self.secret), ("再输一遍", self.again),
        ):  # fmt: skip
            widget.setAccessibleName(words)
            form.addRow(label(words), widget)
        layout = QVBoxLayout(self)
        margin = look.px(22)
        layout.setContentsMargins(margin, margin, margin, look.px(18))
        layout.setSpacing(look.px(12))
        save = button("新增", self.accept, "main", "save")
        fill(layout, label("新增账户", "title"), box(form), self.problem)
        fill(layout, row(None, button("取消", self.reject), save))

    def accept(self) -> None:
        """Submit, or stay open and say what is wrong."""
        if not self.login.text().strip():
            self.refuse("请填写登录名")
        elif self.secret.text() != self.again.text():
            self.refuse("两遍密码不一样")
        else:
            self.submitted.emit(
                NewAccount(
                    self.login.text().strip(),
                    self.name.text().strip(),
                    self.role.currentText(),
                    self.secret.text(),
                )
            )

    def refuse(self, sentence: str) -> None:
        """Say why it could not be made."""
        self.problem.setText(sentence)
