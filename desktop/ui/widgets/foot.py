"""The foot of the window: office, round, what is not sent, the last backup."""

from datetime import date, datetime

from PySide6.QtWidgets import QFrame

from desktop.services.surroundings import OfficeFacts
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import label, restyle, row

_OLD_DAYS = 3


class Foot(QFrame):
    """Tells only; a click does nothing."""

    def __init__(self, look: Look, around: OfficeFacts) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        name = f"{around.round}　" if around.round else ""
        self._unsent, self._backup = label("", "small"), label("", "small")
        line = row(
            label(f"{around.office}（{around.level.label}）", "small"),
            label(f"{name}调查时点 {around.day:%Y-%m-%d}", "small"),
            None,
            self._unsent,
            self._backup,
            gap=look.px(24),
        )
        line.setContentsMargins(look.px(20), look.px(5), look.px(20), look.px(5))
        self.setLayout(line)

    def show_state(self, unsent: int | None, backup: datetime | None) -> None:
        """Show what has not gone up yet, and when the last backup was made."""
        self._unsent.setText("" if unsent is None else _unsent(unsent))
        self._backup.setText(f"上次备份 {backup:%m-%d %H:%M}" if backup else "还没有备份")
        old = backup is None or (date.today() - backup.date()).days > _OLD_DAYS
        restyle(self._backup, tone="doubt" if old else "")


def _unsent(number: int) -> str:
    return f"未上报 {number:,} 人" if number else "全部已上报"
