"""What a field, a record and an undo come to, from the set of their changes."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.changes import DELETED, Change, ChangeName
from desktop.domain.levels import Level
from desktop.domain.merge import (
    FieldState,
    RecordState,
    birth_value,
    is_deleted,
    live,
    seen_by_delete,
    settle,
    undoing,
    untouched,
    winner,
)


def change(
    device: str,
    new: str | None,
    *saw: Change,
    field: str = "name",
    level: int = Level.TOWNSHIP,
    old: str | None = None,
    seq: int = 1,
    n: int = 0,
) -> Change:
    seen = tuple(sorted(each.name for each in saw))
    return Change(device, seq, n, "person", "p1", field, old, new, seen, None, level)


def by_field(*changes: Change) -> dict[str, list[Change]]:
    cells: dict[str, list[Change]] = {}
    for each in changes:
        cells.setdefault(each.field, []).append(each)
    return cells


def record(*changes: Change) -> RecordState:
    cells = by_field(*changes)
    fields = {name: settle(each, None, None) for name, each in cells.items()}
    return RecordState(fields, is_deleted(cells))


@st.composite
def fields_of_changes(draw: st.DrawFn) -> list[Change]:
    """Changes of one field by several devices, each having seen some that were there before."""
    made: list[Change] = []
    for seq in range(draw(st.integers(0, 6))):
        saw = draw(st.lists(st.sampled_from(made), unique=True)) if made else []
        device = draw(st.sampled_from("abc"))
        value = draw(st.sampled_from(["甲", "乙", None]))
        level = draw(st.sampled_from(Level))
        made.append(change(device, value, *saw, seq=seq, level=level))
    return made


owners = st.sampled_from([None, *Level])


@given(fields_of_changes(), owners, st.randoms(use_true_random=False))
def test_the_order_of_the_changes_does_not_matter(changes, owner, random):
    shuffled = random.sample(changes, len(changes))
    assert settle(shuffled, "生", owner) == settle(changes, "生", owner)
    assert birth_value(shuffled, "今") == birth_value(changes, "今")


@given(fields_of_changes(), owners)
def test_an_edit_that_saw_all_live_values_ends_the_conflict(changes, owner):
    state = settle(changes, "生", owner)
    shown = [each for each in changes if each.name in state.live]
    decision = change("village", "定", *shown, seq=99, level=Level.VILLAGE)
    after = settle([*changes, decision], "生", owner)
    assert after == FieldState("定", (decision.name,), ())


@given(fields_of_changes(), owners)
def test_a_conflict_holds_exactly_the_live_changes_winner_first(changes, owner):
    state = settle(changes, "生", owner)
    alive = live(changes)
    assert state.live == tuple(sorted(each.name for each in alive))
    if len({each.new for each in alive}) > 1:
        assert sorted(each.name for each in state.conflict) == list(state.live)
        assert state.conflict[0] == winner(alive, owner)
        assert state.value == state.conflict[0].new
    else:
        assert state.conflict == ()


def test_an_untouched_field_shows_what_it_was_born_with():
    assert settle([], "生", None) == FieldState("生", (), ())


def test_equal_values_are_no_conflict_but_the_next_edit_names_both():
    one, other = change("a", "甲"), change("b", "甲")
    assert settle([one, other], None, None) == FieldState("甲", (one.name, other.name), ())


def test_the_level_that_owns_the_field_wins_over_a_higher_one():
    village = change("a", "甲", level=Level.VILLAGE)
    county = change("b", "乙", level=Level.COUNTY)
    assert winner([village, county], Level.VILLAGE) is village
    assert winner([village, county], Level.TOWNSHIP) is county
    assert winner([village, county], None) is county


def test_between_equal_levels_device_then_act_then_place_in_it_decide():
    rising = [change("a", "1", seq=9), change("b", "2", seq=2, n=5), change("b", "3", seq=10)]
    rising.append(change("b", "4", seq=10, n=1))
    for lower, higher in itertools.combinations(rising, 2):
        assert winner([lower, higher], Level.VILLAGE) is higher


def test_a_change_that_saw_nothing_here_leaves_both_live():
    first = change("a", "甲")
    unheard = ChangeName("elsewhere", 1, 0)
    second = Change("b", 1, 0, "person", "p1", "name", None, "乙", (unheard,), None, 2)
    assert live([first, second]) == [first, second]


def test_a_forged_ring_does_not_empty_the_field():
    one, other = change("a", "甲"), change("b", "乙")
    ring = [change("a", "甲", other), change("b", "乙", one)]
    assert live(ring) == ring
    assert {each.new for each in settle(ring, None, None).conflict} == {"甲", "乙"}
    itself = [change("a", "甲", one), change("b", "乙")]
    assert live(itself) == itself


# A value and the text that could not be read are one cell.


def test_a_value_and_a_text_that_did_not_see_each_other_are_one_conflict():
    value, text = change("a", "甲"), change("b", "?", field="unread:name")
    state = settle([value, text], None, None, "name")
    assert (state.value, [each.new for each in state.conflict]) == (None, ["?", "甲"])
    assert settle([value, text], None, None, "unread:name").value == "?"


def test_of_one_act_only_the_last_change_of_a_cell_counts():
    before = change("a", "甲")
    emptied = change("b", None, before, old="甲")
    text = change("b", "?", before, field="unread:name", n=1)
    assert live([text, before, emptied]) == [text]
    assert settle([before, emptied, text], None, None, "unread:name").conflict == ()


def test_two_that_emptied_a_cell_agree():
    value, text = change("a", None), change("b", None, field="unread:name")
    assert settle([value, text], None, None).conflict == ()


def test_a_delete_of_a_text_that_took_a_values_place_need_not_name_the_value():
    value = change("a", "甲")
    text = change("b", "?", value, field="unread:name")
    deletion = change("c", "1", text, field=DELETED)
    assert is_deleted(by_field(value, text, deletion))
    assert not is_deleted(by_field(value, text, deletion, change("d", "乙", value)))


# Rewinding


def test_the_birth_value_is_what_the_first_author_saw():
    first = change("a", "乙", old="甲")
    second = change("b", "丙", first, old="乙")
    assert birth_value([second, first], "丙") == "甲"


def test_without_changes_the_birth_value_is_the_current_one():
    assert birth_value([], "甲") == "甲"


def test_an_incomplete_history_claims_no_birth_value():
    unseen = change("a", "乙", old="甲")
    assert birth_value([change("b", "丙", unseen, old="乙")], "丙") is None


# Deleting


def test_a_delete_that_saw_everything_removes_the_record():
    name, phone = change("a", "甲"), change("b", "1", field="phone")
    assert is_deleted(by_field(name, phone, change("c", "1", name, phone, field=DELETED)))


def test_a_delete_of_a_record_never_changed_removes_it():
    assert is_deleted(by_field(change("c", "1", field=DELETED)))
    assert not is_deleted({})


def test_an_update_that_the_delete_did_not_see_keeps_the_record():
    name = change("a", "甲")
    deletion = change("c", "1", name, field=DELETED)
    assert not is_deleted(by_field(name, deletion, change("b", "1", field="phone")))
    assert not is_deleted(by_field(name, deletion, change("b", "乙", name)))


def test_two_deletes_that_each_missed_something_do_not_add_up():
    name, phone = change("a", "甲"), change("b", "1", field="phone")
    deletions = change("c", "1", name, field=DELETED), change("d", "1", phone, field=DELETED)
    assert not is_deleted(by_field(name, phone, *deletions))


def test_of_two_deletes_the_one_that_saw_everything_counts():
    name = change("a", "甲")
    deletions = change("c", "1", field=DELETED), change("d", "1", name, field=DELETED)
    assert is_deleted(by_field(name, *deletions))


def test_a_restore_keeps_the_record_against_a_delete_that_did_not_see_it():
    first = change("c", "1", field=DELETED)
    restore = change("c", None, first, field=DELETED, seq=2)
    other = change("d", "1", field=DELETED)
    assert not is_deleted(by_field(first, restore, other))
    knowing = change("d", "1", restore, other, field=DELETED, seq=2)
    assert is_deleted(by_field(first, restore, other, knowing))


def test_a_delete_names_every_value_that_the_record_shows():
    name, rival = change("a", "甲"), change("b", "乙")
    phone = change("b", "1", field="phone", n=1)
    names = seen_by_delete(record(name, rival, phone).fields)
    assert names == (name.name, rival.name, phone.name)


def test_an_insert_may_be_undone_only_while_nobody_else_touched_the_record():
    own, others = change("a", "甲"), change("b", "1", field="phone")
    assert untouched(RecordState({}, deleted=False))
    assert untouched(record(own), {own.name})
    assert not untouched(record(own, others), {own.name})
    assert not untouched(record(change("a", "1", field=DELETED)))


# Undoing


def undo(act: list[Change], *changes: Change):
    return undoing(act, lambda entity, number: record(*changes))


def test_undo_sets_back_what_still_stands():
    before = change("a", "甲")
    edit = change("b", "乙", before, old="甲")
    (setting,), left = undo([edit], before, edit)
    assert (setting.field, setting.old, setting.new) == ("name", "乙", "甲")
    assert setting.saw == (edit.name,)
    assert left == []


def test_undo_of_an_act_that_set_a_field_twice_goes_back_to_before_it():
    first = change("b", "乙", old="甲")
    second = change("b", "丙", first, old="乙", n=1)
    (setting,), _ = undo([first, second], first, second)
    assert (setting.new, setting.saw) == ("甲", (second.name,))


def test_undo_of_a_text_that_took_a_values_place_sets_the_value_back_last():
    before = change("a", "甲")
    emptied = change("b", None, before, old="甲")
    text = change("b", "?", before, field="unread:name", n=1)
    changes = [before, emptied, text]
    fields = {name: settle(changes, None, None, name) for name in ("name", "unread:name")}
    plan = undoing([emptied, text], lambda *_: RecordState(fields, deleted=False))
    assert [(each.field, each.old, each.new) for each in plan.settings] == [
        ("unread:name", "?", None),
        ("name", None, "甲"),
    ]
    assert {each.saw for each in plan.settings} == {(text.name,)}


def test_undo_leaves_alone_and_lists_what_was_changed_since():
    edit = change("b", "乙", old="甲")
    later = change("c", "丙", edit, old="乙")
    assert undo([edit], edit, later) == ([], [edit])


def test_undo_leaves_a_conflict_to_those_who_decide_it():
    edit, rival = change("b", "乙", old="甲"), change("c", "丙", old="甲")
    assert undo([edit], edit, rival) == ([], [edit])


def test_undo_of_one_field_does_not_wait_for_another():
    name, phone = change("b", "乙", old="甲"), change("b", "1", field="phone", n=1)
    later = change("c", "2", phone, field="phone")
    fields, left = undo([name, phone], name, phone, later)
    assert [each.field for each in fields] == ["name"]
    assert left == [phone]


def test_undo_of_a_package_whose_authors_disagree_is_left_alone():
    one, other = change("b", "乙", old="甲"), change("c", "丙", old="丁")
    decision = change("c", "乙", one, other, old="乙", seq=2)
    assert undo([one, other, decision], one, other, decision).left == [one, other, decision]


def test_undo_of_what_changed_nothing_is_listed():
    one, rival = change("b", "乙"), change("c", "丙")
    decision = change("d", "丙", one, rival, old="丙")
    assert undo([decision], one, rival, decision) == ([], [decision])


def test_undo_of_an_edit_does_not_bring_back_a_record_deleted_since():
    edit = change("b", "乙", old="甲")
    deletion = change("c", "1", edit, field=DELETED)
    assert undo([edit], edit, deletion) == ([], [edit])


def test_undo_of_a_delete_brings_the_record_back_and_undoing_that_deletes_it_again():
    name = change("a", "甲")
    deletion = change("c", "1", name, field=DELETED)
    (setting,), _ = undo([deletion], name, deletion)
    restore = Change("c", 2, 0, "person", "p1", DELETED, "1", setting.new, setting.saw, None, 2)
    assert not is_deleted(by_field(name, deletion, restore))
    (again,), _ = undo([restore], name, deletion, restore)
    redone = Change("c", 3, 0, "person", "p1", DELETED, None, again.new, again.saw, None, 2)
    assert is_deleted(by_field(name, deletion, restore, redone))


def test_deleting_again_spares_a_record_changed_in_between():
    name = change("a", "甲")
    deletion = change("c", "1", name, field=DELETED)
    (setting,), _ = undo([deletion], name, deletion)
    restore = Change("c", 2, 0, "person", "p1", DELETED, "1", setting.new, setting.saw, None, 2)
    edit = change("d", "乙", name)
    assert undo([restore], name, deletion, restore, edit) == ([], [restore])


def test_undo_of_an_edit_with_its_delete_brings_both_back():
    edit = change("b", "乙", old="甲")
    deletion = change("b", "1", edit, field=DELETED, n=1)
    plan = undo([edit, deletion], edit, deletion)
    assert {(each.field, each.new) for each in plan.settings} == {("name", "甲"), (DELETED, None)}
    rival = change("c", "1", edit, field=DELETED)
    assert undo([edit, deletion], edit, deletion, rival) == ([], [edit, deletion])


def test_undo_of_a_change_that_this_ledger_does_not_hold_is_left_alone():
    assert undo([change("a", "甲")]) == ([], [change("a", "甲")])
