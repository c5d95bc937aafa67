"""The filters over the list of people: a standing or saved one, and what narrows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import label, row

_PAUSE_MS = 250
_ANY_AGE = -1
_SAVED = "saved:"
Entries = Sequence[tuple[str, str, str]]
"""Key, words and hint of each choice."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the filters say."""

    standing: str = ""
    village: str | None = None
    ages: tuple[int | None, int | None] = (None, None)
    text: str = ""
    codes: tuple[tuple[str, str], ...] = ()


class PeopleFilters(QWidget):
    """Says that something changed; a saved filter that is chosen is asked for by its name."""

    changed = Signal()
    saved_wanted = Signal(str)

    def __init__(self, look: Look, codes: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._look = look
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed.emit)
        self.standing = self._combo("全部人员", 11)
        self.standing.currentIndexChanged.connect(self._choose)
        self.text = QLineEdit()
        self.text.setPlaceholderText("姓名、证件号、电话、备注里的字")
        self.text.setMinimumWidth(look.px(120))
        self.text.setAccessibleName("筛选文字")
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(self._pause.start)
        self.village = self._combo("全部村")
        self.codes = {name: self._combo(title) for title, name in codes}
        for combo in (self.village, *self.codes.values()):
            combo.currentIndexChanged.connect(self._tell)
        self.least, self.most = self._age("岁起"), self._age("岁止")
        line = row(
            self.standing, self.text, self.village, *self.codes.values(), label("年龄", "quiet"),
            self.least, label("至", "quiet"), self.most,
        )  # fmt: skip
        line.setStretch(1, 1)
        self.setLayout(line)

    def _combo(self, everything: str, letters: int = 5) -> QComboBox:
        combo = QComboBox()
        combo.addItem(everything, "")
        combo.setAccessibleName(everything)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(letters)
        combo.view().setMinimumWidth(self._look.px(190))
        return combo

    def _age(self, name: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(_ANY_AGE, 120)
        box.setValue(_ANY_AGE)
        box.setSpecialValueText("不限")
        box.setFixedWidth(self._look.px(58))
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setAccessibleName(f"年龄{name}")
        box.valueChanged.connect(lambda _value: self._pause.start())
        return box

    def _tell(self, _index: int = 0) -> None:
        self._pause.stop()
        self.changed.emit()

    def _choose(self, _index: int) -> None:
        key = self.standing.currentData()
        if key.startswith(_SAVED):
            self.saved_wanted.emit(key.removeprefix(_SAVED))
        else:
            self._tell()

    @property
    def saved(self) -> str:
        """The name of the saved filter that is chosen; empty if none is."""
        key = str(self.standing.currentData())
        return key.removeprefix(_SAVED) if key.startswith(_SAVED) else ""

    def set_standing(self, standing: Entries, saved: Sequence[str]) -> None:
        """Offer these filters, keeping the chosen one if it is still there."""
        own = [(f"{_SAVED}{name}", name, "自己保存的筛选") for name in saved]
        self._fill(self.standing, [*standing, *own])
        if saved:
            self.standing.insertSeparator(len(standing) + 1)

    def set_villages(self, villages: Entries) -> None:
        """Offer these villages."""
        self._fill(self.village, villages)

    def set_codes(self, name: str, items: Entries) -> None:
        """Offer these choices of a coded field."""
        self._fill(self.codes[name], items)

    def _fill(self, combo: QComboBox, entries: Entries) -> None:
        chosen = combo.currentData()
        combo.blockSignals(True)
        while combo.count() > 1:
            combo.removeItem(1)
        for key, words, hint in entries:
            combo.addItem(words, key)
            combo.setItemData(combo.count() - 1, hint, Qt.ItemDataRole.ToolTipRole)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        combo.blockSignals(False)

    def said(self) -> Said:
        """What they say now."""
        chosen = ((name, combo.currentData()) for name, combo in self.codes.items())
        least, most = (
            None if box.value() == _ANY_AGE else box.value() for box in (self.least, self.most)
        )
        return Said(
            standing="" if self.saved else str(self.standing.currentData()),
            village=self.village.currentData() or None,
            ages=(least, most),
            text=self.text.text().strip(),
            codes=tuple((name, key) for name, key in chosen if key),
        )

    def show_said(self, said: Said, saved: str = "") -> None:
        """Set everything at once, and say so once."""
        parts = (self.standing, self.text, self.village, self.least, self.most,
                 *self.codes.values())  # fmt: skip
        for part in parts:
            part.blockSignals(True)
        key = f"{_SAVED}{saved}" if saved else said.standing
        self.standing.setCurrentIndex(max(self.standing.findData(key), 0))
        self.village.setCurrentIndex(max(self.village.findData(said.village or ""), 0))
        self.text.setText(said.text)
        codes = dict(said.codes)
        for name, combo in self.codes.items():
            combo.setCurrentIndex(max(combo.findData(codes.get(name, "")), 0))
        for box, age in zip((self.least, self.most), said.ages, strict=True):
            box.setValue(_ANY_AGE if age is None else age)
        for part in parts:
            part.blockSignals(False)
        self._tell()
