"""Choosing several documents and villages to be printed at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.services.people import Village
from desktop.services.prints import DocumentInfo
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, column, fill, label, row

_KEY = Qt.ItemDataRole.UserRole + 1


class BatchDialog(QDialog):
    """Emits ``submitted(documents, villages, one file)``; it makes nothing itself."""

    submitted = Signal(object, object, bool)

    def __init__(
        self,
        look: Look,
        documents: Sequence[DocumentInfo],
        villages: Sequence[Village],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("批量打印")
        self.resize(look.px(620), look.px(480))
        self.documents = _checked([(one.name, one.label) for one in documents], "报表")
        self.villages = _checked(
            [(one.place.code or one.place.name, one.place.name) for one in villages], "村"
        )
        self.bound = QCheckBox("合订成一个 PDF（不选则一村一表一个文件，存到文件夹）")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        layout.setSpacing(look.px(10))
        lists = row(
            column(label("打哪些表", "small"), self.documents),
            column(label("打哪些村（都不选为全部村合在一起）", "small"), self.villages),
        )
        layout.addLayout(lists, 1)
        done = button("下一步", self.accept, "main", "done")
        fill(layout, self.bound, self.problem, row(None, button("取消", self.reject), done))

    def accept(self) -> None:
        """Submit what was chosen and close, or stay open and say what is missing."""
        documents = _chosen(self.documents)
        if not documents:
            self.problem.setText("请先选要打印的表")
            self.problem.show()
            return
        self.submitted.emit(documents, _chosen(self.villages), self.bound.isChecked())
        super().accept()


def _checked(entries: Sequence[tuple[str, str]], name: str) -> QListWidget:
    found = QListWidget()
    found.setAccessibleName(name)
    for key, words in entries:
        item = QListWidgetItem(words, found)
        item.setData(_KEY, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
    return found


def _chosen(boxes: QListWidget) -> tuple[str, ...]:
    items = (boxes.item(at) for at in range(boxes.count()))
    return tuple(
        str(item.data(_KEY)) for item in items if item.checkState() is Qt.CheckState.Checked
    )
