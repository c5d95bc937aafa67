"""Sending the pages of a document to a printer."""

from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop.domain.progress import Progress


class Pages(Protocol):
    """What can be printed; pages are counted from 1."""

    @property
    def pages(self) -> int: ...
    def png(self, page: int, dpi: int = 96) -> bytes: ...


def send_pages(printer: QPrinter, document: Pages, dpi: int, progress: Progress) -> int:
    """Paint every page onto the printer's paper; how many there were."""
    painter = QPainter()
    for page in range(1, document.pages + 1):
        progress(page - 1, document.pages)
        picture = QImage.fromData(document.png(page, dpi))
        if page == 1:
            wide = picture.width() > picture.height()
            sides = QPageLayout.Orientation
            printer.setPageOrientation(sides.Landscape if wide else sides.Portrait)
            painter.begin(printer)
        else:
            printer.newPage()
        size = picture.size().scaled(painter.viewport().size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(painter.viewport().topLeft(), size), picture)
    painter.end()
    progress(document.pages, document.pages)
    return document.pages
