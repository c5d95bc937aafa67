"""The line over a page of the check list: village, page, row, and what one key does."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.services.check_lists import PageCount
from desktop.services.people import Village
from desktop.ui.theme import Look
from desktop.ui.widgets.check_grid import WhereField
from desktop.ui.widgets.layout import button, label, row, with_icon


class CheckBar(QWidget):
    """Emits what was chosen and typed; it knows neither pages nor rows."""

    village_chosen = Signal()

    def __init__(
        self, look: Look, rest: Callable[[], object], toggle: Callable[[], object],
        print_: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self.village = QComboBox()
        self.village.setAccessibleName("村")
        self.village.setMinimumWidth(look.px(118))
        self.village.currentIndexChanged.connect(lambda _at: self.village_chosen.emit())
        self.page = WhereField(look, "页号", 58, "页")
        self.row = WhereField(look, "行号和栏目", 84, "如 7h")
        self._count, self._state = label("", "quiet"), label("", "quiet")
        self.rest = button("本页其余无变化 F8", rest, "main")
        self.toggle = button("变动清单 F6", toggle)
        show = with_icon(button("打印核对表…", print_), "print", look)
        line = row(
            self.village, label("第", "quiet"), self.page, self._count, 6, label("行", "quiet"),
            self.row, 4, self.rest, None, self._state, self.toggle, show,
        )  # fmt: skip
        self.setLayout(line)

    @property
    def chosen(self) -> str:
        """The id of the chosen village; empty if there is none."""
        return self.village.currentData() or ""

    def show_villages(self, villages: Sequence[Village]) -> None:
        """Offer these villages; the chosen one stays chosen."""
        chosen = self.chosen
        self.village.blockSignals(True)
        self.village.clear()
        for village in villages:
            self.village.addItem(village.place.name, village.place.id)
        self.village.setCurrentIndex(max(self.village.findData(chosen), 0))
        self.village.blockSignals(False)

    def choose(self, village: str) -> None:
        """Choose a village, if it is among them."""
        at = self.village.findData(village)
        if at >= 0:
            self.village.setCurrentIndex(at)

    def show_counts(self, counts: Sequence[PageCount], number: int) -> None:
        """Say which page it is, and how many are done."""
        done = sum(one.done >= one.households for one in counts)
        self._count.setText(f"页，共 {counts[-1].page} 页" if counts else "页")
        self._state.setText(f"已录完 {done} 页" if counts else "")
        self.page.setText(str(number) if number else "")
        for part in (self.page, self.row, self.rest):
            part.setEnabled(bool(counts))

    def ask_row(self) -> None:
        """Put the keyboard into the row field."""
        self.row.setFocus()
        self.row.selectAll()
