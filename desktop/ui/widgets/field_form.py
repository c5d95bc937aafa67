"""Fields beside and below each other, gone through by keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.dictionary import Field
from desktop.ui.theme import Look
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.field_box import Entry, FieldBox, sheet

MakeEditor = Callable[[QWidget, Field], CellEditor]


class FieldForm(QWidget):
    """``store`` keeps what a box holds; ``weights`` say how wide the columns are to each other.

    ``entered`` tells of a box that the keyboard comes to, before anything is typed. ``left`` says
    that the keys went past the end (1) or the beginning (-1).
    """

    left = Signal(int)
    entered = Signal(object)

    def __init__(
        self,
        look: Look,
        make: MakeEditor,
        store: Callable[[FieldBox], bool],
        *,
        across: int,
        name_width: float,
        is_open: bool = True,
        weights: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self._look, self._make, self._store = look, make, store
        self._across, self._name_width = across, look.px(name_width)
        self._is_open = is_open
        self._made: dict[str, FieldBox] = {}
        self.boxes: list[FieldBox] = []
        self.setStyleSheet(sheet(look))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(14))
        self._grid.setVerticalSpacing(look.px(5))
        for place in range(across):
            self._grid.setColumnStretch(place, weights[place] if weights else 1)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these fields in order; a box that is being typed in stays as it is."""
        boxes = [self._box(entry) for entry in entries]
        if boxes != self.boxes:
            self._lay_out(boxes)
        for box, entry in zip(boxes, entries, strict=True):
            box.show_entry(entry)

    def _lay_out(self, boxes: list[FieldBox]) -> None:
        for box in self.boxes:
            self._grid.removeWidget(box)
            if box not in boxes:
                box.hide()
        self.boxes = boxes
        previous: QWidget | None = None
        for at, box in enumerate(boxes):
            place = divmod(at, self._across)
            self._grid.addWidget(box, *place, Qt.AlignmentFlag.AlignTop)
            box.show()
            if previous is not None:
                QWidget.setTabOrder(previous, box.editor)
            previous = box.editor

    def _box(self, entry: Entry) -> FieldBox:
        path = entry.field.path
        if path not in self._made:
            box = FieldBox(self._look, self._make(self, entry.field), self._name_width)
            box.editor.setReadOnly(not self._is_open)
            box.store, box.step, box.down = self._store, self._step, self._down
            box.begin = self.entered.emit
            box.setParent(self)
            self._made[path] = box
        return self._made[path]

    def box(self, path: str) -> FieldBox | None:
        """The box of a field that is shown."""
        found = self._made.get(path)
        return found if found in self.boxes else None

    def settle(self) -> bool:
        """Store what is being typed; whether nothing is left."""
        return not [box for box in self.boxes if not box.leave()]

    def focus_end(self, by: int) -> bool:
        """Go to the first box (1) or the last (-1); whether there is any."""
        if not self.boxes:
            return False
        self.boxes[0 if by > 0 else -1].setFocus()
        return True

    def has_focus(self) -> bool:
        """Whether the keyboard is in one of the boxes."""
        return any(box.editor.hasFocus() for box in self.boxes)

    def _step(self, box: FieldBox, by: int) -> None:
        self._go(self.boxes.index(box) + by if box in self.boxes else -1, by)

    def _down(self, box: FieldBox, by: int) -> None:
        self._go(self.boxes.index(box) + by * self._across, by)

    def _go(self, at: int, by: int) -> None:
        if 0 <= at < len(self.boxes):
            self.boxes[at].setFocus()
        else:
            self.left.emit(by)
