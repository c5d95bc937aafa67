"""Which keys there are on a page, in groups."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row

Keys = Mapping[str, Sequence[tuple[str, str]]]


class KeysDialog(QDialog):
    """Two groups beside each other; Esc closes it."""

    def __init__(self, look: Look, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("全部按键")
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(14))
        grid.setVerticalSpacing(look.px(5))
        for place, (group, lines) in enumerate(keys.items()):
            side, top = (place % 2) * 3, (place // 2) * 20
            grid.addWidget(label(group, "heading"), top, side, 1, 2)
            for at, (key, words) in enumerate(lines, start=1):
                grid.addWidget(label(key, "label"), top + at, side)
                grid.addWidget(label(words), top + at, side + 1)
        grid.setColumnMinimumWidth(2, look.px(24))
        fill(layout, box(grid), 6, row(None, button("关闭", self.accept, "main")))
