"""Sending and receiving through real files."""

import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import pytest

from desktop.domain.dictionary import Dictionary, entity
from desktop.domain.entities import STANDARD, Account, Household, Membership, Person, Tag
from desktop.domain.errors import Cancelled, Refused
from desktop.domain.kinds import Text
from desktop.domain.record import Record
from desktop.envelope import container
from desktop.services import conflicts, packages, partners
from desktop.storage import mail
from desktop.storage.ledger import Ledger
from desktop.storage.mail import State
from tests.services.offices import (
    COUNTY,
    SECOND,
    TOWNSHIP,
    carry,
    dump,
    edit,
    introduce,
    office,
    populate,
)


@dataclass
class Two:
    """A township with people, its county, and a stick between them."""

    township: object
    county: object
    stick: Path
    people: list

    def send(self, **options):
        return packages.send(self.township, to="龙山县人社局", folder=self.stick, **options)

    def down(self, county):
        return packages.send(county, to="石牌镇人社所", folder=self.stick)

    def receive(self, *files, **options):
        return packages.receive(self.county, files=files, **options)


@pytest.fixture
def two(tmp_path):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    people = populate(township, 60)
    yield Two(township, county, tmp_path / "stick", people)
    township.close()
    county.close()


def state(session, sent) -> str:
    return mail.parcel(session.ledger.data, sent.header.package_id).state


def same(one, other) -> bool:
    return dump(one, "office") == dump(other, "office")


def test_the_county_gets_all_of_it(two):
    received = two.receive(two.send().file)[0]
    assert received.refused is None
    assert received.parked is None
    assert received.applied["person"] == 60
    assert same(two.township, two.county)
    assert two.county.ledger.count("office") == 2


def test_what_was_received_is_found_by_searching(two):
    from desktop.services import people

    two.receive(two.send().file)
    name = two.people[0].name
    assert two.people[0].id in {found.person for found in people.find(two.county, name)}


def test_receiving_twice_changes_nothing(two):
    file = two.send().file
    two.receive(file)
    before, position = dump(two.county), two.county.ledger.position
    again = two.receive(file)[0]
    assert again.refused is None
    assert again.applied == {}
    assert again.receipt is not None
    assert dump(two.county) == before
    assert two.county.ledger.data.one(
        "SELECT count(*) FROM act WHERE pos > ? AND verb = 'package.receive'", [position]
    ) == (0,)


def test_the_same_content_in_a_new_package_changes_nothing(two):
    two.receive(two.send(full=True).file)
    before = dump(two.county)
    again = two.receive(two.send(full=True).file)[0]
    assert again.applied == {}
    assert dump(two.county) == before


def test_the_receipt_is_shown_at_the_sender_and_frees_the_outbox(two):
    sent = two.send()
    outbox = two.township.ledger.folder / "outbox"
    assert state(two.township, sent) == State.COPIED
    assert [path.name for path in outbox.iterdir()] == [sent.file.name]
    receipt = two.receive(sent.file, receipts_to=two.stick)[0].receipt
    report = packages.receive(two.township, files=[receipt])[0].report
    assert state(two.township, sent) == State.MERGED
    assert list(outbox.iterdir()) == []
    assert "已合并：新增" in report[0]
    assert "60人" in report[0]


def test_a_late_receipt_does_not_take_a_merged_package_back(two, gap):
    _, second = gap
    parked = two.receive(second.file)[0].receipt
    packages.receive(two.township, files=[parked])
    third = two.send()
    packages.receive(two.township, files=[two.receive(third.file)[0].receipt])
    assert state(two.township, second) == state(two.township, third) == State.MERGED
    late = packages.receive(two.township, files=[parked])[0]
    assert late.refused is None
    again = replace(mail.parcel(two.township.ledger.data, second.header.package_id))
    with two.township.ledger.data.transaction():
        mail.advance(two.township.ledger.data, again, State.RECEIVED, "等待")
        mail.advance(two.township.ledger.data, again, State.RETURNED)
    assert state(two.township, second) == State.MERGED


