"""The tree of villages and their groups."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTreeView

from desktop.services.people import Village
from desktop.ui.theme import Look

_WHERE = Qt.ItemDataRole.UserRole + 1
_EVERYWHERE = "全部村"
_NO_GROUP = "未分组"


class VillageTree(QTreeView):
    """Says which village and group is chosen; two empty texts mean everywhere."""

    chosen = Signal(object, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setHeaderHidden(True)
        self.setIndentation(look.px(14))
        self.setUniformRowHeights(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("村组")
        self.selectionModel().currentChanged.connect(self._tell)

    def show_villages(self, villages: Sequence[Village]) -> None:
        """Show other villages, keeping what was chosen if it is still there."""
        chosen, opened = self._where(self.currentIndex()), self._expanded()
        self.selectionModel().blockSignals(True)
        self._model.clear()
        everywhere = self._line(
            _EVERYWHERE, sum(village.households for village in villages), (None, None)
        )
        self._model.invisibleRootItem().appendRow(everywhere)
        for village in villages:
            self._add(village)
        self.selectionModel().blockSignals(False)
        self._fit()
        self._restore(chosen, opened)

    def _add(self, village: Village) -> None:
        line = self._line(village.place.name, village.households, (village.place.id, None))
        for group in village.groups:
            line[0].appendRow(
                self._line(
                    group.name or _NO_GROUP, group.households, (village.place.id, group.name)
                )
            )
        self._model.invisibleRootItem().appendRow(line)

    def _line(
        self, name: str, households: int, where: tuple[str | None, str | None]
    ) -> list[QStandardItem]:
        item = QStandardItem(name)
        item.setData(where, _WHERE)
        item.setToolTip(f"{name}，{households} 户")
        count = QStandardItem(f"{households:,}" if households else "")
        count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        count.setForeground(self._look.colour("faint"))
        for part in (item, count):
            part.setSizeHint(QSize(0, self._look.px(32)))
        return [item, count]

    def _fit(self) -> None:
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _expanded(self) -> set[object]:
        indexes = (self._model.index(at, 0) for at in range(self._model.rowCount()))
        return {self._where(index) for index in indexes if self.isExpanded(index)}

    def _restore(self, chosen: object, opened: set[object]) -> None:
        wanted = self._model.index(0, 0)
        for at in range(self._model.rowCount()):
            index = self._model.index(at, 0)
            self.setExpanded(index, self._where(index) in opened)
            for below in range(self._model.rowCount(index)):
                child = self._model.index(below, 0, index)
                wanted = child if self._where(child) == chosen else wanted
            wanted = index if self._where(index) == chosen else wanted
        self.setCurrentIndex(wanted)

    def choose(self, village: str) -> None:
        """Go to a village."""
        for at in range(self._model.rowCount()):
            index = self._model.index(at, 0)
            if self._where(index)[0] == village:
                self.setCurrentIndex(index)
                self.scrollTo(index)

    def where(self) -> tuple[str | None, str | None]:
        """The chosen village and group."""
        return self._where(self.currentIndex())

    def _where(self, index: QModelIndex) -> tuple[str | None, str | None]:
        found = index.siblingAtColumn(0).data(_WHERE)
        return (None, None) if found is None else tuple(found)

    def _tell(self, index: QModelIndex) -> None:
        self.chosen.emit(*self._where(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))
        else:
            super().keyPressEvent(event)
