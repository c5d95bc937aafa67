"""What was found on a stick: ticked is what is to be received."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.services.sticks import Found
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, label, row

_HEAD = ("内容", "单位", "制作", "情况", "文件")
_WIDTHS = (130, 160, 100, 190)
_ELSEWHERE = {"单位名片": "到“往来单位”里信任", "发放文件": "新装时选“用发放文件加入”",
              "找回密码申请": "到“往来单位”里答复"}  # fmt: skip
_MARK = Qt.ItemDataRole.UserRole


class FoundFilesDialog(QDialog):
    """Emits ``submitted(files)``; what is no package for this office cannot be ticked."""

    submitted = Signal(object)

    def __init__(
        self,
        look: Look,
        place: Path,
        found: Sequence[Found],
        remark: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("从U盘查找")
        self.resize(look.px(820), look.px(420))
        self.files = QTreeWidget()
        self.files.setHeaderLabels(list(_HEAD))
        self.files.setRootIsDecorated(False)
        self.files.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.files.setAccessibleName("找到的文件")
        for at, width in enumerate(_WIDTHS):
            self.files.setColumnWidth(at, look.px(width))
        for one in found:
            self.files.addTopLevelItem(_line(place, one))
        self.take = button("接收打勾的", self.accept, "main", "take")
        self.files.itemChanged.connect(lambda *_: self.take.setEnabled(bool(self.chosen())))
        self.take.setEnabled(bool(self.chosen()))
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        layout.setSpacing(look.px(10))
        words = f"{place} 里找到 {len(found)} 个文件；只看内容，改过名、藏起来的也在内。"
        fill(layout, label(words, "quiet", wrap=True))
        layout.addWidget(self.files, 1)
        told = label(remark, "problem", wrap=True)
        told.setVisible(bool(remark))
        fill(layout, told, row(None, button("取消", self.reject), self.take))

    def chosen(self) -> list[Path]:
        """The files that are ticked."""
        lines = (self.files.topLevelItem(at) for at in range(self.files.topLevelItemCount()))
        return [
            line.data(0, _MARK)
            for line in lines
            if line is not None and line.checkState(0) == Qt.CheckState.Checked
        ]

    def accept(self) -> None:
        """Submit the files that are ticked."""
        self.submitted.emit(self.chosen())
        super().accept()


def _line(place: Path, one: Found) -> QTreeWidgetItem:
    where = one.file.relative_to(place) if one.file.is_relative_to(place) else one.file
    state = one.state or _ELSEWHERE.get(one.kind, "")
    line = QTreeWidgetItem([one.kind, one.office, one.made_at[:10], state, str(where)])
    line.setToolTip(3, state)
    line.setToolTip(4, str(one.file))
    line.setData(0, _MARK, one.file)
    if one.is_new:
        line.setCheckState(0, Qt.CheckState.Checked)
    elif one.state == "已收过":
        line.setCheckState(0, Qt.CheckState.Unchecked)
    else:
        line.setFlags(line.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
    return line
