"""A person's card in a window of its own; page up and down go through the list it came from."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.domain.finding import Finding
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, label, row
from desktop.ui.widgets.person_card import CardContent, PersonCard


class PersonDialog(QDialog):
    """Shows cards that ``look_up`` finds."""

    household_wanted = Signal(str)
    answer_wanted = Signal(object)

    def __init__(
        self,
        look: Look,
        people: Sequence[str],
        person: str,
        look_up: Callable[[str], CardContent | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._people, self._look_up = look, list(people) or [person], look_up
        self._at = self._people.index(person) if person in self._people else 0
        self.setWindowTitle("人员卡片")
        self.resize(look.px(880), min(look.px(660), 720))
        self._layout = QVBoxLayout(self)
        margin = look.px(20)
        self._layout.setContentsMargins(margin, look.px(16), margin, look.px(14))
        self.card: PersonCard | None = None
        self._count = label("", "small")
        self._previous = button("上一人", lambda: self.step(-1), name="previous")
        self._next = button("下一人", lambda: self.step(1), name="next")
        close = button("关闭", self.close, name="close")
        self._foot = row(self._previous, self._next, self._count, None, close)
        self._layout.addLayout(self._foot)
        for key, by in ((Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageDown, 1)):
            QShortcut(QKeySequence(key), self, lambda by=by: self.step(by))
        self.reload()

    @property
    def person(self) -> str:
        return self._people[self._at]

    def step(self, by: int) -> None:
        """Show the person before or after this one."""
        at = self._at + by
        if 0 <= at < len(self._people):
            self._at = at
            self.reload()

    def reload(self) -> None:
        """Look the person up again."""
        content = self._look_up(self.person)
        if content is None:
            self.reject()
            return
        card = PersonCard(self._look, content)
        card.household_wanted.connect(self._go_to_household)
        card.answer_wanted.connect(self._ask_for_answer)
        if self.card is not None:
            self._layout.removeWidget(self.card)
            self.card.deleteLater()
        self.card = card
        self._layout.insertWidget(0, card, 1)
        many = len(self._people) > 1
        self._count.setText(f"{self._at + 1} / {len(self._people)}" if many else "")
        self._previous.setVisible(many)
        self._next.setVisible(many)
        self._previous.setEnabled(self._at > 0)
        self._next.setEnabled(self._at + 1 < len(self._people))

    def _go_to_household(self, household: str) -> None:
        self.household_wanted.emit(household)
        self.accept()

    def _ask_for_answer(self, finding: Finding) -> None:
        self.answer_wanted.emit(finding)
