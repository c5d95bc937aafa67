"""What lies in a range of positions and a scope, and how it is absorbed elsewhere."""

from dataclasses import replace

import pytest

from desktop.domain import wire
from desktop.domain.changes import Act, Change
from desktop.domain.entities import STANDARD, Area, CodeItem, Household, Membership, Person, Tag
from desktop.domain.ids import uuid7
from desktop.storage import exchange, folder, history, mail, scopes
from desktop.storage.absorbing import Absorber, Contradictory, Inconsistent
from desktop.storage.ledger import Ledger
from desktop.storage.mail import Parcel

SEED = "seed"
HERE, THERE = "village-here", "village-there"


@pytest.fixture
def ledger(tmp_path):
    with make(tmp_path, "one") as made:
        yield made


def make(tmp_path, name: str) -> Ledger:
    folder.make(tmp_path / name)
    made = Ledger.create(tmp_path / name, bytes(32), STANDARD, tmp_path / "state")
    with made.data.transaction():
        made.put("level", "township")
    return made


def add(ledger, *records):
    with ledger.act("test", "新增") as writer:
        return [writer.insert(record) for record in records]


def edit(ledger, cls, record, **values):
    with ledger.act("test", "修改") as writer:
        writer.update(ledger.get(cls, record), values)


def family(ledger, village, name):
    """A household with one tagged person."""
    house, person = add(ledger, Household(village=village), Person(name=name))
    member, tag = add(
        ledger, Membership(person=person.id, household=house.id), Tag(person=person.id)
    )
    return house, person, member, tag


def read(ledger, after=0, villages=None):
    """The ids by entity, the changes and acts of an extract."""
    with exchange.extract(ledger, after, SEED, villages) as rows:
        records = {
            entity.name: [row[0] for row in rows.records(entity)]
            for entity in wire.travelling(STANDARD)
        }
        changes = list(rows.changes())
        acts = list(rows.acts())
        return {name: ids for name, ids in records.items() if ids}, changes, acts


def test_everything_is_in_the_range_from_the_beginning(ledger):
    house, person, member, tag = family(ledger, HERE, "甲")
    edit(ledger, Person, person.id, phone="13900001111")
    records, changes, acts = read(ledger)
    assert records == {
        "household": [house.id],
        "person": [person.id],
        "membership": [member.id],
        "tag": [tag.id],
    }
    assert [(row[4], row[5], row[7]) for row in changes] == [(person.id, "phone", "13900001111")]
    assert len(acts) == 3


def test_only_what_came_after_a_position_is_in_the_range(ledger):
    _, person, _, _ = family(ledger, HERE, "甲")
    position = ledger.position
    edit(ledger, Person, person.id, phone="13900001111")
    (new,) = add(ledger, Person(name="乙"))
    records, changes, acts = read(ledger, position)
    assert records == {"person": [new.id]}
    assert len(changes) == 1
    assert len(acts) == 2


def test_acts_that_brought_nothing_do_not_travel(ledger):
    family(ledger, HERE, "甲")
    with ledger.act("print", "打印"):
        pass
    assert "print" not in {row[5] for row in read(ledger)[2]}


def test_seeds_travel_only_with_a_change(ledger):
    seeds = [
        CodeItem(id=uuid7(), born_device=SEED, born_seq=1, key=key, code_set="x") for key in "ab"
    ]
    with ledger.act("test", "新建") as writer:
        for seed in seeds:
            writer.add(seed)
    assert read(ledger)[0] == {}
    edit(ledger, CodeItem, seeds[0].id, label="甲")
    assert read(ledger)[0] == {"code_item": [seeds[0].id]}
    assert read(ledger, ledger.position)[0] == {}


def test_the_rows_are_of_one_moment(ledger):
    family(ledger, HERE, "甲")
    with exchange.extract(ledger, 0, SEED) as rows:
        add(ledger, Person(name="乙"))
        assert len(list(rows.records(STANDARD["person"]))) == 1
        assert rows.upto == ledger.position - 1


