"""One conflict beside its household: every value with who, when and where, and a way to choose."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.levels import Level
from desktop.services.conflicts import LATEST, Conflict, Side
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, clear, column, fill, frame, label, row


class ConflictPanel(QWidget):
    """Emits which side is kept, what is typed instead, or whose values to take in all alike."""

    kept = Signal(int)
    typed = Signal(str)
    alike = Signal(str)
    household_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._sides = QVBoxLayout()
        self._sides.setSpacing(look.px(10))
        self.title = label("", "heading", wrap=True)
        self.about = label("", "small", wrap=True)
        self.other = QLineEdit()
        self.other.setPlaceholderText("都不对时，在这里填正确的")
        self.other.setAccessibleName("改为")
        self.other.returnPressed.connect(self._submit)
        self._around = QVBoxLayout()
        self._alike = QVBoxLayout()
        retype = row(self.other, button("改为这个", self._submit, name="retype"))
        parts = (self.title, self.about, self._sides, retype, self._around, None, self._alike)
        whole = column(*parts, gap=look.px(10), margin=look.px(16))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame(whole))

    def show_conflict(self, conflict: Conflict, many: int, household: Sequence[str]) -> None:
        """Show a conflict; ``many`` are those of the same field, this one among them.

        ``household`` says in a line each who else lives there.
        """
        self.title.setText(f"{conflict.name}　{conflict.label}")
        self.about.setText("　".join(filter(None, (conflict.village, _why(conflict)))))
        self.other.clear()
        clear(self._sides)
        for number, side in enumerate(conflict.sides):
            self._sides.addWidget(self._side(number, side))
        clear(self._around)
        fill(self._around, *(label(line, "small") for line in household))
        clear(self._alike)
        fill(self._alike, button("看这一户", self.household_wanted.emit, name="household"))
        if many > 1:
            fill(self._alike, label(f"“{conflict.label}”一共有 {many} 处，都照此处理：", "small"),
                 row(*self._alike_buttons(conflict), None))  # fmt: skip

    def _side(self, number: int, side: Side) -> QWidget:
        px = self._look.px
        words = side.value or "（清空）"
        if side.unread:
            words += "（没有认出）"
        value = label(words, "heading", wrap=True)
        who = label(f"{_level(side.level)}　{side.who}　{_when(side.at_ms)}　{side.act}", "small",
                    wrap=True)  # fmt: skip
        keep = button(f"用这个（{number + 1}）", partial(self.kept.emit, number),
                      "main" if number == 0 else "", f"keep-{number}")  # fmt: skip
        mark = label("现在显示" if number == 0 else "", "small", tone="good")
        text = column(row(value, None, mark), who, gap=px(4))
        line = row(text, keep, gap=px(12), margin=px(12))
        line.setStretch(0, 1)
        return frame(line, "card", "good" if number == 0 else "")

    def _alike_buttons(self, conflict: Conflict) -> list[QWidget]:
        levels = sorted({side.level for side in conflict.sides if side.level})
        wanted = [(level, f"都用{_level(level)}的") for level in levels] if len(levels) > 1 else []
        wanted.append((LATEST, "都用后改的"))
        return [
            button(words, partial(self.alike.emit, take), name=f"alike-{take}")
            for take, words in wanted
        ]

    def _submit(self) -> None:
        if self.other.text().strip():
            self.typed.emit(self.other.text())


def _level(key: str) -> str:
    return Level.of(key).label if key else "不明"


def _when(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000).astimezone():%Y-%m-%d %H:%M}" if at_ms else ""


def _why(conflict: Conflict) -> str:
    return "需要人来定" if conflict.asked else "已自动采用，可以改回"
