"""Asking where a new household lives."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from desktop.services.people import Village
from desktop.ui.theme import Look
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.layout import box, button, fill, label, row


class NewHouseholdDialog(QDialog):
    """Emits ``submitted(village id, group)``; both begin as they were the last time."""

    submitted = Signal(str, str)

    def __init__(
        self,
        look: Look,
        villages: Sequence[Village],
        last: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("新增户")
        self.setMinimumWidth(look.px(400))
        self._villages = villages
        self.village, self.group = ChoiceBox(), QComboBox()
        self.group.setEditable(True)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        form.setHorizontalSpacing(look.px(14))
        for words, field in (("村", self.village), ("组", self.group)):
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        self.village.set_choices([(village.place.name, village.place.id) for village in villages])
        self.problem = label("", "problem")
        self.village.currentIndexChanged.connect(self._show_groups)
        self.village.setCurrentIndex(max(self.village.findData(last[0]), 0))
        self._show_groups()
        self.group.setCurrentText(last[1])
        layout = QVBoxLayout(self)
        margin = look.px(24)
        layout.setContentsMargins(margin, margin, margin, look.px(20))
        layout.setSpacing(look.px(14))
        fill(layout, label("新增一户", "title"), box(form))
        hint = label("村可以打拼音首字母；户编号自动往下编，回车后直接填户主", "quiet", wrap=True)
        fill(layout, hint, self.problem)
        add = button("新增", self.accept, "main", "add")
        fill(layout, row(None, button("取消", self.reject), add))

    def _show_groups(self) -> None:
        at = self.village.currentIndex()
        said = self.group.currentText()
        self.group.clear()
        if at >= 0:
            self.group.addItems([group.name for group in self._villages[at].groups if group.name])
        self.group.setCurrentText(said)

    def accept(self) -> None:
        """Submit, or stay open and say that no village was recognised."""
        village = self.village.chosen()
        if not village:
            self.problem.setText("没有认出是哪个村，请从列表里选一个")
            self.village.setFocus()
            return
        # Closed first, so that the keyboard goes to where the household is keyed in.
        super().accept()
        self.submitted.emit(village, self.group.currentText().strip())