def test_a_receipt_counts_people_and_households(two):
    carry(two.township, two.county, two.stick)
    with two.township.ledger.act("test.add", "新增一户") as writer:
        home = writer.insert(Household(village=None))
        person = writer.insert(Person(name="彭水生"))
        writer.insert(Membership(person=person.id, household=home.id))
        writer.insert(Tag(person=two.people[0].id, tag="退役军人"))
        writer.update(two.people[1], {"phone": "13900001111"})
    received = two.receive(two.send().file)[0]
    assert received.report == ("新增1户1人，改动0户、2人的内容",)
    told = packages.receive(two.township, files=[received.receipt])[0].report
    assert told == ("上报包已合并：新增1户1人，改动0户、2人的内容",)


def test_the_next_package_carries_only_what_came_since_the_receipt(two):
    first = two.send()
    receipt = two.receive(first.file)[0].receipt
    packages.receive(two.township, files=[receipt])
    edit(two.township, two.people[3].id, phone="13900001111")
    second = two.send()
    assert (first.header.kind, second.header.kind) == ("full", "changes")
    assert second.header.after == first.header.upto
    assert second.header.previous == first.header.digest
    assert dict(second.header.counts) == {
        "acts": 1,
        "changes": 1,
        "positions": 0,
        "sums": 1,
    }
    assert two.receive(second.file)[0].applied == {"changes": 1}
    assert same(two.township, two.county)


def test_a_lost_stick_heals_itself(two):
    carry(two.township, two.county, two.stick)
    edit(two.township, two.people[3].id, phone="13900001111")
    lost = two.send()
    lost.file.unlink()
    edit(two.township, two.people[4].id, phone="13900002222")
    carry(two.township, two.county, two.stick)
    assert same(two.township, two.county)
    assert state(two.township, lost) == State.MERGED


@pytest.fixture
def gap(two):
    """Two increments of which the second presumes a receipt for the first."""
    carry(two.township, two.county, two.stick)
    edit(two.township, two.people[3].id, phone="13900001111")
    first = two.send()
    ledger = two.township.ledger
    county, peer = two.county.ledger.fact("office"), two.county.ledger.device
    with ledger.data.transaction():
        mail.acknowledge(ledger.data, county, ledger.device, TOWNSHIP, first.header.upto, peer)
    edit(two.township, two.people[3].id, phone="13900002222")
    return first, two.send()


def test_a_gap_is_parked_and_named_and_closes_by_itself(two, gap):
    first, second = gap
    before = dump(two.county)
    parked = two.receive(second.file)[0]
    assert f"至{second.header.after}号" in parked.parked
    assert dump(two.county) == before
    assert state(two.county, second) == State.WAITING
    second.file.unlink()
    results = two.receive(first.file)
    assert [result.parked or result.refused for result in results] == [None, None]
    assert same(two.township, two.county)
    assert list((two.county.ledger.folder / "inbox").iterdir()) == []


