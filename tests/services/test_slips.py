"""Receipts on paper: printed by who merged, typed by who sent."""

import pypdfium2 as pdfium
import pytest

from desktop.domain.entities import Household, SurveyRound
from desktop.domain.errors import Refused
from desktop.services import package_undo, packages, partners, reviewing, slips, visits
from desktop.storage import mail
from desktop.storage.mail import State
from tests.services.offices import (
    COUNTY,
    SECOND,
    TOWNSHIP,
    edit,
    introduce,
    office,
    populate,
)


@pytest.fixture
def two(tmp_path):
    """A township with people, its county, and a stick between them."""
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    people = populate(township, 30)
    yield township, county, tmp_path / "stick", people
    township.close()
    county.close()


def handed_over(township, county, stick):
    """A package that was merged, without its receipt file; and the code on paper."""
    sent = packages.send(township, to=county.ledger.fact("office"), folder=stick)
    assert packages.receive(county, files=[sent.file])[0].refused is None
    return sent.header.package_id, slips.slip(county, package=sent.header.package_id).code


def state(session, package):
    return mail.parcel(session.ledger.data, package).state


def test_a_typed_code_does_what_the_receipt_file_does(two):
    township, county, stick, people = two
    package, code = handed_over(township, county, stick)
    entered = slips.enter(township, code=code.lower().replace("-", " "))
    assert (entered.package, entered.state) == (package, State.MERGED)
    assert state(township, package) == State.MERGED
    assert list((township.ledger.folder / "outbox").iterdir()) == []
    with pytest.raises(packages.NothingNew):
        packages.send(township, to="龙山县人社局", folder=stick)
    edit(township, people[0].id, phone="13900001111")
    again = packages.send(township, to="龙山县人社局", folder=stick)
    assert again.header.kind == "changes"
    assert packages.receive(county, files=[again.file])[0].parked is None


def test_a_code_vouches_for_all_that_was_sent_before(two):
    township, county, stick, people = two
    first, _ = handed_over(township, county, stick)
    edit(township, people[0].id, phone="13900001111")
    _, code = handed_over(township, county, stick)
    slips.enter(township, code=code)
    assert state(township, first) == State.MERGED


def test_paper_and_files_may_be_mixed(two):
    township, county, stick, people = two
    for number in range(4):
        edit(township, people[0].id, phone=f"1390000111{number}")
        if number % 2:
            _, code = handed_over(township, county, stick)
            slips.enter(township, code=code)
        else:
            sent = packages.send(township, to="龙山县人社局", folder=stick)
            received = packages.receive(county, files=[sent.file], receipts_to=stick)
            packages.receive(township, files=[received[0].receipt])
    with pytest.raises(packages.NothingNew):
        packages.send(township, to="龙山县人社局", folder=stick)


def test_a_wrong_code_changes_nothing(two):
    township, county, stick, _ = two
    package, code = handed_over(township, county, stick)
    position = township.ledger.position
    swapped = code[:-1] + ("0" if code[-1] != "0" else "1")
    for wrong, why in ((swapped, "对不上"), (code[:-1], "10个"), ("", "10个")):
        with pytest.raises(Refused, match=why):
            slips.enter(township, code=wrong)
    assert state(township, package) == State.COPIED
    assert township.ledger.position == position


def test_the_code_of_another_offices_package_is_refused(two, tmp_path):
    township, county, stick, _ = two
    second = office(tmp_path, SECOND)
    introduce(tmp_path, second, county)
    populate(second, 10, SECOND)
    handed_over(township, county, stick)
    _, code = handed_over(second, county, tmp_path / "other")
    with pytest.raises(Refused, match="对不上"):
        slips.enter(township, code=code)
    second.close()


def test_a_code_typed_twice_is_told(two):
    township, county, stick, _ = two
    _, code = handed_over(township, county, stick)
    slips.enter(township, code=code)
    with pytest.raises(Refused, match="已经是“已合并”"):
        slips.enter(township, code=code)


def test_a_code_after_the_receipt_file_is_told(two):
    township, county, stick, _ = two
    sent = packages.send(township, to="龙山县人社局", folder=stick)
    received = packages.receive(county, files=[sent.file], receipts_to=stick)
    packages.receive(township, files=[received[0].receipt])
    code = slips.slip(county, package=sent.header.package_id).code
    with pytest.raises(Refused, match="已经是“已合并”"):
        slips.enter(township, code=code)


def test_what_waits_or_was_taken_back_has_no_slip(two):
    township, county, stick, people = two
    first = packages.send(township, to="龙山县人社局", folder=stick)
    received = packages.receive(county, files=[first.file], receipts_to=stick)
    packages.receive(township, files=[received[0].receipt])
    edit(township, people[0].id, phone="13900001111")
    lost = packages.send(township, to="龙山县人社局", folder=stick)
    mail.acknowledge(
        township.ledger.data, county.ledger.fact("office"), township.ledger.device,
        lost.header.scope[0], lost.header.upto, county.ledger.device,
    )  # fmt: skip
    edit(township, people[1].id, phone="13900002222")
    late = packages.send(township, to="龙山县人社局", folder=stick)
    assert packages.receive(county, files=[late.file])[0].parked
    with pytest.raises(Refused, match="等待"):
        slips.slip(county, package=late.header.package_id)
    package_undo.undo_package(county, package=(first.header.package_id,))
    with pytest.raises(Refused, match="已撤销"):
        slips.slip(county, package=first.header.package_id)
    with pytest.raises(Refused, match="没有收到过"):
        slips.slip(county, package="0000-0000")


def test_the_page_shows_whose_package_it_is_and_the_code(two, tmp_path):
    township, county, stick, people = two
    package, code = handed_over(township, county, stick)
    number = slips.slip(county, package=package).number
    made = slips.pdf(county, package=number, file=tmp_path / "回执.pdf")
    assert made.missing == ()
    with pdfium.PdfDocument(made.file) as found:
        text = found[0].get_textpage().get_text_bounded()
    for words in (code, number, "石牌镇人社所", "龙山县人社局", "新增", "户30人"):
        assert words in text
    assert not any(person.name in text for person in people)


def test_both_offices_call_a_package_by_the_same_number(two):
    township, county, stick, _ = two
    package, _ = handed_over(township, county, stick)
    here, there = (mail.parcel(one.ledger.data, package) for one in (township, county))
    assert slips.number_of(here) == slips.number_of(there)


def test_a_ledger_that_was_never_heard_of_is_believed_until_it_is(two):
    township, county, stick, _ = two
    _, code = handed_over(township, county, stick)
    slips.enter(township, code=code)
    told = [each for each in partners.partners(township) if each.name == "龙山县人社局"]
    found = township.ledger.data.all(
        "SELECT peer FROM acknowledged WHERE office = ?", [told[0].office_id]
    )
    assert found == [("",)]


def test_a_code_tells_that_some_of_it_was_returned(two):
    township, county, stick, _ = two
    survey = next(township.ledger.where(SurveyRound)).id
    household = next(township.ledger.where(Household)).id
    visits.set_visit(township, survey=survey, household=household, result="完成")
    package, before = handed_over(township, county, stick)
    reviewing.send_back(county, survey=survey, household=household, reason="核实户主")
    told = slips.slip(county, package=package)
    assert told.outcome == State.PARTLY
    assert told.code != before
    assert slips.enter(township, code=told.code).state == State.PARTLY
    assert state(township, package) == State.PARTLY
