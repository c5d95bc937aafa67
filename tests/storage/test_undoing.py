"""Undoing takes back what an act did, and nothing that anybody did since."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain import merge
from desktop.domain.changes import DELETED
from desktop.domain.entities import STANDARD, EmploymentSpell, Household, Membership, Person, Waiver
from desktop.storage import history
from desktop.storage.backup import verify
from desktop.storage.cells import read_cell
from desktop.storage.undoing import undo_batch


@pytest.fixture
def family(ledger):
    """A household of two, brought by one batch."""
    with ledger.act("import", "导入", batch="b") as writer:
        home = writer.insert(Household(household_no="1"))
        people = [writer.insert(Person(name=name)) for name in ("田大山", "田小山")]
        joined = [
            writer.insert(Membership(person=person.id, household=home.id)) for person in people
        ]
        spell = writer.insert(EmploymentSpell(person=people[0].id))
    return home, people, joined, spell


def here(ledger, *records):
    return [not ledger.named(record.entity_name, record.id).deleted for record in records]


def test_a_quiet_batch_goes_whole(ledger, family):
    home, people, joined, spell = family
    undone = undo_batch(ledger, "b", "撤销")
    assert undone.deleted == {"household": 1, "person": 2, "membership": 2, "employment_spell": 1}
    assert (undone.left, undone.set_back) == ([], 0)
    assert not any(here(ledger, home, *people, *joined, spell))


def test_an_edited_person_stays_with_the_household_and_is_listed(ledger, family):
    home, people, joined, spell = family
    with ledger.act("edit", "修改") as writer:
        writer.update(people[0], {"name": "田大川"})
    undone = undo_batch(ledger, "b", "撤销")
    assert undone.left == [("person", people[0].id, "")]
    assert here(ledger, home, *people, *joined, spell) == [True, True, False, True, False, False]


def test_an_edited_job_keeps_the_person_who_has_it(ledger, family):
    home, people, _joined, spell = family
    with ledger.act("edit", "修改") as writer:
        writer.update(spell, {"employer": "新厂"})
    assert undo_batch(ledger, "b", "撤销").left == [("employment_spell", spell.id, "")]
    assert here(ledger, home, *people, spell) == [True, True, False, True]


def test_what_was_added_to_a_person_since_keeps_the_person(ledger, family):
    home, people, _joined, _spell = family
    with ledger.act("edit", "录入") as writer:
        added = writer.insert(EmploymentSpell(person=people[1].id))
    undo_batch(ledger, "b", "撤销")
    assert here(ledger, home, *people, added) == [True, False, True, True]


def test_a_member_added_to_a_household_since_keeps_the_household(ledger, family):
    home, people, _joined, _spell = family
    with ledger.act("edit", "录入") as writer:
        born = writer.insert(Person(name="田三"))
        writer.insert(Membership(person=born.id, household=home.id))
    undo_batch(ledger, "b", "撤销")
    assert here(ledger, home, *people, born) == [True, False, False, True]


def test_an_answered_doubt_keeps_nothing(ledger, family):
    home, people, _joined, _spell = family
    with ledger.act("answer", "答复") as writer:
        writer.insert(Waiver(rule=15, record=people[0].id, field="phone", value_hash="x"))
    undo_batch(ledger, "b", "撤销")
    assert not any(here(ledger, home, *people))


def test_a_field_set_by_the_batch_goes_back_unless_it_was_set_since(ledger, family):
    _home, people, _joined, _spell = family
    with ledger.act("import", "导入", batch="c") as writer:
        writer.update(people[0], {"education": "高中", "phone": "13800000001"})
    with ledger.act("edit", "修改") as writer:
        writer.update(people[0], {"phone": "13900000000"})
    undone = undo_batch(ledger, "c", "撤销")
    now = ledger.get(Person, people[0].id)
    assert (now.education, now.phone) == (None, "13900000000")
    assert undone.set_back == 1
    assert undone.left == [("person", people[0].id, "phone")]


def test_what_the_batch_itself_changed_of_its_own_goes_with_it(ledger):
    with ledger.act("import", "导入", batch="b") as writer:
        person = writer.insert(Person(name="田大山"))
        writer.update(person, {"name": "田大川"})
    assert undo_batch(ledger, "b", "撤销").left == []
    assert here(ledger, person) == [False]


# Whatever is done, the rows are what the log says.

FIELDS = ("name", "education", "phone")
VALUES = st.sampled_from(["田大山", "初中", "高中", None])
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.integers(0, 2), st.sampled_from(FIELDS), VALUES),
        st.tuples(st.just("unread"), st.integers(0, 2), st.sampled_from(FIELDS), VALUES),
        st.tuples(st.just("blind"), st.integers(0, 2), st.sampled_from(FIELDS), VALUES),
        st.tuples(st.just("delete"), st.integers(0, 2), st.none(), st.none()),
        st.tuples(st.just("undo"), st.integers(0, 12), st.none(), st.none()),
    ),
    max_size=12,
)


def do(ledger, people, batch, deed):
    verb, which, field, value = deed
    if verb == "undo":
        undo_batch(ledger, f"b{which}", "撤销")
        return
    person = ledger.get(Person, people[which].id)
    with ledger.act("edit", verb, batch=batch) as writer:
        if verb == "delete":
            writer.delete(person)
        elif verb == "unread":
            writer.update(person, {field: None}, unread={field: value})
        else:
            seen = {field: ()} if verb == "blind" else None
            writer.update(person, {field: value}, seen=seen)


@given(DEEDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_rows_are_what_the_log_says(ledger, deeds):
    with ledger.rehearsal():
        with ledger.act("edit", "录入", batch="b0") as writer:
            people = [writer.insert(Person(name="田大山", phone="1")) for _ in range(3)]
        for number, deed in enumerate(deeds, start=1):
            do(ledger, people, f"b{number}", deed)
        for person in people:
            agrees_with_its_log(ledger, person)


def agrees_with_its_log(ledger, born):
    state = history.state_of(ledger.data, STANDARD, "person", born.id)
    for field, settled in state.fields.items():
        cell = read_cell(ledger.data, STANDARD, "person", born.id, field)
        assert cell == (("1" if state.deleted else None) if field == DELETED else settled.value)
    changed = history.by_field(history.changes_of(ledger.data, born.id))
    wires = STANDARD["person"].wire(born)
    for field, changes in changed.items():
        if field != DELETED:
            assert merge.birth_value(changes, None) == wires.get(field)
    now = ledger.get(Person, born.id)
    assert all(getattr(now, field) is None for field in now.unread)
    for field in set(wires) - set(changed):
        assert read_cell(ledger.data, STANDARD, "person", born.id, field) == wires[field]
    disputed = {row[0] for row in ledger.data.all(
        "SELECT field FROM conflict WHERE record = ?", [born.id])}  # fmt: skip
    assert disputed == {name for name, s in state.fields.items() if s.conflict} - {DELETED}


def test_after_many_undos_the_ledger_is_whole(ledger, family):
    for number in range(6):
        undo_batch(ledger, "b" if not number else f"u{number - 1}", "撤销")
    assert verify(ledger) == []
