"""How a cell of a list that is only read is drawn: by hand, for Qt's style takes thrice as long."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPainter

from desktop.ui.theme import Look
from desktop.ui.widgets.cells import PILL, CellDelegate, Index
from desktop.ui.widgets.table_model import TableModel

_DISPLAY, _ALIGNMENT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole
_ELIDE = Qt.TextElideMode.ElideRight
_MARGIN_PX = 7


class PlainDelegate(CellDelegate):
    """Text, its colour, the chosen row's ground, and a thin line below."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(look, parent)
        self._text, self._line = look.colour("text"), look.colour("line_soft")
        self._margin = look.px(_MARGIN_PX)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        tone = index.data(TableModel.ToneRole) or ""
        if tone.startswith(PILL):
            super().paint(painter, option, index)
            return
        self._paint_back(painter, option)
        rect, text = option.rect, index.data(_DISPLAY)
        if text:
            room = rect.adjusted(self._margin, 0, -self._margin, 0)
            painter.setPen(self._look.colour(tone) if tone else self._text)
            short = option.fontMetrics.elidedText(text, _ELIDE, room.width())
            painter.drawText(room, index.data(_ALIGNMENT), short)
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
