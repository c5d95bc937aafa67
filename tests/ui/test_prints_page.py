"""报表打印."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from desktop.domain.progress import silent
from desktop.domain.scan_codes import household_mark
from desktop.services import batches, prints, rounds
from desktop.ui.dialogs.batch_dialog import BatchDialog
from desktop.ui.dialogs.check_print_dialog import CheckPrintDialog
from desktop.ui.pages.prints import PrintsPage
from desktop.ui.widgets.printing import send_pages
from tests.ui.conftest import DAY, ident


@pytest.fixture
def page(desk, show):
    return show(PrintsPage(desk))


def test_every_document_is_offered(page):
    shown = [page.documents.item(at).text() for at in range(page.documents.count())]
    assert shown == [*(document.label for document in prints.documents()), "入户核对表"]


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
    page.choice.village.setCurrentIndex(2)
    page.ask_pdf()
    dialog = page.findChild(CheckPrintDialog)
    assert dialog.village.currentText().startswith(page.choice.village.currentText())
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
    page.choice.village.setCurrentIndex(1)
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


def test_groups_are_those_of_the_village(page):
    assert not page.choice.group.isEnabled()
    page.choice.village.setCurrentIndex(1)
    shown = [page.choice.group.itemText(at) for at in range(page.choice.group.count())]
    assert shown == ["全部组", "一组", "二组"]
    page.choice.group.setCurrentIndex(1)
    assert page.choice.order("household_card").group == "一组"


def test_a_scanned_form_prints_its_household(page):
    choose(page, "农村劳动力资源入户调查表")
    page.choice.household.setText(household_mark(ident("h2")))
    page.look_at()
    assert page.view.pages == 1


def test_a_form_can_be_blank_and_a_roster_cannot(page):
    choose(page, "农村劳动力资源入户调查表")
    assert page.choice.blank.isVisible()
    page.choice.blank.setChecked(True)
    choose(page, "劳动力资源花名册")
    assert not page.choice.blank.isVisible()
    assert not page.choice.order("labour_roster").blank


def test_what_a_document_asks_is_asked_and_handed_over(page):
    choose(page, "公示名单")
    page.choice._asked["监督电话"].setText("0743-6222222")
    assert page.choice.order("public_notice").told == ("监督电话=0743-6222222",)
    page.look_at()
    assert page.view.pages == 1


def test_a_letter_offers_no_sheet(page):
    choose(page, "报送函及移交清单")
    assert not page.sheet.isEnabled()


def test_many_are_printed_into_a_folder_and_into_one_file(page, tmp_path):
    both = ("labour_roster", "household_summary")
    page.many.save(both, (), tmp_path, bound=False)
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    page.many.save(both, (), tmp_path / "合订.pdf", bound=True)
    assert (tmp_path / "合订.pdf").read_bytes().startswith(b"%PDF")
    page.reload()
    assert batches.recent(page.desk.session)[0].label in page.recent.text()


def test_the_dialog_for_many_hands_over_what_was_chosen(qtbot, page, show):
    dialog = show(BatchDialog(page.look, prints.documents(), (), page))
    with qtbot.assertNotEmitted(dialog.submitted):
        dialog.accept()
    assert "先选" in dialog.problem.text()
    dialog.documents.item(0).setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(dialog.submitted) as caught:
        dialog.accept()
    assert caught.args == [("labour_roster",), (), False]