def test_an_office_that_put_back_an_old_backup_is_sent_all_that_it_lost(two, tmp_path):
    saved = tmp_path / "saved"
    two.county.ledger.data.run("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(two.county.ledger.folder, saved)
    carry(two.township, two.county, two.stick)
    with Ledger.open(saved, two.county.ledger.data.key, STANDARD, tmp_path / "state") as ledger:
        again = replace(two.county, ledger=ledger)
        # Nothing but what it says of itself tells the township that it has nothing any more.
        packages.receive(two.township, files=[two.down(again).file])
        packages.receive(again, files=[two.send().file])
        assert same(two.township, again)


def test_what_waits_for_a_lost_ledger_is_merged_as_it_stands(two, gap):
    _, second = gap
    assert two.receive(second.file)[0].parked
    two.township.ledger.become_new_device()
    edit(two.township, two.people[4].id, phone="13900003333")
    anew = two.send()
    two.receive(anew.file)
    two.receive(two.send(full=True).file)
    assert state(two.county, second) == State.MERGED
    scope = mail.parcel(two.county.ledger.data, second.header.package_id).scope
    reached = mail.reached(two.county.ledger.data, second.header.device, scope)
    assert reached < second.header.after


def test_the_order_of_files_does_not_matter(two, gap):
    first, second = gap
    results = two.receive(second.file, first.file)
    assert all(result.parked is None for result in results)
    assert same(two.township, two.county)


def test_a_receipt_about_a_gap_makes_the_sender_send_it_again(two, gap):
    first, second = gap
    receipt = two.receive(second.file)[0].receipt
    packages.receive(two.township, files=[receipt])
    assert state(two.township, second) == State.RECEIVED
    third = two.send()
    assert third.header.after < first.header.upto
    two.receive(third.file)
    assert same(two.township, two.county)


def test_an_older_package_does_not_lower_what_was_reached(two, gap):
    first, second = gap
    two.receive(first.file, second.file)
    two.receive(two.send(full=True).file)
    scope = mail.parcel(two.county.ledger.data, first.header.package_id).scope
    reached = mail.reached(two.county.ledger.data, first.header.device, scope)
    two.receive(first.file)
    assert mail.reached(two.county.ledger.data, first.header.device, scope) == reached


def test_a_stranger_is_refused_and_leaves_nothing_behind(two, tmp_path):
    stranger = office(tmp_path, SECOND)
    partners.write_card(two.county, file=tmp_path / "county.ldk")
    partners.trust(stranger, file=tmp_path / "county.ldk")
    sent = packages.send(stranger, to="龙山县人社局", folder=two.stick)
    before = dump(two.county)
    refused = two.receive(sent.file)[0].refused
    assert "还没有被信任" in refused
    assert dump(two.county) == before
    assert list((two.county.ledger.folder / "inbox").iterdir()) == []
    stranger.close()


def resealed(two, sent, keys=None, **changes) -> Path:
    """The same content under another header, signed with the township's keys or with others."""
    own = partners.own_keys(two.township.ledger)
    path = two.stick / "resealed.ldp"
    county = partners.own_card(two.county).age_recipient
    with container.open_package(sent.file).open_body(own.age_identity) as body:
        raw = body.fp.getvalue()

    def fill(stream):
        stream.write(raw)

    label = replace(sent.header, **changes)
    container.write_package(path, label, fill, [county], keys or own)
    return path


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"receiver_id": "elsewhere", "receiver_name": "永顺县人社局"}, "永顺县人社局"),
        ({"level": "county"}, "级别"),
        ({"scope": ("430181",)}, "范围"),
        ({"kind": "config"}, "上级单位下发"),
        ({"kind": "vacancies"}, "升级"),
    ],
)
def test_a_package_with_a_wrong_claim_is_refused(two, changes, sentence):
    file = resealed(two, two.send(), package_id="another", **changes)
    before = dump(two.county)
    assert sentence in two.receive(file)[0].refused
    assert dump(two.county) == before


def test_a_forged_signature_is_refused(two):
    from desktop.envelope.keys import new_office_keys

    file = resealed(two, two.send(), keys=new_office_keys(), package_id="another")
    assert "签名" in two.receive(file)[0].refused


def test_another_package_under_a_known_number_is_refused(two):
    sent = two.send()
    two.receive(sent.file)
    file = resealed(two, sent, upto=sent.header.upto + 1)
    assert "编号" in two.receive(file)[0].refused


def test_wrong_row_counts_are_refused_and_told_to_the_sender(two):
    sent = two.send()
    counts = {**sent.header.counts, "person": 59}
    file = resealed(two, sent, package_id="another", counts=counts)
    before = dump(two.county)
    result = two.receive(file)[0]
    assert "行数" in result.refused
    assert dump(two.county) == before
    assert result.receipt is not None


