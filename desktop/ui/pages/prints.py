"""报表打印: which document, of whom, on which paper; looked at before it is printed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from desktop.domain.file_names import plain_file_name
from desktop.services import batches, check_prints, people, previews, prints, surroundings
from desktop.services.orders import Order
from desktop.services.previews import Preview
from desktop.services.prints import Made
from desktop.ui import icons, messages, shown
from desktop.ui.batch_printing import BatchPrinting
from desktop.ui.check_printing import CheckPrinting
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread_told
from desktop.ui.pages.page import Page
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon
from desktop.ui.widgets.page_view import PageView
from desktop.ui.widgets.print_choice import PrintChoice
from desktop.ui.widgets.printing import send_pages

_NAME = Qt.ItemDataRole.UserRole + 1
_CHECK_LIST = (check_prints.NAME, "入户核对表")
_SCREEN_DPI = 110
_PRINTER_DPI = 300
_RECENT = 2


class PrintsPage(Page):
    """The list of documents at the left, the page at the right."""

    shows = frozenset({"household", "act"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        px = self.look.px
        self.documents = QListWidget()
        self.documents.setAccessibleName("报表")
        self.documents.setIconSize(QSize(px(20), px(20)))
        self.documents.setSpacing(1)
        self.documents.setMinimumHeight(px(180))
        self.documents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choice = PrintChoice(self.look)
        self.recent = label("", "small", wrap=True)
        self._infos = {one.name: one for one in prints.documents()}
        self.view = PageView(self.look)
        self.view.page_wanted.connect(self._show_page)
        self.check_lists = CheckPrinting(desk, self)
        self.many = BatchPrinting(desk, self)
        self.preview: Preview | None = None
        self._shown = Order(document="")
        self.body.addLayout(self._layout(), 1)
        self.documents.itemActivated.connect(lambda _item: self.look_at())
        self.documents.currentItemChanged.connect(lambda *_: self._ask_of_document())

    def _layout(self) -> QHBoxLayout:
        px = self.look.px
        show = with_icon(button("预览", self.look_at, "main", "look"), "search", self.look,
                         on_main=True)  # fmt: skip
        self.printing = with_icon(button("打印…", self.choose_printer), "print", self.look)
        pdf = with_icon(button("存为 PDF…", self.ask_pdf), "file", self.look)
        self.sheet = with_icon(button("导出表格…", self.ask_sheet), "columns", self.look)
        many = with_icon(button("批量…", self.ask_many), "copy", self.look)
        self.printing.setEnabled(False)
        left = column(
            label("报表", "heading"), self.documents, self.choice,
            row(show, self.printing, gap=px(6)), row(pdf, self.sheet, gap=px(6)),
            many, self.recent, gap=px(6), margin=px(14),
        )  # fmt: skip
        left.setStretch(1, 1)
        side = frame(left)
        side.setFixedWidth(px(300))
        line = row(side, frame(column(self.view, margin=1)), gap=px(12))
        line.setStretch(1, 1)
        return line

    def entry(self) -> QWidget:
        return self.documents

    def reload(self) -> None:
        if not self.documents.count():
            offered = [(one.name, one.label) for one in self._infos.values()]
            for name, title in (*offered, _CHECK_LIST):
                item = QListWidgetItem(title, self.documents)
                item.setIcon(icons.icon("file", self.look.colours.accent))
                item.setData(_NAME, name)
                item.setToolTip(title)
            self.documents.setCurrentRow(0)
        self.choice.set_villages(people.villages(self.desk.session, empty=False))
        self._show_recent()

    def _show_recent(self) -> None:
        done = batches.recent(self.desk.session, _RECENT)
        lines = (f"{one.at:%m-%d %H:%M}　{one.label}" for one in done)
        self.recent.setText("\n".join(("最近打印：", *lines)) if done else "")

    def _ask_of_document(self) -> None:
        info = self._infos.get(self.document())
        if info is not None:
            self.choice.set_document(info)
            self.sheet.setEnabled(prints.XLSX in info.formats)
        self.documents.scrollToItem(self.documents.currentItem())

    def document(self) -> str:
        """The name of the chosen document."""
        item = self.documents.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def _is_asked(self) -> bool:
        """Ask for a check list, which belongs to a round and a group, and so has its own dialog."""
        if self.document() != check_prints.NAME:
            return False
        session = self.desk.session
        survey = shown.current_round(session)
        if survey is None:
            self.desk.told.emit("没有正在进行的轮次，先新建一个轮次")
            return True
        village = self.choice.village.currentData()
        place = people.village_of(session, village) if village else None
        self.check_lists.ask(survey.id, place or "")
        return True

    def look_at(self) -> None:
        """Make the document in memory and show its first page."""
        if self._is_asked():
            return
        order = self.choice.order(self.document())
        self.desk.jobs.start(
            self,
            "正在生成预览",
            in_thread_told(
                self.desk.session,
                previews.preview,
                order,
            ),
            done=partial(self.show_preview, order),
            failed=partial(messages.show_error, self),
        )

    def show_preview(self, order: Order, preview: Preview) -> None:
        """Show a document that was made."""
        self.preview, self._shown = preview, order
        self.printing.setEnabled(True)
        self.view.set_pages(preview.pages)

    def _show_page(self, page: int) -> None:
        if self.preview is not None:
            picture = QPixmap()
            picture.loadFromData(self.preview.png(page, _SCREEN_DPI))
            self.view.show_picture(picture)

    def choose_printer(self) -> None:
        """Choose a printer for what is shown."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._print(printer))
        dialog.setModal(True)
        dialog.show()

    def _print(self, printer: QPrinter) -> None:
        preview = self.preview
        if preview is None:
            return
        self.desk.jobs.start(
            self,
            "正在打印",
            lambda progress: send_pages(printer, preview, _PRINTER_DPI, progress),
            done=self._note_printed,
            failed=partial(messages.show_error, self),
        )

    def _note_printed(self, pages: int) -> None:
        version = self.preview.version if self.preview else ""
        prints.printed_on_paper(
            self.desk.session, document=self._shown.document, pages=pages,
            village=self._shown.village, version=version,
        )  # fmt: skip
        self.desk.told.emit(f"已送到打印机，共 {pages} 页")

    def ask_pdf(self) -> None:
        """Ask where the PDF is to lie."""
        self._ask(".pdf", "PDF 文件 (*.pdf)", self.save_pdf)

    def ask_sheet(self) -> None:
        """Ask where the workbook is to lie."""
        self._ask(".xlsx", "Excel 表格 (*.xlsx)", self.save_sheet)

    def _ask(self, suffix: str, kinds: str, then: Callable[[Path], None]) -> None:
        if self._is_asked():
            return
        where = self.choice.place()
        office = surroundings.look(self.desk.session).office
        item = self.documents.currentItem()
        title = item.text() if item is not None else ""
        proposal = plain_file_name(f"{where or office}_{title}", suffix)
        name, _ = QFileDialog.getSaveFileName(self, "存到哪里", proposal, kinds)
        if name:
            then(Path(name))

    def save_pdf(self, file: Path) -> None:
        """Write the chosen document as PDF."""
        self._save("正在生成 PDF", prints.write, file, self._show_made)

    def save_sheet(self, file: Path) -> None:
        """Write the chosen document as a workbook."""
        self._save("正在导出表格", prints.write_sheet, file, lambda _: self._show_sheet(file))

    def _save(self, title: str, make: Callable[..., Any], file: Path, done: Any) -> None:
        order = self.choice.order(self.document())
        self._start(title, partial(make, order=order, file=file), done)

    def _start(self, title: str, make: Callable[..., Any], done: Any) -> None:
        self.desk.jobs.start(
            self,
            title,
            in_thread_told(self.desk.session, make),
            done=done,
            failed=partial(messages.show_error, self),
        )

    def ask_many(self) -> None:
        """Choose several documents and villages."""
        self.many.ask(self.choice.paper.currentText())

    def _show_sheet(self, file: Path) -> None:
        messages.tell(self, "已保存", f"{file.name}\n已存到 {file.parent}")

    def _show_made(self, made: Made) -> None:
        pages = f"，{made.pages} 页" if made.pages else ""
        words = f"{made.file.name}\n共 {made.rows:,} 行{pages}"
        if made.missing:
            words += f"\n字库里没有这些字，已用编码代替：{'、'.join(made.missing)}"
        messages.tell(self, "已保存", words)
