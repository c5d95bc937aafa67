"""What is to be printed of a document: village, group, household, paper, and what it asks."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.services.orders import Order
from desktop.services.people import Village
from desktop.services.prints import DocumentInfo
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import clear, column, label, row

_EVERY_VILLAGE, _EVERY_GROUP = "全部村", "全部组"


class PrintChoice(QWidget):
    """Hands over an order; knows the villages that it is given, and stores nothing."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.village, self.group, self.paper = QComboBox(), QComboBox(), QComboBox()
        self.household = QLineEdit()
        self.household.setPlaceholderText("户编号，或扫表上的码；不填为全部户")
        self.blank = QCheckBox("打空白表，供手填")
        self.village.addItem(_EVERY_VILLAGE, None)
        self.paper.addItems(["A4", "A3"])
        names = ((self.village, "范围"), (self.group, "组"), (self.household, "户"),
                 (self.paper, "纸张"))  # fmt: skip
        for widget, name in names:
            widget.setAccessibleName(name)
        self._asked: dict[str, QLineEdit] = {}
        self._villages: Sequence[Village] = ()
        self._asks = QVBoxLayout()
        self._asks.setSpacing(look.px(4))
        self.setLayout(
            column(
                label("范围", "small"), row(self.village, self.group, gap=look.px(6)),
                self.household, self._asks, self.blank,
                row(label("纸张", "small"), self.paper, None), gap=look.px(6),
            )
        )  # fmt: skip
        self.village.currentIndexChanged.connect(self._show_groups)
        self._show_groups()

    def set_villages(self, villages: Sequence[Village]) -> None:
        """Offer these villages; the chosen one stays, if it is among them."""
        chosen = self.village.currentData()
        self._villages = villages
        while self.village.count() > 1:
            self.village.removeItem(1)
        for village in villages:
            self.village.addItem(village.place.name, village.place.code or village.place.name)
        self.village.setCurrentIndex(max(self.village.findData(chosen), 0))

    def set_document(self, document: DocumentInfo) -> None:
        """Ask what this document asks; what was answered before stays."""
        known = {key: field.text() for key, field in self._asked.items()}
        clear(self._asks)
        self._asked = {}
        for key, question, _optional in document.asks:
            field = QLineEdit(known.get(key, ""))
            field.setPlaceholderText(question)
            field.setAccessibleName(question)
            self._asked[key] = field
            self._asks.addWidget(field)
        self.blank.setVisible(document.blank)
        if not document.blank:
            self.blank.setChecked(False)

    def order(self, document: str) -> Order:
        """What was chosen."""
        told = tuple(f"{key}={field.text()}" for key, field in self._asked.items() if field.text())
        return Order(
            document=document,
            village=self.village.currentData(),
            group=self.group.currentData(),
            household=self.household.text().strip() or None,
            paper=self.paper.currentText(),
            blank=self.blank.isChecked(),
            told=told,
        )

    def place(self) -> str:
        """The chosen place in words; empty for the whole area."""
        parts = (box.currentText() for box in (self.village, self.group) if box.currentData())
        return "".join((*parts, self.household.text().strip()))

    def _show_groups(self) -> None:
        self.group.clear()
        self.group.addItem(_EVERY_GROUP, None)
        chosen = self.village.currentData()
        for village in self._villages:
            if chosen and chosen in {village.place.code, village.place.name}:
                for group in village.groups:
                    self.group.addItem(group.name or "未填组", group.name or "未填组")
        self.group.setEnabled(self.group.count() > 1)