def test_a_package_made_here_is_not_received_here(two):
    assert "本单位自己" in packages.receive(two.township, files=[two.send().file])[0].refused


def test_files_that_are_no_packages_are_refused_one_by_one(two, tmp_path):
    (tmp_path / "a.ldp").write_bytes(b"hello")
    card = tmp_path / "card0.ldk"
    good = two.send().file
    results = two.receive(tmp_path / "a.ldp", card, tmp_path / "missing.ldp", good)
    assert "不是上报包" in results[0].refused
    assert "名片" in results[1].refused
    assert "读不了" in results[2].refused
    assert results[3].applied["person"] == 60


def test_accounts_never_travel(two):
    sent = two.send()
    assert "account" not in sent.header.counts
    two.receive(sent.file)
    assert two.county.ledger.count("account") == 1


def test_a_change_of_an_account_does_not_travel(two):
    account = next(iter(two.township.ledger.where(Account)))
    with two.township.ledger.act("test.edit", "修改") as writer:
        writer.update(account, {"name": "彭水生"})
    assert two.receive(two.send().file)[0].refused is None
    assert two.county.ledger.data.one("SELECT count(*) FROM change WHERE entity = 'account'") == (
        0,
    )


def test_two_copies_of_one_package_both_have_an_answer(two, tmp_path):
    sent = two.send()
    copy = tmp_path / "copy.ldp"
    copy.write_bytes(sent.file.read_bytes())
    results = {result.file: result for result in two.receive(sent.file, copy)}
    assert results[sent.file].applied["person"] == 60
    assert "同一个包" in results[copy].report[0]


def test_what_a_cut_off_command_left_in_the_inbox_goes_away(two):
    inbox = two.county.ledger.folder / "inbox"
    (inbox / "left.ldp").write_bytes(b"half")
    two.receive(two.send().file)
    assert list(inbox.iterdir()) == []


def test_one_backup_for_a_command_of_several_packages(two, gap):
    backups = two.county.ledger.folder / "backups"
    before = len(list(backups.iterdir()))
    two.receive(*(sent.file for sent in gap))
    assert len(list(backups.iterdir())) == before + 1


def test_cancelling_saves_nothing(two):
    def cancel(done, total):
        raise Cancelled

    populate(two.township, 500, seed=7)
    file = two.send().file
    before, position = dump(two.county), two.county.ledger.position
    with pytest.raises(Cancelled):
        two.receive(file, progress=cancel)
    assert (dump(two.county), two.county.ledger.position) == (before, position)
    assert two.receive(file)[0].applied["person"] == 560


def test_an_edit_at_both_ends_is_a_conflict_at_both_ends(two):
    carry(two.township, two.county, two.stick)
    person = two.people[5].id
    edit(two.township, person, name="彭水生")
    edit(two.county, person, name="彭水声")
    received = carry(two.township, two.county, two.stick)
    assert received.conflicts == 1
    carry(two.county, two.township, two.stick)
    for session in (two.township, two.county):
        conflict = conflicts.listed(session)[0]
        assert (conflict.record, conflict.label) == (person, "姓名")
        assert [side.value for side in conflict.sides] == ["彭水声", "彭水生"]
    assert same(two.township, two.county)
    edit(two.township, person, name="彭水生")
    carry(two.township, two.county, two.stick)
    assert conflicts.listed(two.township) == conflicts.listed(two.county) == []


