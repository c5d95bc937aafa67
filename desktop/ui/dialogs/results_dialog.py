"""What came of each of several files, to be read at leisure."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, column, fill, frame, label, row


class ResultsDialog(QDialog):
    """Lines of (name, tone, word, sentence)."""

    def __init__(
        self,
        look: Look,
        title: str,
        results: Sequence[tuple[str, str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(look.px(600), look.px(420))
        lines = QVBoxLayout()
        lines.setSpacing(look.px(8))
        for name, tone, word, sentence in results:
            head = row(label(word, "heading", tone=tone), label(name), None)
            inside = column(head, label(sentence, "quiet", wrap=True), gap=2)
            inside.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(10))
            lines.addWidget(frame(inside))
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(box(lines))
        layout = QVBoxLayout(self)
        margin = look.px(20)
        layout.setContentsMargins(margin, margin, margin, look.px(16))
        fill(layout, area, row(None, button("知道了", self.accept, "main")))
