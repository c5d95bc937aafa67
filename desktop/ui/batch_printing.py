"""Printing many documents from the window: chosen, made in the background, told."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services import batches, people, prints
from desktop.services.prints import Made
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.batch_dialog import BatchDialog
from desktop.ui.jobs import in_thread_told

_LETTER = "公文"


class BatchPrinting(QObject):
    """Belongs to a page, which it tells nothing but by messages."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._paper = "A4"

    def ask(self, paper: str) -> BatchDialog:
        """Choose several documents and villages."""
        self._paper = paper
        villages = people.villages(self._desk.session, empty=False)
        # An official paper has words of its own, which nobody is asked for here.
        known = [one for one in prints.documents() if one.form != _LETTER]
        dialog = BatchDialog(self._desk.look, known, villages, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(self._ask_where)
        dialog.open()
        return dialog

    def _ask_where(
        self, documents: tuple[str, ...], villages: tuple[str, ...], bound: bool
    ) -> None:
        if bound:
            kinds = "PDF 文件 (*.pdf)"
            name, _ = QFileDialog.getSaveFileName(self._page, "存到哪里", "合订.pdf", kinds)
        else:
            name = QFileDialog.getExistingDirectory(self._page, "存到哪个文件夹")
        if name:
            self.save(documents, villages, Path(name), bound=bound)

    def save(
        self, documents: tuple[str, ...], villages: tuple[str, ...], place: Path, *, bound: bool
    ) -> None:
        """Print documents for villages into one file, or a file each into a folder."""
        common: dict[str, Any] = {
            "documents": documents, "villages": villages, "paper": self._paper
        }  # fmt: skip
        if bound:
            binding = partial(batches.to_file, file=place, **common)
            self._start("正在合订", binding, partial(self._show_bound, place))
        else:
            writing = partial(batches.to_folder, folder=place, **common)
            self._start("正在批量打印", writing, partial(self._show_many, place))

    def _start(self, title: str, make: Callable[..., Any], done: Callable[[Any], None]) -> None:
        self._desk.jobs.start(
            self._page,
            title,
            in_thread_told(self._desk.session, make),
            done=done,
            failed=partial(messages.show_error, self._page),
        )

    def _show_bound(self, file: Path, pages: int) -> None:
        words = f"{file.name}\n共 {pages} 页，已存到 {file.parent}"
        messages.tell(self._page, "已保存", words)

    def _show_many(self, folder: Path, made: list[Made]) -> None:
        pages = sum(one.pages for one in made)
        words = f"{len(made)} 个文件，共 {pages} 页\n已存到 {folder}"
        messages.tell(self._page, "已保存", words)