def test_a_scope_holds_its_households_and_all_that_is_known_of_them(ledger):
    house, person, member, tag = family(ledger, HERE, "甲")
    _, stranger, _, _ = family(ledger, THERE, "乙")
    edit(ledger, Person, person.id, phone="13900001111")
    edit(ledger, Person, stranger.id, phone="13900002222")
    records, changes, _ = read(ledger, 0, [HERE])
    assert records == {
        "household": [house.id],
        "person": [person.id],
        "membership": [member.id],
        "tag": [tag.id],
    }
    assert [row[4] for row in changes] == [person.id]


def test_lists_belong_to_every_scope(ledger):
    (item,) = add(ledger, CodeItem(key="a", code_set="x"))
    assert read(ledger, 0, [HERE])[0] == {"code_item": [item.id]}
    assert "code_item" in scopes.common(STANDARD)
    assert "tag" not in scopes.common(STANDARD)
    assert "waiver" not in scopes.common(STANDARD)


def test_a_household_that_moves_in_brings_its_whole_history(ledger):
    house, person, member, tag = family(ledger, THERE, "甲")
    edit(ledger, Person, person.id, phone="13900001111")
    position = ledger.position
    edit(ledger, Household, house.id, village=HERE)
    records, changes, _ = read(ledger, position, [HERE])
    assert records == {
        "household": [house.id],
        "person": [person.id],
        "membership": [member.id],
        "tag": [tag.id],
    }
    assert {row[5] for row in changes} == {"phone", "village"}


def test_a_household_that_moves_out_is_told_of(ledger):
    house, _, _, _ = family(ledger, HERE, "甲")
    position = ledger.position
    edit(ledger, Household, house.id, village=THERE)
    records, changes, _ = read(ledger, position, [HERE])
    assert records == {}
    assert [(row[4], row[5], row[7]) for row in changes] == [(house.id, "village", THERE)]


def test_whoever_ever_held_a_household_hears_of_each_later_move(ledger):
    house, _, _, _ = family(ledger, HERE, "甲")
    edit(ledger, Household, house.id, village=THERE)
    position = ledger.position
    edit(ledger, Household, house.id, village="village-far")
    edit(ledger, Household, house.id, address="老屋")
    records, changes, _ = read(ledger, position, [HERE])
    assert records == {}
    # With the last move the former ones, which it presumes; of the rest nothing.
    assert [(row[5], row[7]) for row in changes] == [("village", THERE), ("village", "village-far")]


def test_a_person_who_takes_the_place_of_another_comes_whole(ledger):
    _, _, member, _ = family(ledger, HERE, "甲")
    _, other, _, tag = family(ledger, THERE, "乙")
    edit(ledger, Person, other.id, phone="13900001111")
    position = ledger.position
    edit(ledger, Membership, member.id, person=other.id)
    records, changes, _ = read(ledger, position, [HERE])
    assert records["person"] == [other.id]
    assert records["tag"] == [tag.id]
    assert {row[5] for row in changes} == {"phone", "person"}


def test_a_tag_that_goes_to_another_village_comes_there_and_is_told_of_here(ledger):
    _, _, _, tag = family(ledger, HERE, "甲")
    _, other, _, _ = family(ledger, THERE, "乙")
    edit(ledger, Tag, tag.id, proof="证")
    position = ledger.position
    edit(ledger, Tag, tag.id, person=other.id)
    assert [row[5] for row in read(ledger, position, [HERE])[1]] == ["person"]
    records, changes, _ = read(ledger, position, [THERE])
    assert records == {"tag": [tag.id]}
    assert {row[5] for row in changes} == {"proof", "person"}


def test_who_waited_for_a_household_comes_in_with_it(ledger):
    """Members may be known before the household that they are in."""
    home = uuid7()
    (person,) = add(ledger, Person(name="甲"))
    (member,) = add(ledger, Membership(person=person.id, household=home))
    position = ledger.position
    add(ledger, Household(id=home, village=HERE))
    records, _, _ = read(ledger, position, [HERE])
    assert records == {"household": [home], "membership": [member.id], "person": [person.id]}


def test_a_village_that_comes_to_lie_in_the_area_brings_its_households(ledger):
    village = add(ledger, Area(name="桃兴村"))[0].id
    house, person, member, tag = family(ledger, village, "甲")
    position = ledger.position
    edit(ledger, Area, village, parent="town")
    records, _, _ = read(ledger, position, [village])
    assert records == {
        "household": [house.id],
        "person": [person.id],
        "membership": [member.id],
        "tag": [tag.id],
    }


