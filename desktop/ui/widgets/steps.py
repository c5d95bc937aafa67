"""The steps of something that goes from one to the next, the present one marked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import clear, label, row


class Steps(QWidget):
    """Done steps before the present one, the others after it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._line = row(gap=look.px(8))
        self.setLayout(self._line)

    def show_steps(self, steps: Sequence[str], present: str) -> None:
        """Show these steps; one of them is the present one."""
        clear(self._line)
        at = steps.index(present) if present in steps else -1
        for number, step in enumerate(steps):
            if number:
                self._line.addWidget(label("→", "quiet"))
            done = number < at
            tone = "good" if done else ""
            role = "heading" if number == at else "quiet"
            self._line.addWidget(label(f"√ {step}" if done else step, role, tone=tone))
        self._line.addStretch(1)
        self.setAccessibleName(f"步骤：{present}")
