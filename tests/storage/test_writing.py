"""The one write path: what is logged, what a cell comes to, and what is left alone."""

import pytest

from desktop.domain.changes import ChangeName
from desktop.domain.dictionary import UNREAD
from desktop.domain.entities import STANDARD, Membership, Person
from desktop.domain.levels import Level
from desktop.storage import history, undoing


@pytest.fixture
def person(ledger):
    with ledger.act("test", "录入") as writer:
        return writer.insert(Person(name="田大山", education="初中", unread={"phone": "1380"}))


def edit(ledger, record, values, **more):
    with ledger.act("test", "修改") as writer:
        return writer.update(record, values, **more)


def edit_and_fail(ledger, record):
    with ledger.act("test", "修改") as writer:
        writer.update(record, {"name": "田大川"})
        writer.insert(Membership(person=record.id))
        raise ZeroDivisionError


def changes(ledger, record, field=None):
    return history.changes_of(ledger.data, record.id, field)


def merged(ledger, record, level, device, values, saw=()):
    """As if another office's act with these changes had come in."""
    position = ledger.position + 1
    ledger.data.run(
        "INSERT INTO act(id, pos, device, seq, hlc, account, level, verb, label, origin)"
        " VALUES (?, ?, ?, 1, '0', '', ?, 'x', 'x', '')",
        [position, position, device, int(level)],
    )
    with ledger.act("test", "收包") as writer:
        for number, (field, value) in enumerate(values.items(), start=1):
            ledger.data.run(
                "INSERT INTO change(act, n, pos, entity, record, field, old, new, saw)"
                " VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?)",
                [position, number, position, record.entity_name, record.id, field, value,
                 " ".join(map(str, saw))],
            )  # fmt: skip
        writer.resettle(record.entity_name, record.id, list(values))


def test_an_insert_knows_its_act_and_leaves_no_changes(ledger, person):
    assert (person.born_device, person.born_seq) == (ledger.device, 1)
    assert changes(ledger, person) == []


def test_a_value_that_stands_already_writes_nothing(ledger, person):
    with ledger.act("test", "修改", always=False) as writer:
        writer.update(person, {"name": "田大山", "education": "初中"})
    assert changes(ledger, person) == []
    assert ledger.last_seq(ledger.device) == 1


def test_an_act_without_effect_leaves_its_number_to_the_next(ledger, person):
    with ledger.act("test", "查看", always=False):
        pass
    with ledger.act("export", "导出") as writer:
        assert writer.act.seq == 2
    assert ledger.last_seq(ledger.device) == 2


def test_an_update_knows_what_was_there_and_what_it_saw(ledger, person):
    edit(ledger, person, {"education": "高中"})
    edit(ledger, person, {"education": "大专"})
    first, second = changes(ledger, person)
    assert (first.old, first.new, first.saw) == ("初中", "高中", ())
    assert (second.old, second.new, second.saw) == ("高中", "大专", (first.name,))
    assert ledger.get(Person, person.id).education == "大专"


def test_a_value_that_is_set_takes_the_place_of_what_could_not_be_read(ledger, person):
    now = edit(ledger, person, {"phone": "13800000001"})
    assert (now.phone, dict(now.unread)) == ("13800000001", {})


def test_a_record_read_long_ago_does_not_hide_an_unread_text(ledger, person):
    stale = ledger.get(Person, person.id)
    edit(ledger, person, {"name": None}, unread={"name": "田?山"})
    now = edit(ledger, stale, {"name": "田小山"})
    assert (now.name, dict(now.unread)) == ("田小山", {"phone": "1380"})


def test_what_cannot_be_read_is_kept_beside_an_emptied_field(ledger, person):
    now = edit(ledger, person, {"education": None}, unread={"education": "私塾"})
    assert now.education is None
    assert now.unread["education"] == "私塾"
    emptied, kept = changes(ledger, person, "education")
    assert (emptied.field, emptied.old, emptied.new) == ("education", "初中", None)
    assert (kept.field, kept.new) == (f"{UNREAD}education", "私塾")


def test_two_edits_that_did_not_see_each_other_are_a_conflict(ledger, person):
    edit(ledger, person, {"name": "田大川"})
    merged(ledger, person, Level.VILLAGE, "VILLAGE", {"name": "田大江"})
    assert ledger.data.all("SELECT record, field, entity FROM conflict") == [
        (person.id, "name", "person")
    ]
    assert ledger.get(Person, person.id).name == "田大川"


