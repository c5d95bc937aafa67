"""One page of a document on screen, fitted to the width, with page up and down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.layout import button, column, label, row


class PageView(QWidget):
    """Asks for a page by its number, counted from 1, and shows its picture."""

    page_wanted = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._picture = QPixmap()
        self.page, self.pages = 0, 0
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._sheet)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._count = label("", "quiet")
        self._back = button("上一页", lambda: self.step(-1))
        self._on = button("下一页", lambda: self.step(1))
        foot = row(None, self._back, self._count, self._on, None)
        foot.setContentsMargins(8, 8, 8, 8)
        shown = QWidget()
        inside = column(self._area, foot, gap=0)
        inside.setContentsMargins(look.px(12), look.px(12), look.px(12), 0)
        shown.setLayout(inside)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            Empty(look, "print", "先预览，再打印", "选好报表、范围和纸张，点“预览”。")
        )
        self._stack.addWidget(shown)
        self.setLayout(column(self._stack))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_pages(self, pages: int) -> None:
        """Show another document from its first page."""
        self.pages, self.page = pages, 0
        self._stack.setCurrentIndex(1)
        self.step(1)
        self.setFocus()

    def step(self, by: int) -> None:
        """Go some pages on or back."""
        page = min(max(self.page + by, 1), self.pages)
        if page == self.page:
            return
        self.page = page
        self._count.setText(f"第 {page} 页，共 {self.pages} 页")
        self._back.setEnabled(page > 1)
        self._on.setEnabled(page < self.pages)
        self.page_wanted.emit(page)

    def show_picture(self, picture: QPixmap) -> None:
        """Show the page that was asked for."""
        self._picture = picture
        self._sheet.setAccessibleName(f"第 {self.page} 页")
        self._area.verticalScrollBar().setValue(0)
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        width = self._area.viewport().width() - 4
        ratio = self.devicePixelRatioF()
        fitted = self._picture.scaledToWidth(
            round(width * ratio), Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(ratio)
        self._sheet.setPixmap(fitted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.step(-self.pages if event.key() == Qt.Key.Key_Home else self.pages)
        else:
            super().keyPressEvent(event)
