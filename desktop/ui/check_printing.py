"""Printing the check list from the window: asked, made in the background, sent or saved."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.file_names import plain_file_name
from desktop.services import check_prints, people
from desktop.services.previews import Preview
from desktop.services.prints import Made
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.check_print_dialog import BOOK, PDF, CheckPrintDialog
from desktop.ui.jobs import in_thread, in_thread_told
from desktop.ui.widgets.printing import send_pages

_DPI = 300


class CheckPrinting(QObject):
    """``frozen`` once a list has its pages and rows."""

    frozen = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._survey = self._village = self._group = ""

    def ask(self, survey: str, village: str) -> CheckPrintDialog:
        """Ask which village and whereto."""
        self._survey = survey
        villages = people.villages(self._desk.session, empty=False)
        dialog = CheckPrintDialog(self._desk.look, villages, village, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(self._make)
        dialog.open()
        return dialog

    def _make(self, whereto: str, village: str, group: str) -> None:
        self._village, self._group = village, group
        if whereto == PDF:
            self._ask_file(".pdf", "PDF 文件 (*.pdf)", self.save_pdf)
        elif whereto == BOOK:
            self._ask_file(".xlsx", "Excel 表格 (*.xlsx)", self.save_book)
        else:
            self._start("正在排核对表", check_prints.preview, self._choose_printer, self._scope())

    def _scope(self) -> dict[str, object]:
        return {"survey": self._survey, "village": self._village, "group": self._group or None}

    def _start(
        self, title: str, make: Callable[..., object], done: Callable[..., object],
        given: dict[str, object], *, told: bool = True,
    ) -> None:  # fmt: skip
        work = (in_thread_told if told else in_thread)(self._desk.session, make, **given)
        self._desk.jobs.start(
            self._page, title, work, done=done, failed=partial(messages.show_error, self._page)
        )

    def _ask_file(self, suffix: str, kinds: str, then: Callable[[Path], None]) -> None:
        place = self._desk.session.ledger.book.places.get(self._village)
        words = f"{place.name if place else ''}{self._group}_入户核对表"
        proposal = plain_file_name(words, suffix)
        name, _ = QFileDialog.getSaveFileName(self._page, "存到哪里", proposal, kinds)
        if name:
            then(Path(name))

    def save_pdf(self, file: Path) -> None:
        """Write the list to a PDF file."""
        self._start(
            "正在排核对表", check_prints.pdf, self._show_made, self._scope() | {"file": file}
        )

    def save_book(self, file: Path) -> None:
        """Write the list of the whole village as a workbook."""
        given = {"survey": self._survey, "village": self._village, "file": file}
        self._start("正在导出核对表", check_prints.sheet, partial(self._show_book, file), given,
                    told=False)  # fmt: skip

    def _show_made(self, made: Made) -> None:
        self.frozen.emit()
        sheets = (made.pages + 1) // 2
        messages.tell(
            self._page, "已保存", f"{made.file.name}\n共 {made.pages} 页，双面打印用纸 {sheets} 张"
        )

    def _show_book(self, file: Path, rows: int) -> None:
        self.frozen.emit()
        messages.tell(self._page, "已保存", f"{file.name}\n共 {rows} 行")

    def _choose_printer(self, preview: Preview) -> None:
        self.frozen.emit()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
        dialog = QPrintDialog(printer, self._page)
        dialog.accepted.connect(lambda: self._print(printer, preview))
        dialog.setModal(True)
        dialog.show()

    def _print(self, printer: QPrinter, preview: Preview) -> None:
        self._desk.jobs.start(
            self._page,
            "正在打印",
            lambda progress: send_pages(printer, preview, _DPI, progress),
            done=self._note_printed,
            failed=partial(messages.show_error, self._page),
        )

    def _note_printed(self, pages: int) -> None:
        place = self._desk.session.ledger.book.places.get(self._village)
        where = (place.code or place.name) if place else ""
        check_prints.printed_on_paper(self._desk.session, village=where, pages=pages)
        self._desk.told.emit(f"已送到打印机，共 {pages} 页")
