"""数据交换."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.domain.entities import Person
from desktop.domain.levels import Level
from desktop.envelope.key_file import Cost
from desktop.services import joining, ledgers, packages, partners, slips
from desktop.services.ledgers import Surroundings
from desktop.ui import page_printing, stick_search
from desktop.ui.dialogs.found_files_dialog import FoundFilesDialog
from desktop.ui.dialogs.print_dialog import PrintDialog
from desktop.ui.dialogs.results_dialog import ResultsDialog
from desktop.ui.pages.exchange import ExchangePage
from tests.ui.conftest import DAY


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
    return show(ExchangePage(desk))


@pytest.fixture
def friends(page, county, tmp_path):
    """Each trusts the other."""
    session = page.desk.session
    partners.write_card(county, file=tmp_path / "county.ldk")
    partners.trust(session, file=tmp_path / "county.ldk")
    partners.write_card(session, file=tmp_path / "own.ldk")
    partners.trust(county, file=tmp_path / "own.ldk")


def states(page):
    return [str(parcel.state) for parcel in page.log.table.rows]


def message(page):
    return page.findChildren(QMessageBox, "message")[-1].text()


def test_a_trusted_office_is_offered_without_being_looked_for(friends, page):
    assert page.partners.current_row().name == "龙山县人社局"


def test_without_a_partner_it_says_what_to_do(page):
    page.ask_send()
    assert "往来单位" in message(page)


def test_a_package_goes_out_and_its_receipt_comes_back(friends, page, county, tmp_path):
    stick = tmp_path / "stick"
    page.send(page.partners.current_row().office_id, stick)
    assert "共" in message(page)
    assert states(page) == ["已拷出"]
    received = packages.receive(county, files=list(stick.glob("*.ldp")))
    assert received[0].refused is None
    page.receive([received[0].receipt])
    assert states(page).count("已合并") == 2
    assert page.findChild(ResultsDialog) is not None


def test_a_file_that_is_no_package_is_told(page, tmp_path):
    (tmp_path / "名单.ldp").write_bytes(b"no package")
    page.receive([tmp_path / "名单.ldp"])
    assert page.findChild(ResultsDialog) is not None
    assert states(page) == []


def test_a_merged_package_is_taken_back_and_adopted_again(qtbot, friends, page, county, tmp_path):
    stick = tmp_path / "stick"
    page.send(page.partners.current_row().office_id, stick)
    packages.receive(county, files=list(stick.glob("*.ldp")))
    person = next(county.ledger.where(Person))
    with county.ledger.act("test", "改名") as writer:
        writer.update(person, {"name": "张三峰"})
    sent = packages.send(county, to="石牌镇人社所", folder=stick)
    page.receive(list(sent.files))
    session = page.desk.session
    assert session.ledger.get(Person, person.id).name == "张三峰"
    for words, name in (("撤销此包", person.name), ("恢复此包", "张三峰")):
        at = next(n for n, p in enumerate(page.log.table.rows) if p.id == sent.header.package_id)
        page.log.go_to(at)
        page.history.ask_undo()
        question = page.findChildren(QMessageBox, "question")[-1]
        agree = next(b for b in question.buttons() if b.text() == words)
        qtbot.mouseClick(agree, Qt.MouseButton.LeftButton)
        assert session.ledger.get(Person, person.id).name == name


def merged(page, county, stick):
    """A package of the page's office that the county merged; the code on its printed receipt."""
    page.send(page.partners.current_row().office_id, stick)
    packages.receive(county, files=list(stick.glob("*.ldp")))
    (package,) = (one.id for one in packages.log(page.desk.session) if one.direction == "out")
    return slips.slip(county, package=package).code


def test_a_scanned_code_stands_for_the_receipt(qtbot, friends, page, county, tmp_path):
    code = merged(page, county, tmp_path / "stick")
    qtbot.keyClicks(page.history.code, f"{code}x")
    qtbot.keyClick(page.history.code, Qt.Key.Key_Return)
    assert "10个" in message(page.history)
    assert states(page) == ["已拷出"]
    # What was wrong is chosen, so that the next scan takes its place.
    qtbot.keyClicks(page.history.code, code)
    with qtbot.waitSignal(page.desk.told):
        qtbot.keyClick(page.history.code, Qt.Key.Key_Return)
    assert states(page) == ["已合并"]
    assert page.history.code.text() == ""


def test_the_receipt_on_paper_is_looked_at_and_saved(friends, page, county, tmp_path):
    person = next(page.desk.session.ledger.where(Person))
    sent = packages.send(page.desk.session, to="龙山县人社局", folder=tmp_path)
    packages.receive(county, files=list(sent.files))
    with county.ledger.act("test", "改名") as writer:
        writer.update(person, {"name": "张三峰"})
    page.history.print_slip()
    assert "已合并的包" in message(page.history)
    sent = packages.send(county, to="石牌镇人社所", folder=tmp_path)
    page.receive(list(sent.files))
    came = next(n for n, one in enumerate(page.log.table.rows)
                if one.direction == "in" and one.kind != "receipt")  # fmt: skip
    page.log.go_to(came)
    page.history.print_slip()
    dialog = page.findChild(PrintDialog)
    assert dialog.preview.pages == 1
    page_printing.write(
        page.desk, dialog, partial(slips.pdf, package=sent.header.package_id), tmp_path / "回执.pdf"
    )
    assert (tmp_path / "回执.pdf").exists()


def test_all_offices_below_are_served_at_once(friends, page, tmp_path, session):
    page.reload()
    assert not page.down.isVisible()
    given = joining.invite(
        session, area="石牌洞社区", office="石牌洞社区", file=tmp_path / "村.ldi"
    )
    village = joining.join(
        tmp_path / "village", file=given.file, code=given.code, passphrase="village",
        around=Surroundings(state=tmp_path / "village-state", cost=Cost(1024, 1, 1)),
    ).session  # fmt: skip
    sent = packages.send(village, to="石牌镇人社所", folder=tmp_path)
    page.receive(list(sent.files))
    assert page.down.isVisible()
    page.send_down(tmp_path, lists_only=True)
    assert states(page).count("已拷出") == 2
    village.close()


def test_what_lies_hidden_on_a_stick_is_offered_and_received(friends, page, county, tmp_path):
    stick = tmp_path / "stick"
    sent = packages.send(county, to="石牌镇人社所", folder=stick)
    (stick / ".隐藏").mkdir()
    sent.file.rename(stick / ".隐藏" / "照片.jpg")
    (stick / "读我.txt").write_text("别的东西" * 100)
    stick_search.search(page.desk, page, stick, page.receive)
    dialog = page.findChild(FoundFilesDialog)
    assert dialog.chosen() == [stick / ".隐藏" / "照片.jpg"]
    dialog.accept()
    assert "已合并" in states(page)
    # The receipt lies where it is found, not in the hidden folder.
    assert [path.suffix for path in stick.iterdir() if path.is_file()].count(".ldp") == 1
    stick_search.search(page.desk, page, stick, page.receive)
    again = page.findChildren(FoundFilesDialog)[-1]
    assert again.chosen() == []
    assert not again.take.isEnabled()


def test_an_empty_stick_says_so(page, tmp_path):
    stick_search.search(page.desk, page, tmp_path, page.receive)
    assert page.findChild(FoundFilesDialog) is None
    assert "没有找到" in message(page)
