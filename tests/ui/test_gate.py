"""The way into a ledger."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.domain.levels import Level
from desktop.services import joining, ledgers, partners, rescue
from desktop.ui import gate_files
from desktop.ui.dialogs.code_dialog import CodeDialog
from desktop.ui.dialogs.new_ledger_dialog import NewLedgerDialog
from desktop.ui.dialogs.recovery_dialog import RecoveryDialog
from desktop.ui.gate import Gate
from desktop.ui.jobs import Jobs
from desktop.ui.theme import Look
from tests.ui.conftest import PASSPHRASE


@pytest.fixture
def folder(made_once, tmp_path):
    copy = tmp_path / "township"
    shutil.copytree(made_once[0], copy)
    return copy


@pytest.fixture
def gate(made_once, tmp_path, preferences, qtbot):
    around = replace(made_once[1], state=tmp_path / "state")
    made = Gate(Jobs(inline=True), preferences, Look(), around)
    qtbot.addWidget(made.window)
    return made


def test_the_right_passphrase_opens(qtbot, gate, folder, preferences):
    gate.show(folder)
    with qtbot.waitSignal(gate.opened) as opened:
        qtbot.keyClicks(gate.window.passphrase, PASSPHRASE)
        qtbot.keyClick(gate.window.passphrase, Qt.Key.Key_Return)
    session = opened.args[0]
    assert session.account == "管理员"
    assert preferences.recent == [folder]
    assert preferences.name_of(folder) == "石牌镇人社所"
    assert gate.window.passphrase.text() == ""
    session.close()


def test_a_wrong_passphrase_is_told_and_can_be_typed_again(qtbot, gate, folder):
    gate.show(folder)
    with qtbot.assertNotEmitted(gate.opened):
        qtbot.keyClicks(gate.window.passphrase, "wrong")
        qtbot.keyClick(gate.window.passphrase, Qt.Key.Key_Return)
    assert "不对" in gate.window.problem.text()
    assert gate.window.open_button.isEnabled()
    assert gate.window.passphrase.selectedText() != ""


def test_a_folder_that_is_no_ledger_cannot_be_opened(gate, tmp_path):
    gate.show(tmp_path)
    assert "不是台账" in gate.window.problem.text()
    assert not gate.window.open_button.isEnabled()


def test_a_new_ledger_shows_its_recovery_code_before_it_opens(qtbot, gate, tmp_path):
    gate.show()
    dialog = gate.ask_new()
    fill(dialog, tmp_path / "new")
    dialog.accept()
    code = gate.window.findChild(RecoveryDialog)
    assert code is not None
    with qtbot.waitSignal(gate.opened) as opened:
        code.kept.setChecked(True)
        code.done_button.click()
    session = opened.args[0]
    session.close()
    again = ledgers.open_with_code(tmp_path / "new", code._text, "another", gate._around)
    again.close()


def fill(dialog: NewLedgerDialog, folder, area="433130110"):
    dialog.office.setText("石牌镇人社所")
    dialog.area.setText(area)
    dialog.folder.setText(str(folder))
    dialog.passphrase.setText("a long one")
    dialog.again.setText("a long one")


@pytest.mark.parametrize("field", ["office", "area", "folder", "passphrase", "again"])
def test_the_form_says_what_is_missing(qtbot, gate, tmp_path, field):
    gate.show()
    dialog = gate.ask_new()
    fill(dialog, tmp_path / "new")
    getattr(dialog, field).clear()
    with qtbot.assertNotEmitted(dialog.submitted):
        dialog.accept()
    assert dialog.problem.text()
    assert dialog.isVisible()


def test_a_wrong_area_is_told_on_the_form(gate, tmp_path):
    gate.show()
    dialog = gate.ask_new()
    fill(dialog, tmp_path / "new", area="999999")
    dialog.accept()
    assert "999999" in dialog.problem.text()
    assert dialog.isVisible()


def test_the_recovery_code_opens_and_sets_the_passphrase_anew(qtbot, gate, folder, made_once):
    gate.show(folder)
    dialog = gate.ask_code(folder)
    dialog.code.setText("AAAA-BBBB")
    dialog.passphrase.setText("brand new")
    dialog.again.setText("brand new")
    dialog.accept()
    assert dialog.problem.text()
    dialog.code.setText(made_once[2].lower())
    with qtbot.waitSignal(gate.opened) as opened:
        dialog.accept()
    opened.args[0].close()
    ledgers.open_(folder, "brand new", around=gate._around).close()


def test_a_backup_is_restored_and_chosen(gate, folder, tmp_path):
    session = ledgers.open_(folder, PASSPHRASE, around=gate._around)
    backup = ledgers.save_backup(session)
    session.close()
    gate.show()
    gate.restore(backup, tmp_path / "restored")
    assert gate.window.chosen() == tmp_path / "restored"
    assert gate.window.open_button.isEnabled()


@pytest.fixture
def above(tmp_path, made_once):
    """The county's ledger."""
    made = ledgers.new(
        tmp_path / "county",
        office="龙山县人社局",
        level=Level.COUNTY,
        area="433130",
        passphrase="county",
        around=replace(made_once[1], state=tmp_path / "county-state"),
    )
    yield made.session
    made.session.close()


def fill_in(qtbot, dialog, code, secret):
    dialog.code.setText(code)
    dialog.passphrase.setText(secret)
    dialog.again.setText(secret)
    qtbot.mouseClick(dialog.findChild(QPushButton, "open"), Qt.MouseButton.LeftButton)


def test_an_office_joins_by_the_file_of_its_parent(qtbot, gate, above, tmp_path, monkeypatch):
    monkeypatch.setattr(gate_files, "place_for", lambda _office: tmp_path / "joined")
    given = joining.invite(
        above, area="石牌镇", office="石牌镇人社所", file=tmp_path / "发放.ldi", snapshot=False
    )
    gate.show(given.file)
    dialog = gate.window.findChild(CodeDialog)
    fill_in(qtbot, dialog, "AAAAA-AAAAA", "township")
    assert "口令不对" in dialog.problem.text()
    fill_in(qtbot, dialog, given.code, "township")
    kept = gate.window.findChild(RecoveryDialog)
    with qtbot.waitSignal(gate.opened) as opened:
        kept.kept.setChecked(True)
        qtbot.mouseClick(kept.done_button, Qt.MouseButton.LeftButton)
    assert opened.args[0].ledger.fact("office_name") == "石牌镇人社所"
    opened.args[0].close()


def test_a_forgotten_passphrase_is_mended_with_the_parent(qtbot, gate, folder, above, tmp_path):
    own = ledgers.open_(folder, PASSPHRASE, around=gate._around)
    partners.write_card(above, file=tmp_path / "county.ldk")
    partners.trust(own, file=tmp_path / "county.ldk")
    own.close()
    gate.show(folder)
    asked = gate.files().request(folder, tmp_path / "申请.ldq", "石牌镇人社所")
    answered = rescue.answer(above, request=asked.file, file=tmp_path / "答复.lda")
    dialog = gate.files().answer(folder, answered.file)
    with qtbot.waitSignal(gate.opened) as opened:
        fill_in(qtbot, dialog, answered.code, "new secret")
    opened.args[0].close()


def test_a_file_that_is_no_invitation_is_told(gate, tmp_path):
    (tmp_path / "x.ldi").write_bytes(b"nothing")
    assert gate.files().join(tmp_path / "x.ldi") is None
