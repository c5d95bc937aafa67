"""How a cell of a list is drawn: coloured text, or a pill for a state."""

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from desktop.ui.theme import Look
from desktop.ui.widgets.table_model import TableModel

Index = QModelIndex | QPersistentModelIndex
PILL = "pill:"


class CellDelegate(QStyledItemDelegate):
    """Draws a thin line under each row, and what the model's tone asks for."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def initStyleOption(self, option: Any, index: Index) -> None:
        super().initStyleOption(option, index)
        option.rect = option.rect.adjusted(self._look.px(4), 0, -self._look.px(4), 0)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        tone = index.data(TableModel.ToneRole) or ""
        if tone and not tone.startswith(PILL):
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, self._look.colour(tone))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        tone = index.data(TableModel.ToneRole) or ""
        if tone.startswith(PILL) and index.data():
            self._paint_pill(painter, option, index, tone.removeprefix(PILL))
        else:
            self._paint_back(painter, option)
            super().paint(painter, option, index)
        painter.save()
        painter.setPen(self._look.colour("line_soft"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _paint_pill(self, painter: QPainter, option: Any, index: Index, tone: str) -> None:
        self._paint_back(painter, option)
        text = str(index.data())
        metrics = option.fontMetrics
        height = metrics.height() + self._look.px(2)
        width = min(metrics.horizontalAdvance(text) + self._look.px(16), option.rect.width() - 8)
        left = option.rect.left() + self._look.px(6)
        pill = QRectF(left, option.rect.center().y() - height / 2 + 1, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._back(tone))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(self._look.colour(tone))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _paint_back(self, painter: QPainter, option: Any) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._look.colour("select"))

    def _back(self, tone: str) -> QColor:
        name = f"{tone}_soft"
        return self._look.colour(name if hasattr(self._look.colours, name) else "hover")

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width() + self._look.px(8), self._look.row)
