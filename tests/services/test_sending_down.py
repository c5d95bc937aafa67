"""Lists go down without anybody in them, and only from the parent; a package for each below."""

from dataclasses import replace

import pytest

from desktop.domain.entities import STANDARD, CodeItem, Person, RuleParameter
from desktop.domain.errors import Refused
from desktop.domain.kinds import Secrecy
from desktop.export.data_package import log_tables, positions_table, record_table
from desktop.services import common_lists, packages, partners, posting, sending_down
from desktop.services.seeds import SEED_DEVICE
from desktop.storage import exchange
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
def three(tmp_path):
    """A county with people and rules, and two townships below it."""
    county = office(tmp_path, COUNTY)
    towns = [office(tmp_path, TOWNSHIP), office(tmp_path, SECOND)]
    for town in towns:
        introduce(tmp_path, town, county)
    populate(county, 30)
    yield county, *towns, tmp_path / "stick"
    for session in (county, *towns):
        session.close()


def change_lists(session):
    """A rule's number and a new choice; returns the ids."""
    parameter = next(iter(session.ledger.where(RuleParameter)))
    with session.ledger.act("test.lists", "改参数") as writer:
        writer.update(parameter, {"value": "77"})
        item = writer.insert(CodeItem(code_set="trade", key="龙须草编", label="龙须草编"))
    return parameter.id, item.id


def answered(sender, receiver, sent, stick):
    received = packages.receive(receiver, files=list(sent.files), receipts_to=stick)[0]
    if received.receipt:
        packages.receive(sender, files=[received.receipt])
    return received


def test_lists_go_to_all_below_without_anybody_in_them(three):
    county, first, second, stick = three
    parameter, item = change_lists(county)
    done = sending_down.send_down(county, folder=stick, lists_only=True)
    assert [sent.header.receiver_name for sent in done.sent] == ["石牌镇人社所", "茨岩塘镇人社所"]
    for town, sent in zip((first, second), done.sent, strict=True):
        assert sent.header.kind == "config"
        received = answered(county, town, sent, stick)
        assert received.refused is None
        assert received.report == ("代码和参数：新增2条，改动1处",)
        assert town.ledger.get(RuleParameter, parameter).value == "77"
        assert town.ledger.get(CodeItem, item).label == "龙须草编"
        assert list(town.ledger.where(Person)) == []
    assert set(done.sent[0].header.counts).isdisjoint(
        {"person", "household", "membership", "office", "account"}
    )


def test_nothing_new_is_not_sent_again(three):
    county, first, second, stick = three
    change_lists(county)
    done = sending_down.send_down(county, folder=stick, lists_only=True)
    answered(county, first, done.sent[0], stick)
    again = sending_down.send_down(county, folder=stick, lists_only=True)
    assert again.up_to_date == ("石牌镇人社所",)
    assert [sent.header.receiver_name for sent in again.sent] == ["茨岩塘镇人社所"]
    answered(county, second, again.sent[0], stick)
    # What is done to people, and the receipts themselves, are no lists.
    edit(county, next(county.ledger.where(Person)).id, phone="13900001111")
    assert sending_down.send_down(county, folder=stick, lists_only=True).sent == ()


def test_lists_and_everything_keep_separate_accounts(three):
    county, first, _, stick = three
    parameter, _ = change_lists(county)
    lists = sending_down.send_down(county, folder=stick, to=("石牌镇",), lists_only=True).sent[0]
    answered(county, first, lists, stick)
    done = sending_down.send_down(county, folder=stick, to=("石牌镇",))
    assert done.sent[0].header.kind == "full"
    assert answered(county, first, done.sent[0], stick).refused is None
    assert first.ledger.count("person") == county.ledger.count("person") == 30
    with county.ledger.act("test.lists", "改参数") as writer:
        writer.update(county.ledger.get(RuleParameter, parameter), {"value": "78"})
    done = sending_down.send_down(county, folder=stick, to=("石牌镇",))
    answered(county, first, done.sent[0], stick)
    assert first.ledger.get(RuleParameter, parameter).value == "78"


def test_lists_come_from_the_parent_only(three):
    county, first, _, stick = three
    change_lists(first)
    (card,) = partners.partners(first)
    letter = posting.Letter(card, "config", "配置", (), 0, 1, ())
    posted = posting.carry_out(first, posting.post(first, _with_log(letter)), stick_of(stick))
    received = packages.receive(county, files=[posted])[0]
    assert "只能由上级" in received.refused


def stick_of(folder):
    folder.mkdir(exist_ok=True)
    return folder


def _with_log(letter, *tables):
    return replace(letter, tables=[positions_table([]), *tables, *log_tables([], [])])


def test_a_person_among_the_lists_is_refused(three):
    county, first, _, stick = three
    card = sending_down.below(county)[0]
    with exchange.extract(county.ledger, 0, SEED_DEVICE) as rows:
        person = record_table(STANDARD["person"], list(rows.records(STANDARD["person"]))[:1])
        letter = posting.Letter(card, "config", "配置", (), 0, rows.upto, ())
        posted = posting.post(county, _with_log(letter, person))
    file = posting.carry_out(county, posted, stick_of(stick))
    received = packages.receive(first, files=[file])[0]
    assert "以外的内容" in received.refused
    assert first.ledger.count("person") == 0


def test_a_change_of_a_person_among_the_lists_is_refused(three):
    county, first, _, stick = three
    edit(county, next(county.ledger.where(Person)).id, phone="13900001111")
    card = sending_down.below(county)[0]
    with exchange.extract(county.ledger, 0, SEED_DEVICE) as rows:
        tables = [positions_table([]), *log_tables(list(rows.changes()), rows.acts())]
        letter = posting.Letter(card, "config", "配置", (), 0, rows.upto, tables)
        posted = posting.post(county, letter)
    file = posting.carry_out(county, posted, stick_of(stick))
    assert "以外的内容" in packages.receive(first, files=[file])[0].refused


def test_the_lists_hold_no_field_about_a_person():
    names = common_lists.names(STANDARD)
    assert {"area", "code_item", "age_policy", "rule_parameter", "survey_round"} <= names
    assert names.isdisjoint({"person", "household", "office", "account", "season_count"})
    for name in names:
        assert all(field.kind.secrecy is Secrecy.OPEN for field in STANDARD[name].fields)


def test_who_has_nobody_below_is_told(three):
    county, first, _, stick = three
    with pytest.raises(Refused, match="还没有下级"):
        sending_down.send_down(first, folder=stick)
    with pytest.raises(Refused, match="不是本单位的下级"):
        introduce_stranger(county, stick)


def introduce_stranger(county, stick):
    folder = stick_of(stick)
    other = office(folder, "433127", "永顺县人社局")
    introduce(folder, county, other)
    try:
        sending_down.send_down(county, folder=stick, to=("永顺县人社局",))
    finally:
        other.close()
