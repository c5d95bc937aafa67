"""Looking at a list page by page before it is printed or saved."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from desktop.services.previews import Preview
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, frame, label, row, with_icon
from desktop.ui.widgets.layout import column as column_of
from desktop.ui.widgets.page_view import PageView

_SCREEN_DPI = 110


class PrintDialog(QDialog):
    """Asks for pages of a paper size, for a printer, or for a file."""

    paper_chosen = Signal(str)
    printer_wanted = Signal(object)
    pdf_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(
        self, look: Look, title: str, parent: QWidget | None = None, *, is_list: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"打印{title}")
        self.resize(look.px(900), min(look.px(640), 700))
        self.preview: Preview | None = None
        self.paper = QComboBox()
        self.paper.addItems(["A4", "A3"])
        self.paper.setAccessibleName("纸张")
        self.paper.currentTextChanged.connect(self.paper_chosen.emit)
        self.view = PageView(look)
        self.view.page_wanted.connect(self._show_page)
        printing = button("打印…", self._print, "main", "print")
        self.printing = with_icon(printing, "print", look, on_main=True)
        self.printing.setEnabled(False)
        pdf = with_icon(button("存为 PDF…", self.pdf_wanted.emit), "file", look)
        sheet = with_icon(button("导出表格…", self.sheet_wanted.emit), "columns", look)
        layout = QVBoxLayout(self)
        margin = look.px(16)
        layout.setContentsMargins(margin, margin, margin, look.px(14))
        layout.setSpacing(look.px(10))
        layout.addWidget(frame(column_of(self.view, margin=1)), 1)
        close = button("关闭", self.close)
        paper = label("纸张", "quiet")
        fill(layout, row(paper, self.paper, None, close, sheet, pdf, printing))
        for part in (paper, self.paper, sheet):
            part.setVisible(is_list)

    def show_preview(self, preview: Preview) -> None:
        """Show a document that was made."""
        self.preview = preview
        self.printing.setEnabled(True)
        self.view.set_pages(preview.pages)

    def _show_page(self, page: int) -> None:
        if self.preview is not None:
            picture = QPixmap()
            picture.loadFromData(self.preview.png(page, _SCREEN_DPI))
            self.view.show_picture(picture)

    def _print(self) -> None:
        if self.preview is not None:
            self.printer_wanted.emit(self.preview)
