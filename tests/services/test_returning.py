"""A household goes back to its village with its reasons, is mended there, and comes up again."""

import pytest

from desktop.domain.entities import HouseholdVisit
from desktop.services import entry, joining, packages, returning, reviewing, rounds, visits
from tests.services.homes import home, key
from tests.services.offices import PASSPHRASE, TOWNSHIP, around, carry, office

VILLAGE = "桃兴村"


@pytest.fixture
def both(tmp_path):
    """A township with a round, its village that has joined, and two households keyed in there."""
    township = office(tmp_path, TOWNSHIP)
    survey = rounds.add(township, name="二季度", reference_date=township.today()).id
    given = joining.invite(township, area=VILLAGE, office=VILLAGE, file=tmp_path / "村.ldi")
    village = joining.join(
        tmp_path / "village", file=given.file, code=given.code, passphrase=PASSPHRASE,
        around=around(tmp_path),
    ).session  # fmt: skip
    homes = [home(village, name, village=VILLAGE) for name in ("田大山", "向四")]
    for household, _ in homes:
        visits.set_visit(village, survey=survey, household=household.id, result="完成")
    yield township, village, tmp_path / "stick", survey, homes
    township.close()
    village.close()


def send_back(session, survey, household, person):
    reviewing.comment(
        session, survey=survey, household=household, entity="person", record=person,
        field="education", text="核实毕业证",
    )  # fmt: skip
    reviewing.send_back(session, survey=survey, household=household)


def visit_of(session, household):
    return next(session.ledger.where(HouseholdVisit, "t.household = ?", [household]))


def sent_up(village, township, stick):
    carry(village, township, stick)
    return max(one.id for one in packages.log(village) if one.direction == "out")


def test_the_village_hears_why_and_mends_and_the_township_sees_it(both):
    township, village, stick, survey, homes = both
    (household, (head,)), _ = homes
    package = sent_up(village, township, stick)
    send_back(township, survey, household.id, head.person.id)
    assert returning.tally(township) == (0, 1)
    received = carry(township, village, stick)
    assert any("退回1户" in line for line in received.report)
    (one,) = returning.listed(village)
    assert (one.household, one.mine, one.head) == (household.id, True, "田大山")
    assert [(each.name, each.label, each.comment) for each in one.remarks] == [
        ("田大山", "文化程度", "核实毕业证")
    ]
    assert returning.tally(village) == (1, 0)
    assert returning.by_package(village) == returning.by_package(township) == {package: 1}
    key(village, head.person, education="高中")
    assert returning.listed(village)[0].remarks[0].now == "高中"
    reviewing.mended(village, survey=survey, household=household.id)
    carry(village, township, stick)
    assert visit_of(township, household.id).state == reviewing.DRAFT
    assert returning.listed(township) == returning.listed(village) == []
    assert returning.by_package(township) == {}


def test_the_mark_stands_on_the_package_that_brought_the_household(both):
    township, village, stick, survey, homes = both
    first = sent_up(village, township, stick)
    (household, (head,)), (other, (second_head,)) = homes
    key(village, second_head.person, education="初中")
    second = sent_up(village, township, stick)
    assert first != second
    send_back(township, survey, household.id, head.person.id)
    send_back(township, survey, other.id, second_head.person.id)
    assert returning.by_package(township) == {first: 1, second: 1}
    carry(township, village, stick)
    assert returning.by_package(village) == {first: 1, second: 1}


def test_what_was_keyed_in_here_came_with_no_package(both):
    township, _, _, survey, _ = both
    household, members = home(township, "彭五", village="石牌洞社区")
    visits.set_visit(township, survey=survey, household=household.id, result="完成")
    send_back(township, survey, household.id, members[0].person.id)
    assert returning.by_package(township) == {}
    assert returning.tally(township) == (0, 1)


def test_an_archived_round_returns_nothing(both):
    township, village, stick, survey, homes = both
    sent_up(village, township, stick)
    (household, (head,)), _ = homes
    send_back(township, survey, household.id, head.person.id)
    with township.ledger.act("test", "归档") as writer:
        writer.update(rounds.named(township, "二季度"), {"state": rounds.ARCHIVED})
    assert returning.listed(township) == []


def test_the_returned_in_words(both):
    township, village, stick, survey, homes = both
    assert returning.lines(returning.listed(village)) == ["没有退回的户"]
    sent_up(village, township, stick)
    (household, (head,)), _ = homes
    entry.set_cell(village, entity="person", record=head.person.id, field="education", text="小学")
    carry(village, township, stick)
    send_back(township, survey, household.id, head.person.id)
    first, second = returning.lines(returning.listed(township))
    assert first == "等下级改：桃兴村1组　田大山户　核实毕业证"
    assert second == "　　田大山的文化程度（当时“小学”，现在“小学”）：核实毕业证"
