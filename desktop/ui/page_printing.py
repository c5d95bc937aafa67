"""Printing a document that is no list: looked at first, then sent to a printer or saved as PDF."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.file_names import plain_file_name
from desktop.services import surroundings
from desktop.services.previews import Preview
from desktop.services.session import Session
from desktop.ui import list_printing, messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.print_dialog import PrintDialog
from desktop.ui.jobs import in_thread

Pages = Callable[[Session], bytes]
"""Makes the document, perhaps in a worker thread."""


def open_pages(
    desk: Desk, parent: QWidget, title: str, make: Pages, save: Callable[..., Any]
) -> PrintDialog:
    """Show a document; ``save(session, file=…)`` writes it, and logs that it was written."""
    dialog = PrintDialog(desk.look, title, parent, is_list=False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.printer_wanted.connect(partial(list_printing.choose_printer, desk, dialog, title))
    dialog.pdf_wanted.connect(partial(_ask, desk, dialog, title, save))
    dialog.open()
    desk.jobs.start(
        dialog,
        "正在生成预览",
        in_thread(desk.session, lambda session: Preview(make(session))),
        done=dialog.show_preview,
        failed=partial(_give_up, dialog, parent),
    )
    return dialog


def _give_up(dialog: PrintDialog, parent: QWidget, error: Exception) -> None:
    dialog.close()
    messages.show_error(parent, error)


def _ask(desk: Desk, dialog: PrintDialog, title: str, save: Callable[..., Any]) -> None:
    office = surroundings.look(desk.session).office
    proposal = plain_file_name(f"{office}_{title}", ".pdf")
    name, _ = QFileDialog.getSaveFileName(dialog, "存到哪里", proposal, "PDF 文件 (*.pdf)")
    if name:
        write(desk, dialog, save, Path(name))


def write(desk: Desk, dialog: QWidget, save: Callable[..., Any], file: Path) -> None:
    """Write the document to a file, and say where it lies."""
    desk.jobs.start(
        dialog,
        "正在保存",
        in_thread(desk.session, save, file=file),
        done=lambda _made: messages.tell(dialog, "已保存", f"{file.name}\n已存到 {file.parent}"),
        failed=partial(messages.show_error, dialog),
    )
