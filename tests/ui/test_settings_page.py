"""设置."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from desktop.services import accounts, ledgers
from desktop.ui.dialogs.account_dialog import AccountDialog
from desktop.ui.dialogs.passphrase_dialog import PassphraseDialog
from desktop.ui.dialogs.print_dialog import PrintDialog
from desktop.ui.dialogs.recovery_dialog import RecoveryDialog
from desktop.ui.pages.settings import SettingsPage
from tests.ui.conftest import PASSPHRASE


@pytest.fixture
def page(desk, show):
    return show(SettingsPage(desk))


def test_another_look_is_asked_for(qtbot, page, desk):
    with qtbot.waitSignal(desk.look_wanted) as wanted:
        qtbot.keyClick(page.big, Qt.Key.Key_Space)
    assert wanted.args[0].big
    assert not wanted.args[0].dark


def test_a_backup_is_made_and_told(page, session):
    page.back_up()
    assert len(list((session.ledger.folder / "backups").glob("*.ldb"))) == 1
    assert "核对无误" in page.findChild(QMessageBox, "message").text()
    words = [page.backups.itemAt(at).widget().text() for at in range(page.backups.count())]
    assert any(text.startswith("上次备份") for text in words)


def test_a_sound_ledger_is_found_sound(page):
    page.verify()
    assert "完好" in page.findChild(QMessageBox, "message").text()


def test_an_account_is_added(qtbot, page, session):
    page.ask_account()
    dialog = page.findChild(AccountDialog)
    qtbot.keyClicks(dialog.login, "clerk")
    dialog.secret.setText("clerk secret")
    dialog.again.setText("clerk secret")
    qtbot.keyClick(dialog.login, Qt.Key.Key_Return)
    assert [account.login for account in accounts.listed(session)][-1] == "clerk"
    assert ledgers.read_slots(session.ledger.folder).accounts[-1] == "clerk"


def test_a_refused_account_stays_on_the_form(page):
    page.ask_account()
    dialog = page.findChild(AccountDialog)
    dialog.login.setText("clerk")
    dialog.secret.setText("a")
    dialog.again.setText("a")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.problem.text()


def test_the_wrong_old_passphrase_changes_nothing(page):
    page.ask_passphrase()
    dialog = page.findChild(PassphraseDialog)
    for field, text in ((dialog.old, "wrong"), (dialog.new, "another"), (dialog.again, "another")):
        field.setText(text)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.problem.text()
    dialog.old.setText(PASSPHRASE)
    dialog.accept()
    assert not dialog.isVisible()


def test_a_new_recovery_code_must_be_kept(qtbot, page):
    page.ask_code()
    page.findChild(QMessageBox, "question").defaultButton().click()
    dialog = page.findChild(RecoveryDialog)
    assert not dialog.done_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.kept.setChecked(True)
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_it_says_where_the_ledger_is_and_its_fingerprint(page, session):
    words = {child.text() for child in page.findChildren(QLabel)}
    assert str(session.ledger.folder) in words


def test_the_handover_list_is_looked_at_first(page):
    page.print_handover()
    assert page.findChild(PrintDialog).preview.pages == 1
