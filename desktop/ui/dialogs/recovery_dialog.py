"""The recovery code of a new ledger: shown once, to be written down, copied or printed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, fill, label, row, with_icon

_WHY = (
    "忘记密码时，只有它能打开这个台账。请抄下来或打印出来，和公章一样保管好，不要拍照发给别人。"
    "关闭这个窗口后不再显示。"
)


class RecoveryDialog(QDialog):
    """Closes only when the clerk says that the code is kept."""

    def __init__(self, look: Look, office: str, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._text = office, code
        self.setWindowTitle("恢复码")
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        self.setFixedWidth(look.px(560))
        shown = label(code, "code", wrap=True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(look.px(20))
        shown.setFont(font)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(f"恢复码 {code}")
        self.kept = QCheckBox("我已经抄下或打印了恢复码")
        self.done_button = button("开始使用", self.accept, "main", "done")
        self.done_button.setEnabled(False)
        self.kept.toggled.connect(self.done_button.setEnabled)
        copy = with_icon(button("复制", self._copy), "copy", look)
        printing = with_icon(button("打印…", self._choose_printer), "print", look)
        layout = QVBoxLayout(self)
        margin = look.px(24)
        layout.setContentsMargins(margin, margin, margin, look.px(20))
        layout.setSpacing(look.px(10))
        fill(layout, label("请保管好恢复码", "title"), label(_WHY, "quiet", wrap=True), 4, shown)
        fill(layout, row(copy, printing, None), 4, self.kept, row(None, self.done_button))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)

    def _choose_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._print(printer))
        dialog.setModal(True)
        dialog.show()

    def _print(self, printer: QPrinter) -> None:
        painter = QPainter(printer)
        font = QFont(self.font())
        lines = (("劳务台账恢复码", 20), (self._office, 14), (self._text, 18), (_WHY, 11))
        top = 0
        for words, size in lines:
            font.setPointSize(size)
            painter.setFont(font)
            area = painter.viewport().adjusted(0, top, 0, 0)
            used = painter.drawText(area, Qt.TextFlag.TextWordWrap, words)
            top += (used.height() if hasattr(used, "height") else 0) + size * 20
        painter.end()

    def reject(self) -> None:
        """Escape does not lose the code."""
        if self.kept.isChecked():
            super().reject()
