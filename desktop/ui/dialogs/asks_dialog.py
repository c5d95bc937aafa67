"""Choosing what a round asks more or less of than is usual."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.asking import MOVES
from desktop.domain.dictionary import Field
from desktop.domain.kinds import Ask
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, label, row

_USUAL = "照常"
_SAID = "“必问”的项目按回车会停下来问；“选问”“不问”的不停，按 F4 仍能填。新建下一轮时照搬。"
_HEADS = ("项目", "平时", "本轮")


class AsksDialog(QDialog):
    """Emits ``submitted(asks)``, each as ``path=必问``, without what is asked as usual."""

    submitted = Signal(object)

    def __init__(
        self,
        look: Look,
        survey: str,
        fields: Sequence[Field],
        moved: Mapping[str, Ask],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("调整本轮提问")
        self.resize(look.px(560), min(look.px(600), 690))
        self._fields = fields
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("找项目")
        self.filter.setAccessibleName("找项目")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        self.choices: dict[str, QComboBox] = {}
        self.table = QTableWidget(len(fields), len(_HEADS))
        self._fill(look, moved)
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        layout.setSpacing(look.px(12))
        done = button("确定", self.accept, "main", "done")
        usual = button("全部照常", self._as_usual)
        fill(
            layout, label(f"{survey}：问什么", "title"), label(_SAID, "quiet", wrap=True),
            self.filter, self.table, row(usual, None, button("取消", self.reject), done),
        )  # fmt: skip

    def _fill(self, look: Look, moved: Mapping[str, Ask]) -> None:
        self.table.setAccessibleName("提问项目")
        self.table.setHorizontalHeaderLabels(_HEADS)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(look.row)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setShowGrid(False)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at, field in enumerate(self._fields):
            self.table.setItem(at, 0, QTableWidgetItem(field.label))
            self.table.setItem(at, 1, QTableWidgetItem(field.kind.ask.value))
            self.table.setCellWidget(at, 2, self._choice(field, moved.get(field.path)))
        self.table.setColumnWidth(2, look.px(130))

    def _choice(self, field: Field, now: Ask | None) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(field.label)
        made.addItem(_USUAL, "")
        for ask in MOVES:
            made.addItem(ask.value, ask.value)
        made.setCurrentIndex(made.findData(now.value if now else ""))
        self.choices[field.path] = made
        return made

    def _narrow(self, text: str) -> None:
        for at, field in enumerate(self._fields):
            self.table.setRowHidden(at, text.strip() not in field.label)

    def _as_usual(self) -> None:
        for choice in self.choices.values():
            choice.setCurrentIndex(0)

    def accept(self) -> None:
        """Submit what is not asked as usual."""
        chosen = {path: choice.currentData() for path, choice in self.choices.items()}
        super().accept()
        self.submitted.emit(tuple(f"{path}={ask}" for path, ask in chosen.items() if ask))
