"""A share drawn as a bar in a cell of a list, with its number beside it."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.ui.widgets.cells import CellDelegate

Index = QModelIndex | QPersistentModelIndex


class BarDelegate(CellDelegate):
    """The cell's text is a percentage, such as ``45%``; anything else is shown as it is."""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        text = str(index.data() or "")
        share = text.removesuffix("%")
        if not text.endswith("%") or not share.isdecimal():
            super().paint(painter, option, index)
            return
        self._paint_back(painter, option)
        whole = QRectF(option.rect)
        number, height = self._look.px(44), self._look.px(8)
        left, width = whole.left() + self._look.px(8), whole.width() - number - self._look.px(14)
        bar = QRectF(left, whole.center().y() - height / 2, max(width, 0), height)
        filled = QRectF(bar.left(), bar.top(), bar.width() * min(int(share), 100) / 100, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for part, colour in ((bar, "line_soft"), (filled, self._colour(int(share)))):
            painter.setBrush(self._look.colour(colour))
            painter.drawRoundedRect(part, height / 2, height / 2)
        painter.setPen(self._look.colour("text"))
        edge = QRectF(bar.right(), whole.top(), number, whole.height())
        painter.drawText(edge, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(self._look.colour("line_soft"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _colour(self, share: int) -> str:
        return "good" if share >= 100 else "accent"


def percent(part: int, whole: int) -> str:
    """A share in whole per cent, never 100% before everything is done; empty of nothing."""
    return f"{part * 100 // whole}%" if whole else ""