def test_what_places_a_record_is_found_by_an_index(ledger):
    query = f"SELECT record FROM change WHERE {scopes.placing(STANDARD)} AND entity = 'household'"
    plan = ledger.data.all(f"EXPLAIN QUERY PLAN {query} AND field = 'village'")
    assert "change_placing" in plan[0][3]


def absorb(ledger, acts, changes, records):
    with ledger.act("receive", "接收") as writer:
        result = Absorber(writer).absorb(acts, changes, records)
        ledger.saw_acts(list(acts))
    return result


def act(seq=1, hlc="0190a00000000000"):
    return Act("ELSEWHERE0", seq, hlc, "乙", 3, "test", "修改", "", None, None)


def change(record, new, seq=1, n=1, old=None, saw=()):
    return Change("ELSEWHERE0", seq, n, "person", record, "phone", old, new, saw, None, 3)


def test_more_than_a_chunk_is_absorbed_once(ledger):
    people = [Person(id=uuid7(), born_device="ELSEWHERE0", born_seq=1) for _ in range(4500)]
    changes = [change(person.id, "1", n=n) for n, person in enumerate(people)]
    acts = [act(seq) for seq in range(1, 1200)]
    first = absorb(ledger, acts, changes, people)
    assert (first.acts, first.changes, first.records) == (1199, 4500, {"person": 4500})
    again = absorb(ledger, acts, changes, people)
    assert (again.acts, again.changes, again.known_records) == (0, 0, 4500)
    assert ledger.data.one("SELECT count(*) FROM person WHERE phone = '1'") == (4500,)


def test_a_change_that_comes_before_its_record_waits_for_it(ledger):
    person = Person(id=uuid7(), born_device="ELSEWHERE0", born_seq=1, phone="1")
    absorb(ledger, [act()], [change(person.id, "2", old="1")], [])
    absorb(ledger, [act()], [], [person])
    assert ledger.get(Person, person.id).phone == "2"


def test_a_change_named_twice_in_one_file_counts_once(ledger):
    (person,) = add(ledger, Person(name="甲"))
    twice = change(person.id, "1")
    assert absorb(ledger, [act(), act()], [twice, twice], []).changes == 1


def contents(ledger):
    return [ledger.data.all(f"SELECT * FROM {name}") for name in ("act", "change", "person")]


@pytest.mark.parametrize("other", [{"new": "2"}, {"old": "0"}, {"field": "name"}, {"reason": "x"}])
def test_a_known_change_with_other_content_is_refused_whole(ledger, other):
    one, two = add(ledger, Person(name="甲"), Person(name="乙"))
    told = change(one.id, "1")
    absorb(ledger, [act()], [told], [])
    before = contents(ledger)
    with pytest.raises(Inconsistent, match="内容不一致"):
        absorb(ledger, [act(), act(2)], [change(two.id, "7", seq=2), replace(told, **other)], [])
    assert contents(ledger) == before


def test_a_known_act_with_other_content_is_refused_whole(ledger):
    absorb(ledger, [act()], [], [])
    before = contents(ledger)
    with pytest.raises(Inconsistent):
        absorb(ledger, [act(hlc="0190a00000010000"), act(2)], [], [])
    assert contents(ledger) == before


def test_a_change_named_twice_with_two_contents_is_refused(ledger):
    (person,) = add(ledger, Person(name="甲"))
    twice = [change(person.id, "1"), change(person.id, "2")]
    with pytest.raises(Contradictory):
        absorb(ledger, [act()], twice, [])


def test_one_id_for_two_things_is_refused_and_leaves_nothing(ledger):
    same = uuid7()
    person = Person(id=same, born_device="ELSEWHERE0", born_seq=1, name="甲")
    house = Household(id=same, born_device="ELSEWHERE0", born_seq=1, phone="13900001111")
    with pytest.raises(Contradictory, match="矛盾"):
        absorb(ledger, [act()], [], [person, house])
    assert ledger.count("person") == 0


def test_a_record_twice_in_one_file_counts_once(ledger):
    person = Person(id=uuid7(), born_device="ELSEWHERE0", born_seq=1, name="甲")
    house = Household(id=uuid7(), born_device="ELSEWHERE0", born_seq=1)
    result = absorb(ledger, [act()], [], [person, person, house, person])
    assert (result.records["person"], ledger.count("person")) == (1, 1)


