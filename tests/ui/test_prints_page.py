"""报表打印."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from desktop.domain.progress import silent
from desktop.services import rounds
from desktop.ui.dialogs.check_print_dialog import CheckPrintDialog
from desktop.ui.pages.prints import PrintsPage
from desktop.ui.widgets.printing import send_pages
from tests.ui.conftest import DAY


@pytest.fixture
def page(desk, show):
    return show(PrintsPage(desk))


def test_every_document_is_offered(page):
    assert [page.documents.item(at).text() for at in range(page.documents.count())] == [
        "劳动力资源花名册",
        "劳动力及农户总表",
        "入户核对表",
    ]


def choose(page, title):
    (item,) = page.documents.findItems(title, Qt.MatchFlag.MatchExactly)
    page.documents.setCurrentItem(item)


def test_a_check_list_asks_for_village_and_group_once_a_round_goes_on(qtbot, page, session, desk):
    told = []
    desk.told.connect(told.append)
    choose(page, "入户核对表")
    page.look_at()
    assert "先新建一个轮次" in told[-1]
    rounds.add(session, name="二季度", reference_date=DAY)
    page.village.setCurrentIndex(2)
    page.ask_pdf()
    dialog = page.findChild(CheckPrintDialog)
    assert dialog.village.currentText().startswith(page.village.currentText())
    assert page.preview is None


def test_a_document_is_looked_at_before_it_is_printed(qtbot, page):
    assert not page.printing.isEnabled()
    page.look_at()
    assert page.printing.isEnabled()
    assert page.view.page == 1
    assert not page.view._sheet.pixmap().isNull()


def test_page_down_turns_the_pages(qtbot, page):
    page.look_at()
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    assert page.view.page == page.view.pages
    qtbot.keyClick(page.view, Qt.Key.Key_Home)
    assert page.view.page == 1


def test_pdf_and_sheet_are_saved(page, tmp_path):
    page.village.setCurrentIndex(1)
    page.save_pdf(tmp_path / "花名册.pdf")
    page.save_sheet(tmp_path / "花名册.xlsx")
    assert (tmp_path / "花名册.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "花名册.xlsx").read_bytes().startswith(b"PK")


def test_all_pages_go_to_the_printer(page, tmp_path):
    page.look_at()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    assert send_pages(printer, page.preview, 60, silent) == page.preview.pages
    assert (tmp_path / "paper.pdf").stat().st_size > 0


def test_a_page_on_screen_is_a_picture_of_the_page(page):
    page.look_at()
    picture = QImage.fromData(page.preview.png(1))
    assert picture.width() > picture.height()
