"""Choosing a person or household by searching."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.services.people import Found
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import column, label
from desktop.ui.widgets.search_box import SearchBox


class Finder(QWidget):
    """A search box, and under it what was chosen."""

    changed = Signal()

    def __init__(
        self, look: Look, find: Callable[[str], Sequence[Found]], *, persons: bool = False
    ) -> None:
        super().__init__()
        self.found: Found | None = None
        self._persons = persons
        self.box = SearchBox(look, lambda text: self._fitting(find(text)))
        self.box.setPlaceholderText("姓名、拼音首字母、身份证号、电话或户编号")
        self.box.chosen.connect(self.choose)
        self.words = label("还没有选", "quiet", wrap=True)
        self.setLayout(column(self.box, self.words, gap=4))
        self.setFocusProxy(self.box)

    def _fitting(self, found: Sequence[Found]) -> list[Found]:
        return [one for one in found if one.person or not self._persons]

    def choose(self, found: Found) -> None:
        """Take what was found."""
        self.found = found
        whose = found.name if self._persons or not found.person else f"{found.name}所在的户"
        parts = (whose, found.village, found.id_no if self._persons else found.household_no)
        self.words.setText("已选：" + "　".join(part for part in parts if part))
        self.changed.emit()

    @property
    def key(self) -> str:
        """The id of the person or household that was chosen; empty if none was."""
        if self.found is None:
            return ""
        return self.found.person if self._persons else self.found.household

    @property
    def reads(self) -> str:
        """How it reads in a sentence."""
        if self.found is None:
            return ""
        if self._persons:
            return self.found.name
        return self.found.name if not self.found.person else f"{self.found.name}所在的户"
