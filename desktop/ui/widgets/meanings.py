"""Headings of a form beside what goes under each, to be corrected from a list, and examples."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop.ui.theme import Look
from desktop.ui.widgets.choice_box import ChoiceBox

NOTHING = "（不填）"


class Meanings(QTableWidget):
    """``changed`` says that a heading has another meaning now."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(0, 3)
        self._look = look
        self.boxes: list[ChoiceBox] = []
        self.setHorizontalHeaderLabels(["空表里的栏目", "填什么", "填出来是这样"])
        self.setAccessibleName("栏目对应")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.px(38))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setColumnWidth(0, look.px(215))
        self.setColumnWidth(1, look.px(250))
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_meanings(
        self, rows: Sequence[tuple[str, str]], choices: Sequence[tuple[str, str]]
    ) -> None:
        """Show headings with the paths of what goes under them, out of these (name, path)."""
        self.setRowCount(0)
        self.setRowCount(len(rows))
        self.boxes = []
        for at, (heading, path) in enumerate(rows):
            item = QTableWidgetItem(heading)
            item.setToolTip(heading)
            self.setItem(at, 0, item)
            box = ChoiceBox()
            box.setAccessibleName(f"{heading}填什么")
            box.set_choices([(NOTHING, ""), *choices])
            box.setCurrentIndex(max(box.findData(path), 0))
            self._mark(at, is_known=bool(path))
            box.currentIndexChanged.connect(lambda _index, at=at: self._heard(at))
            self.setCellWidget(at, 1, box)
            self.boxes.append(box)

    def _heard(self, at: int) -> None:
        self._mark(at, is_known=bool(self.boxes[at].chosen()))
        self.changed.emit()

    def _mark(self, at: int, *, is_known: bool) -> None:
        item = self.item(at, 0)
        if item is not None:
            item.setForeground(self._look.colour("text" if is_known else "doubt"))

    def show_examples(self, texts: Sequence[str]) -> None:
        """Show what stands under each heading for the first person."""
        for at, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setForeground(self._look.colour("quiet"))
            self.setItem(at, 2, item)

    def paths(self) -> list[str]:
        """What goes under each heading; empty for nothing."""
        return [box.chosen() for box in self.boxes]