def test_three_ledgers_come_to_the_same(tmp_path):
    county = office(tmp_path, COUNTY)
    first, second = office(tmp_path, TOWNSHIP), office(tmp_path, TOWNSHIP, "石牌镇二所")
    stick = tmp_path / "stick"
    for each in (first, second):
        introduce(tmp_path, each, county)
    people = populate(first, 40)
    carry(first, county, stick)
    carry(county, second, stick)
    edit(first, people[0].id, phone="13900000001", name="甲一")
    edit(second, people[0].id, phone="13900000002")
    edit(county, people[0].id, name="甲三")
    edit(second, people[1].id, name="乙二")
    with county.ledger.act("test.delete", "删除") as writer:
        writer.delete(county.ledger.get(Person, people[1].id))
        writer.delete(county.ledger.get(Person, people[2].id))
    for _ in range(2):
        for sender, receiver in ((first, county), (second, county), (county, first),
                                 (county, second)):  # fmt: skip
            with suppress(packages.NothingNew):
                assert carry(sender, receiver, stick).refused is None
    assert dump(first, "office") == dump(county, "office") == dump(second, "office")
    assert county.ledger.get(Person, people[1].id).deleted is False
    assert county.ledger.get(Person, people[2].id).deleted is True
    for session in (county, first, second):
        session.close()


def test_what_goes_down_is_the_receivers_own_area(tmp_path):
    county, first, second = (office(tmp_path, code) for code in (COUNTY, TOWNSHIP, SECOND))
    stick = tmp_path / "stick"
    for each in (first, second):
        introduce(tmp_path, each, county)
    populate(first, 40)
    populate(second, 30, SECOND)
    carry(first, county, stick)
    carry(second, county, stick)
    assert county.ledger.count("person") == 70
    before = dump(first, "office")
    assert carry(county, first, stick).applied.keys() <= {"office"}
    assert dump(first, "office") == before
    for session in (county, first, second):
        session.close()


def test_a_household_that_moves_brings_its_history_and_leaves_the_other(tmp_path):
    county, first, second = (office(tmp_path, code) for code in (COUNTY, TOWNSHIP, SECOND))
    stick = tmp_path / "stick"
    for each in (first, second):
        introduce(tmp_path, each, county)
    people = populate(first, 40)
    edit(first, people[0].id, phone="13900000001")
    for each in (first, second):
        carry(each, county, stick)
        carry(county, each, stick)
    house = _household_of(first, people[0].id)
    there = county.ledger.book.places.villages(county.ledger.book.places.by_code(SECOND).id)[0]
    with county.ledger.act("test.edit", "迁移") as writer:
        writer.update(county.ledger.get(Household, house), {"village": there.id})
    for each in (first, second):
        assert carry(county, each, stick).refused is None
    assert first.ledger.get(Household, house).village == there.id
    assert second.ledger.get(Household, house).village == there.id
    assert second.ledger.get(Person, people[0].id).phone == "13900000001"
    assert second.ledger.data.one(
        "SELECT count(*) FROM change WHERE record = ?", [people[0].id]
    ) == (1,)
    for session in (county, first, second):
        session.close()


def _household_of(session, person):
    row = session.ledger.data.one("SELECT household FROM membership WHERE person = ?", [person])
    return row[0]


@entity("vacancy", "岗位")
@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy(Record):
    title: Annotated[str | None, Text("岗位名称")] = None


@entity("person", "人员")
@dataclass(frozen=True, slots=True, kw_only=True)
class NewerPerson(Person):
    nickname: Annotated[str | None, Text("曾用名二")] = None


def test_what_needs_a_newer_program_is_parked_with_that_sentence(tmp_path):
    newer = Dictionary(*(each.cls for each in STANDARD), Vacancy)
    township, county = office(tmp_path, TOWNSHIP, dictionary=newer), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    with township.ledger.act("test.fill", "填表") as writer:
        writer.insert(Vacancy(title="缝纫工"))
    sent = packages.send(township, to="龙山县人社局", folder=tmp_path / "stick")
    before = dump(county)
    assert "升级" in packages.receive(county, files=[sent.file])[0].parked
    assert dump(county) == before
    assert state(county, sent) == State.WAITING
    township.close()
    county.close()