def test_the_level_that_owns_a_field_wins_for_the_time_being(ledger, person):
    edit(ledger, person, {"education": "高中"})
    merged(ledger, person, Level.VILLAGE, "VILLAGE", {"education": "中专"})
    assert STANDARD.field("person.education").kind.owner is Level.VILLAGE
    assert ledger.get(Person, person.id).education == "中专"


def test_a_decision_that_saw_both_ends_the_conflict(ledger, person):
    edit(ledger, person, {"name": "田大川"})
    merged(ledger, person, Level.VILLAGE, "VILLAGE", {"name": "田大江"})
    edit(ledger, person, {"name": "田大川"})
    assert ledger.data.all("SELECT 1 FROM conflict") == []
    assert changes(ledger, person, "name")[-1].saw == tuple(
        sorted([ChangeName(ledger.device, 2, 1), ChangeName("VILLAGE", 1, 1)])
    )


def test_an_edit_begun_before_another_one_came_in_is_a_conflict(ledger, person):
    shown = ()
    edit(ledger, person, {"name": "田大川"})
    edit(ledger, person, {"name": "田大江"}, seen={"name": shown})
    assert len(ledger.data.all("SELECT 1 FROM conflict")) == 1


def test_equal_values_from_two_sides_are_no_conflict(ledger, person):
    edit(ledger, person, {"name": "田大川"})
    merged(ledger, person, Level.VILLAGE, "VILLAGE", {"name": "田大川"})
    assert ledger.data.all("SELECT 1 FROM conflict") == []


def test_deleting_names_what_it_saw_and_an_unseen_edit_brings_the_record_back(ledger, person):
    edit(ledger, person, {"name": "田大川"})
    with ledger.act("test", "删除") as writer:
        writer.delete(person)
    deletion = changes(ledger, person, "deleted")[0]
    assert deletion.saw == (ChangeName(ledger.device, 2, 1),)
    assert ledger.get(Person, person.id).deleted
    merged(ledger, person, Level.VILLAGE, "VILLAGE", {"phone": "13800000009"})
    assert not ledger.get(Person, person.id).deleted


def test_deleting_twice_is_deleting_once(ledger, person):
    for _ in range(2):
        with ledger.act("test", "删除", always=False) as writer:
            writer.delete(person)
    assert len(changes(ledger, person)) == 1


def test_a_deletion_is_undone_and_done_again(ledger, person):
    with ledger.act("test", "删除", batch="b1") as writer:
        writer.delete(person)
    assert undoing.undo_batch(ledger, "b1", "撤销").set_back == 1
    assert not ledger.get(Person, person.id).deleted
    with ledger.act("test", "删除") as writer:
        writer.delete(person)
    assert ledger.get(Person, person.id).deleted


def test_an_error_inside_an_act_leaves_nothing_of_it(ledger, person):
    with pytest.raises(ZeroDivisionError):
        edit_and_fail(ledger, person)
    assert ledger.get(Person, person.id).name == "田大山"
    assert ledger.count("membership") == 0
    assert ledger.last_seq(ledger.device) == 1


def test_listeners_hear_what_an_act_touched_after_it_is_committed(ledger, person):
    heard = []
    ledger.subscribe(lambda names: heard.append((names, ledger.get(Person, person.id).name)))
    edit(ledger, person, {"name": "田大川"})
    assert heard == [(frozenset({"person", "act"}), "田大川")]


def test_nobody_hears_of_an_act_that_failed(ledger, person):
    heard = []
    ledger.subscribe(heard.append)
    with pytest.raises(ZeroDivisionError):
        edit_and_fail(ledger, person)
    assert heard == []


def test_a_rehearsal_shows_all_and_leaves_nothing(ledger, person):
    before = ledger.data.all("SELECT * FROM act")
    with ledger.rehearsal(), ledger.act("test", "修改") as writer:
        assert writer.update(person, {"name": "田大川"}).name == "田大川"
    assert ledger.get(Person, person.id) == person
    assert ledger.data.all("SELECT * FROM act") == before


def test_what_an_act_touched_waits_to_be_checked(ledger, person):
    ledger.data.run("DELETE FROM recheck")
    edit(ledger, person, {"name": "田大川"})
    assert ledger.data.all("SELECT record, entity FROM recheck") == [(person.id, "person")]
