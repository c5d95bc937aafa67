"""Printing what a page lists: looked at first, then sent to a printer or saved."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.file_names import plain_file_name
from desktop.services import list_prints, surroundings
from desktop.services.list_prints import Make
from desktop.services.previews import Preview
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.print_dialog import PrintDialog
from desktop.ui.jobs import in_thread_told
from desktop.ui.widgets.printing import send_pages

_PRINTER_DPI = 300
_KINDS = {".pdf": "PDF 文件 (*.pdf)", ".xlsx": "Excel 表格 (*.xlsx)"}


def open_print(
    desk: Desk, parent: QWidget, title: str, make: Make, paper: str = "A4"
) -> PrintDialog:
    """Show the pages of a list; from there it is printed or saved."""
    dialog = PrintDialog(desk.look, title, parent)
    dialog.paper.setCurrentText(paper)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.paper_chosen.connect(lambda _paper: _preview(desk, dialog, make))
    dialog.printer_wanted.connect(partial(choose_printer, desk, dialog, title))
    dialog.pdf_wanted.connect(partial(_ask, desk, dialog, title, make, ".pdf"))
    dialog.sheet_wanted.connect(partial(_ask, desk, dialog, title, make, ".xlsx"))
    dialog.open()
    _preview(desk, dialog, make)
    return dialog


def _preview(desk: Desk, dialog: PrintDialog, make: Make) -> None:
    paper = dialog.paper.currentText()
    desk.jobs.start(
        dialog,
        "正在生成预览",
        in_thread_told(desk.session, list_prints.preview, make, paper=paper),
        done=dialog.show_preview,
        failed=partial(messages.show_error, dialog),
    )


def choose_printer(desk: Desk, dialog: PrintDialog, title: str, preview: Preview) -> None:
    """Ask for a printer, and send the pages there."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    chooser = QPrintDialog(printer, dialog)
    chooser.accepted.connect(partial(send, desk, dialog, title, preview, printer))
    chooser.setModal(True)
    chooser.show()


def send(desk: Desk, dialog: QWidget, title: str, preview: Preview, printer: QPrinter) -> None:
    """Send the pages to a printer, and log it."""

    def note(pages: int) -> None:
        list_prints.note_printed(desk.session, title, pages)
        desk.told.emit(f"已送到打印机，共 {pages} 页")

    desk.jobs.start(
        dialog,
        "正在打印",
        lambda progress: send_pages(printer, preview, _PRINTER_DPI, progress),
        done=note,
        failed=partial(messages.show_error, dialog),
    )


def _ask(desk: Desk, dialog: PrintDialog, title: str, make: Make, suffix: str) -> None:
    office = surroundings.look(desk.session).office
    proposal = plain_file_name(f"{office}_{title}", suffix)
    name, _ = QFileDialog.getSaveFileName(dialog, "存到哪里", proposal, _KINDS[suffix])
    if name:
        save(desk, dialog, make, Path(name), dialog.paper.currentText())


def save(desk: Desk, dialog: QWidget, make: Make, file: Path, paper: str = "A4") -> None:
    """Write the list to a file, and say where it lies."""

    def tell(rows: int) -> None:
        messages.tell(dialog, "已保存", f"{file.name}\n共 {rows:,} 行，已存到 {file.parent}")

    desk.jobs.start(
        dialog,
        "正在保存",
        in_thread_told(desk.session, list_prints.write, make, file=file, paper=paper),
        done=tell,
        failed=partial(messages.show_error, dialog),
    )