def test_conflicts_are_counted_and_go_away_when_decided(ledger):
    (person,) = add(ledger, Person(name="甲", phone="0"))
    edit(ledger, Person, person.id, phone="1")
    assert absorb(ledger, [act()], [change(person.id, "2", old="0")], []).conflicts == 1
    assert mail.conflicts(ledger.data) == [("person", person.id, "phone")]
    edit(ledger, Person, person.id, phone="1")
    assert mail.conflicts(ledger.data) == []


def test_the_next_act_is_later_than_what_was_merged(ledger):
    ahead = f"{ledger._clock() + 60_000:012x}0000"
    absorb(ledger, [act(hlc=ahead)], [], [])
    add(ledger, Person(name="甲"))
    acts = history.recent_acts(ledger.data, 2)
    assert acts[0][1].hlc > ahead
    assert acts[1][1].hlc == ahead


def test_a_deleted_record_that_arrives_is_not_found_by_searching(ledger):
    gone = Person(id=uuid7(), born_device="ELSEWHERE0", born_seq=1, name="甲乙丙", deleted=True)
    absorb(ledger, [act()], [], [gone])
    assert ledger.data.one("SELECT count(*) FROM search_key") == (0,)


def test_a_record_that_an_unseen_change_brings_back_is_found_again(ledger):
    (person,) = add(ledger, Person(name="甲乙丙"))
    with ledger.act("test", "删除") as writer:
        writer.delete(ledger.get(Person, person.id))
    assert ledger.data.one("SELECT count(*) FROM search_key") == (0,)
    absorb(ledger, [act()], [replace(change(person.id, "在"), field="remark")], [])
    assert ledger.data.all("SELECT name FROM search_key") == [("甲乙丙",)]


def test_empty_text_is_stored_as_nothing(ledger):
    (person,) = add(ledger, Person(name="甲", phone=""))
    assert ledger.data.one("SELECT phone FROM person") == (None,)
    with ledger.act("test", "修改") as writer:
        assert not writer.set("person", person.id, "phone", "")


def test_what_was_reached_is_never_lowered(ledger):
    assert mail.reached(ledger.data, "D", "s") == 0
    for upto in (5, 9, 3):
        mail.reach(ledger.data, "D", "s", upto)
    assert mail.reached(ledger.data, "D", "s") == 9
    assert mail.reached(ledger.data, "D", "other") == 0


def test_a_receipt_may_name_less_than_the_one_before(ledger):
    assert mail.acknowledged(ledger.data, "o", "D", "s") is None
    for upto in (9, 3):
        mail.acknowledge(ledger.data, "o", "D", "s", upto, "P")
    assert mail.acknowledged(ledger.data, "o", "D", "s") == 3


def test_of_two_ledgers_of_an_office_the_one_that_has_less_counts_until_it_is_gone(ledger):
    mail.acknowledge(ledger.data, "o", "D", "s", 3, "OLD")
    for upto in [9] * 12:
        assert mail.acknowledged(ledger.data, "o", "D", "s") == 3
        mail.acknowledge(ledger.data, "o", "D", "s", upto, "NEW")
    assert mail.acknowledged(ledger.data, "o", "D", "s") == 9
    mail.acknowledge(ledger.data, "o", "D", "s", 4, "OLD")
    assert mail.acknowledged(ledger.data, "o", "D", "s") == 4


def test_the_log_of_packages_keeps_their_latest_state(ledger):
    parcel = Parcel("p", mail.OUT, "o", "D", "full", mail.State.MADE, "2026-11-22", "d", "f", "s",
                    0, 7, "")  # fmt: skip
    mail.note(ledger.data, parcel)
    mail.note(ledger.data, replace(parcel, state=mail.State.MERGED))
    mail.note(ledger.data, replace(parcel, id="q", at="2026-11-23", kind="receipt"))
    assert mail.parcel(ledger.data, "p").state == mail.State.MERGED
    assert mail.parcel(ledger.data, "x") is None
    assert [each.id for each in mail.parcels(ledger.data)] == ["p", "q"]
    assert mail.latest_sent(ledger.data, "o", "D", "s").id == "p"
    assert mail.latest_sent(ledger.data, "o", "D", "elsewhere") is None
