"""Records born in bulk stand in the ledger just as those that are inserted one by one."""

from dataclasses import fields

import pytest

from desktop.domain.entities import Membership, Person, SurveyAnswer
from desktop.domain.partial_date import PartialDate
from desktop.storage.bulk import Bulk
from desktop.storage.search import Hit, find

SAID = {
    "name": "田大山",
    "birth": PartialDate(1970, 2, about=True),
    "mandarin": False,
    "phone": "13900000001",
    "remark": "",
    "school": None,
}
UNREAD = {"id_no": "4331"}


def recheck(ledger):
    return {row[0] for row in ledger.data.all("SELECT record FROM recheck")}


def test_what_is_born_reads_back_as_it_was_given(ledger):
    with ledger.act("test", "导入") as writer:
        bulk = Bulk(writer)
        born = bulk.bear(Person, SAID, UNREAD)
        answer = bulk.adopt(SurveyAnswer(person=born.id, will_kind=("务工", "务农")))
        bulk.finish(())
        act = writer.act
    held = ledger.get(Person, born.id)
    assert (born.born_device, born.born_seq) == (act.device, act.seq)
    for field in fields(Person):
        given, kept = getattr(born, field.name), getattr(held, field.name)
        assert kept == (None if given == "" else given), field.name
    assert dict(held.unread) == UNREAD
    assert ledger.get(SurveyAnswer, answer.id) == answer
    assert answer.will_kind == ("务工", "务农")


def test_it_stands_as_one_that_is_inserted(ledger):
    with ledger.act("test", "导入") as writer:
        bulk = Bulk(writer)
        born = bulk.bear(Person, SAID, UNREAD)
        bulk.finish(())
        twin = writer.insert(Person(**SAID, unread=UNREAD))
    columns = ", ".join(f'"{name}"' for name in ledger.mapper("person").names[1:])
    query = f"SELECT {columns}, pos FROM person WHERE id IN (?, ?)"
    one, other = ledger.data.all(query, [born.id, twin.id])
    assert one == other
    hits = find(ledger.data, ledger.dictionary, "tds")
    assert set(hits) == {Hit("person", born.id), Hit("person", twin.id)}


def test_many_of_several_kinds_are_all_stored_in_order(ledger):
    with ledger.act("test", "导入") as writer:
        bulk = Bulk(writer)
        born = []
        for number in range(9001):
            person = bulk.bear(Person, {"name": f"田{number}"}, {})
            born.append(person.id)
            bulk.bear(Membership, {"person": person.id}, {})
        bulk.finish(())
    assert [person.id for person in ledger.where(Person)] == born
    assert ledger.count("membership") == 9001


def test_the_rules_need_not_look_again_at_what_was_checked(ledger):
    ledger.data.run("DELETE FROM recheck")
    with ledger.act("test", "导入") as writer:
        bulk = Bulk(writer)
        people = [bulk.bear(Person, {"name": "田大山"}, {}).id for _ in range(5)]
        bulk.finish({*people[:3]})
        assert writer.wrote
        assert set(writer.touched.values()) == {"person"}
    assert recheck(ledger) == {people[0], people[3], people[4]}


def fail_after_bearing(ledger):
    with ledger.act("test", "导入") as writer:
        bulk = Bulk(writer)
        bulk.bear(Person, SAID, UNREAD)
        bulk.finish(())
        raise ZeroDivisionError


def test_nothing_is_there_if_the_act_fails(ledger):
    with pytest.raises(ZeroDivisionError):
        fail_after_bearing(ledger)
    assert ledger.count("person") == 0
    assert find(ledger.data, ledger.dictionary, "tds") == []
