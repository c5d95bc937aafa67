"""往来单位 in the window: cards, invitations, help with a passphrase."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from desktop.domain.levels import Level
from desktop.envelope.slots import WrongPassphrase
from desktop.services import joining, ledgers, partners, rescue
from desktop.services.ledgers import Surroundings
from desktop.ui.desk import Desk
from desktop.ui.dialogs.invite_dialog import InviteDialog
from desktop.ui.dialogs.results_dialog import ResultsDialog
from desktop.ui.dialogs.told_code_dialog import ToldCodeDialog
from desktop.ui.jobs import Jobs
from desktop.ui.pages.partners import PartnersPage
from desktop.ui.theme import Look
from tests.services.offices import CHEAP
from tests.ui.conftest import DAY, PASSPHRASE


@pytest.fixture
def county(tmp_path, made_once):
    """The county's ledger, which trusts nobody yet."""
    around = Surroundings(state=tmp_path / "county-state", cost=made_once[1].cost)
    made = ledgers.new(
        tmp_path / "county",
        office="龙山县人社局",
        level=Level.COUNTY,
        area="433130",
        passphrase="county",
        around=around,
    )
    yield replace(made.session, today=lambda: DAY)
    made.session.close()


@pytest.fixture
def page(desk, show):
    return show(PartnersPage(desk))


def question(qtbot, page, yes):
    box = page.findChildren(QMessageBox, "question")[-1]
    words = box.text()
    agree = next(b for b in box.buttons() if b.text() == yes)
    qtbot.mouseClick(agree, Qt.MouseButton.LeftButton)
    return words


def test_the_fingerprint_is_shown_before_an_office_is_trusted(qtbot, page, county, tmp_path):
    partners.write_card(county, file=tmp_path / "county.ldk")
    page.ask_trust(tmp_path / "county.ldk")
    assert page.partners.table.rows == []
    words = question(qtbot, page, "核对过了，信任")
    assert partners.own_card(county).fingerprint in words
    (card,) = page.partners.table.rows
    assert card.name == "龙山县人社局"


def test_an_office_is_believed_no_more_after_one_question(qtbot, page, county, tmp_path):
    partners.write_card(county, file=tmp_path / "county.ldk")
    page.trust(tmp_path / "county.ldk")
    qtbot.mouseClick(page.findChild(QPushButton, "revoke"), Qt.MouseButton.LeftButton)
    question(qtbot, page, "不再信任")
    assert page.partners.table.rows == []


def test_our_own_card_is_not_trusted(page, tmp_path):
    page.write_card(tmp_path / "own.ldk")
    page.trust(tmp_path / "own.ldk")
    assert page.partners.table.rows == []


def test_an_invitation_is_made_for_a_village_and_its_code_is_shown(qtbot, page, tmp_path, session):
    qtbot.mouseClick(page.findChild(QPushButton, "invite"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(InviteDialog)
    wishes = []
    dialog.submitted.disconnect()
    dialog.submitted.connect(wishes.append)
    dialog.area.setCurrentIndex(2)
    assert dialog.office.text() == dialog.area.currentText()
    qtbot.mouseClick(dialog.findChild(QPushButton, "done"), Qt.MouseButton.LeftButton)
    page.invite(wishes[0], tmp_path / "村.ldi")
    told = page.findChild(ToldCodeDialog)
    joined = joining.join(
        tmp_path / "village", file=tmp_path / "村.ldi", code=told.code.text(), passphrase="village",
        around=Surroundings(state=tmp_path / "s", cost=CHEAP),
    ).session  # fmt: skip
    assert joined.ledger.fact("office_name") == wishes[0].office
    joined.close()
    assert [row["name"] for row in page.invited.table.rows] == [wishes[0].office]


def test_a_request_from_below_is_answered_with_a_code(county, desk, show, tmp_path, preferences):
    partners.write_card(county, file=tmp_path / "county.ldk")
    partners.trust(desk.session, file=tmp_path / "county.ldk")
    folder = desk.session.ledger.folder
    asked = rescue.ask(folder, file=tmp_path / "申请.ldq", office="石牌镇人社所")
    page = show(PartnersPage(Desk(county, Jobs(inline=True), preferences, Look())))
    page.rescue(asked.file, tmp_path / "答复.lda")
    told = page.findChild(ToldCodeDialog)
    around = Surroundings(state=tmp_path / "state", cost=CHEAP)
    rescue.redeem(folder, file=tmp_path / "答复.lda", code=told.code.text(),
                  passphrase="something else", around=around).close()  # fmt: skip
    with pytest.raises(WrongPassphrase, match="密码不对"):
        ledgers.open_(folder, PASSPHRASE, around=around)


def test_the_pcs_that_were_heard_are_shown(page):
    page.show_devices()
    words = [one.text() for one in page.findChild(ResultsDialog).findChildren(QLabel)]
    assert "本机" in words
    assert "就是这台" in words
