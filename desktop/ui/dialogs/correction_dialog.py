"""Asking what is to be corrected in an archived round, and why."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.services.people import Found
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row

_SHOWN = 12


class CorrectionDialog(QDialog):
    """Emits ``submitted(person, field, text, reason)``; stays open while something is missing."""

    submitted = Signal(str, str, str, str)

    def __init__(
        self,
        look: Look,
        survey: str,
        fields: Sequence[tuple[str, str]],
        find: Callable[[str], Sequence[Found]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("更正")
        self.setMinimumWidth(look.px(480))
        self._find = find
        self.search, self.person, self.field = QLineEdit(), QComboBox(), QComboBox()
        self.text, self.reason = QLineEdit(), QLineEdit()
        self.search.setPlaceholderText("姓名、拼音首字母、身份证号")
        self.search.textChanged.connect(self._look_up)
        for name, words in fields:
            self.field.addItem(words, name)
        self.problem = label("", "small", tone="error", wrap=True)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        form.setHorizontalSpacing(look.px(14))
        for words, field in (("找人", self.search), ("是谁", self.person), ("项目", self.field),
                             ("更正为", self.text), ("原因", self.reason)):  # fmt: skip
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        layout = QVBoxLayout(self)
        margin = look.px(24)
        layout.setContentsMargins(margin, margin, margin, look.px(20))
        layout.setSpacing(look.px(14))
        said = f"“{survey}”已归档，已报出的数字不变；更正另记一笔，写明原因。"
        fill(layout, label("更正", "title"), label(said, "quiet", wrap=True), box(form),
             self.problem)  # fmt: skip
        fill(layout, row(None, button("取消", self.reject), button("更正", self.accept, "main")))

    def _look_up(self, text: str) -> None:
        self.person.clear()
        found = [one for one in self._find(text) if one.person] if text.strip() else []
        for one in found[:_SHOWN]:
            words = "　".join(filter(None, (one.name, one.village, one.id_no[-4:])))
            self.person.addItem(words, one.person)

    def accept(self) -> None:
        """Submit, or say what is missing."""
        missing = [
            words
            for words, there in (
                ("是谁", self.person.currentData()),
                ("原因", self.reason.text().strip()),
            )
            if not there
        ]
        if missing:
            self.problem.setText(f"还没有填：{'、'.join(missing)}")
            return
        super().accept()
        self.submitted.emit(
            self.person.currentData(),
            self.field.currentData(),
            self.text.text().strip(),
            self.reason.text().strip(),
        )