def test_a_newer_field_is_kept_and_travels_on(tmp_path):
    classes = [NewerPerson if each.cls is Person else each.cls for each in STANDARD]
    newer = Dictionary(*classes)
    township, county = office(tmp_path, TOWNSHIP, dictionary=newer), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    with township.ledger.act("test.fill", "填表") as writer:
        born = writer.insert(NewerPerson(name="彭水生", nickname="水伢子"))
    stick = tmp_path / "stick"
    carry(township, county, stick)
    assert county.ledger.get(Person, born.id).extra == {"nickname": "水伢子"}
    with township.ledger.act("test.edit", "修改") as writer:
        writer.update(township.ledger.get(NewerPerson, born.id), {"nickname": "石伢子"})
    carry(township, county, stick)
    assert county.ledger.get(Person, born.id).extra == {"nickname": "石伢子"}
    third = office(tmp_path, COUNTY, "州人社局", dictionary=newer)
    introduce(tmp_path, third, township)
    carry(township, third, stick)
    assert third.ledger.get(NewerPerson, born.id).nickname == "石伢子"
    for session in (township, county, third):
        session.close()


def test_a_ledger_whose_acts_were_lost_goes_on_as_another_device(two):
    """The township's file was put back by other means than a restore, its state file with it."""
    edit(two.township, two.people[0].id, phone="13900000001")
    carry(two.township, two.county, two.stick)
    ledger = two.township.ledger
    device = ledger.device
    with ledger.data.transaction():
        ledger.data.run("DELETE FROM change")
        ledger.data.run("DELETE FROM act WHERE seq > 3")
        ledger.data.run("UPDATE person SET phone = NULL WHERE id = ?", [two.people[0].id])
    assert carry(two.county, two.township, two.stick).refused is None
    assert ledger.device != device
    assert ledger.get(Person, two.people[0].id).phone == "13900000001"


def test_a_ledger_cloned_with_its_state_is_parked_whole_with_a_sentence(two, tmp_path):
    """Both copies go on under one device, as after a disk image was copied to another PC."""
    carry(two.township, two.county, two.stick)
    places = (two.township.ledger.folder, tmp_path / "twin")
    shutil.copytree(*places)
    edit(two.township, two.people[3].id, phone="13900001111")
    carry(two.township, two.county, two.stick)
    before = dump(two.county)
    with Ledger.open(places[1], two.township.ledger.data.key, STANDARD, tmp_path / "x") as ledger:
        ledger.put("device", two.township.ledger.device)
        twin = replace(two.township, ledger=ledger)
        edit(twin, two.people[3].id, phone="13900002222")
        edit(twin, two.people[4].id, phone="13900003333")
        sent = packages.send(twin, to="龙山县人社局", folder=tmp_path)
    received = two.receive(sent.file)[0]
    assert "内容不一致" in received.parked
    assert dump(two.county) == before
    assert state(two.county, sent) == State.WAITING


def test_a_target_that_is_not_there_makes_no_package(two):
    two.stick.write_text("a file where the folder should be")
    with pytest.raises(Refused, match="文件夹"):
        two.send()
    assert packages.log(two.township) == []


def test_a_broken_stick_for_the_receipt_does_not_undo_the_merge(two, tmp_path):
    sent = two.send()
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    result = two.receive(sent.file, receipts_to=blocked)[0]
    assert result.applied["person"] == 60
    assert result.receipt.parent == two.county.ledger.folder / "outbox"
    assert "发件箱" in result.report[-1]


def test_a_name_already_on_the_stick_is_not_written_over(two):
    two.stick.mkdir()
    first = two.send()
    other = first.file.with_name(first.file.name.replace("0001", "0002"))
    other.write_bytes(b"of another ledger")
    assert two.send().file.name != other.name
    assert other.read_bytes() == b"of another ledger"


def test_a_reader_may_not_send(two):
    from desktop.services.roles import Role

    with pytest.raises(Refused, match="审核"):
        packages.send(replace(two.township, role=Role.READER), to="龙山县", folder=two.stick)
