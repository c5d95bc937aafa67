"""Choosing the columns of a list, out of all that the dictionary offers, and their order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.listing import Choice
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, column, fill, label, row

_PATH = Qt.ItemDataRole.UserRole + 1
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnsDialog(QDialog):
    """Emits ``submitted(paths)``; ticked at the left, in order at the right."""

    submitted = Signal(object)

    def __init__(
        self,
        look: Look,
        choices: Sequence[Choice],
        chosen: Sequence[str],
        usual: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._usual = list(usual)
        self._labels = {choice.path: choice.label for choice in choices}
        self.setWindowTitle("选择栏目")
        self.resize(look.px(620), min(look.px(560), 680))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("找栏目")
        self.filter.setAccessibleName("找栏目")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        self.all = QTreeWidget()
        self.all.setHeaderHidden(True)
        self.all.setAccessibleName("全部栏目")
        self.chosen = QListWidget()
        self.chosen.setAccessibleName("已选栏目")
        self._fill_all(choices)
        self.choose(chosen)
        self.all.itemChanged.connect(self._tick)
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        left = column(label("全部栏目", "heading"), self.filter, self.all)
        order = row(
            button("上移", lambda: self.move_by(-1)), button("下移", lambda: self.move_by(1)),
            button("去掉", self.remove), None,
        )  # fmt: skip
        right = column(label("显示这些，从左到右", "heading"), self.chosen, order)
        both = row(gap=look.px(16))
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        layout.setSpacing(look.px(12))
        self.done_button = button("确定", self.accept, "main", "done")
        usual = button("恢复默认", lambda: self.choose(self._usual))
        fill(layout, both, row(usual, None, button("取消", self.reject), self.done_button))

    def _fill_all(self, choices: Sequence[Choice]) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for choice in choices:
            group = groups.get(choice.group)
            if group is None:
                group = groups[choice.group] = QTreeWidgetItem(self.all, [choice.group])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setExpanded(True)
            item = QTreeWidgetItem(group, [choice.label])
            item.setData(0, _PATH, choice.path)
            item.setCheckState(0, _UNCHECKED)

    def _items(self) -> list[QTreeWidgetItem]:
        groups = (self.all.topLevelItem(at) for at in range(self.all.topLevelItemCount()))
        return [group.child(at) for group in groups for at in range(group.childCount())]

    def choose(self, paths: Sequence[str]) -> None:
        """Show these columns as chosen."""
        self.all.blockSignals(True)
        for item in self._items():
            item.setCheckState(0, _CHECKED if item.data(0, _PATH) in paths else _UNCHECKED)
        self.all.blockSignals(False)
        self.chosen.clear()
        for path in paths:
            self._add(path)
        self.chosen.setCurrentRow(0)

    def _add(self, path: str) -> None:
        item = QListWidgetItem(self._labels[path], self.chosen)
        item.setData(_PATH, path)

    def _tick(self, item: QTreeWidgetItem) -> None:
        path = item.data(0, _PATH)
        if item.checkState(0) is _CHECKED:
            self._add(path)
            self.chosen.setCurrentRow(self.chosen.count() - 1)
        else:
            self.chosen.takeItem(self.paths().index(path))

    def _narrow(self, text: str) -> None:
        for item in self._items():
            item.setHidden(text.strip() not in item.text(0))

    def move_by(self, by: int) -> None:
        """Move the marked column to the left or right."""
        at = self.chosen.currentRow()
        if 0 <= at < self.chosen.count() and 0 <= at + by < self.chosen.count():
            self.chosen.insertItem(at + by, self.chosen.takeItem(at))
            self.chosen.setCurrentRow(at + by)

    def remove(self) -> None:
        """Take the marked column away."""
        item = self.chosen.currentItem()
        if item is not None:
            for choice in self._items():
                if choice.data(0, _PATH) == item.data(_PATH):
                    choice.setCheckState(0, _UNCHECKED)

    def paths(self) -> list[str]:
        """The chosen columns in order."""
        return [self.chosen.item(at).data(_PATH) for at in range(self.chosen.count())]

    def accept(self) -> None:
        """Submit, if at least one column is left."""
        if self.paths():
            self.submitted.emit(self.paths())
            super().accept()
