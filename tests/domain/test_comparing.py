"""Every person of either list comes to exactly one fate, whichever list is called theirs."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.comparing import Comparison, Entry, Fate, alike, compare, fates
from desktop.domain.partial_date import PartialDate

FIELDS = st.dictionaries(
    st.sampled_from(["person.name", "person.phone", "person.sex"]), st.sampled_from("甲乙丙")
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        at=st.just(""),
        name=st.sampled_from("田彭向"),
        key=st.sampled_from(["", "1", "2", "3", "4"]),
        why=st.just("没有身份证号"),
        facts=FIELDS,
    ),
    max_size=8,
).map(lambda found: [replace(one, at=str(at)) for at, one in enumerate(found)])


def one(at, key="1", **facts):
    return Entry(at=at, name=facts.get("name", ""), key=key, facts=facts)


def only(found: Comparison):
    (line,) = found.lines
    return line


@given(ENTRIES, ENTRIES, st.booleans())
def test_every_row_is_in_exactly_one_class(theirs, ours, sure):
    found = compare(theirs, ours, sure=sure)
    assert [line.theirs for line in found.lines if line.theirs] == theirs
    assert [line.fate for line in found.lines if line.theirs] == fates(theirs, ours, sure=sure)
    alone = [line.ours.at for line in found.lines if not line.theirs]
    assert len(alone) == len(set(alone))
    assert sum(found.counts.values()) == len(found.lines)


@given(ENTRIES, ENTRIES, st.booleans())
def test_whom_only_the_ledger_has_is_who_would_be_only_theirs_with_sides_swapped(
    theirs, ours, sure
):
    swapped = fates(ours, theirs, sure=sure)
    missing = [person.at for person, fate in zip(ours, swapped, strict=True) if fate is Fate.THEIRS]
    found = compare(theirs, ours, sure=sure)
    assert [line.ours.at for line in found.lines if line.fate is Fate.OURS] == missing
    assert found.keyless == sum(not person.key for person in ours)


@given(ENTRIES, ENTRIES, st.booleans())
def test_a_shared_key_is_judged_alike_from_both_sides(theirs, ours, sure):
    ahead, back = fates(theirs, ours, sure=sure), fates(ours, theirs, sure=sure)
    for key in "1234":
        near = {fate for row, fate in zip(theirs, ahead, strict=True) if row.key == key}
        far = {fate for row, fate in zip(ours, back, strict=True) if row.key == key}
        if near and far:
            assert (Fate.SAME in near) == (Fate.SAME in far)
            assert (Fate.UNSURE in near) == (Fate.UNSURE in far)
            assert not {Fate.THEIRS, Fate.OURS} & (near | far)


@given(ENTRIES)
def test_a_list_agrees_with_itself(rows):
    for row, fate in zip(rows, fates(rows, rows, sure=True), strict=True):
        assert fate is (Fate.SAME if row.key else Fate.UNSURE)


def test_a_difference_says_the_field_and_both_values():
    line = only(compare([one("r", phone="1")], [one("p", phone="2")], sure=True))
    assert line.fate is Fate.DIFFERENT
    assert [(d.field, d.theirs, d.ours) for d in line.differences] == [("phone", "1", "2")]


def test_a_blank_contradicts_nobody_but_is_told():
    theirs = [one("r1", phone="1"), one("r2", "2", name="田")]
    ours = [one("p1", phone="1"), one("p2", "2", phone="2", name="田")]
    first, second = compare(theirs, ours, sure=True).lines
    assert (first.fate, first.gaps) == (Fate.SAME, ())
    assert second.fate is Fate.SAME
    assert [(gap.field, gap.theirs, gap.ours) for gap in second.gaps] == [("phone", None, "2")]


def test_a_column_that_one_side_leaves_empty_throughout_is_not_compared():
    found = compare([one("r", name="田")], [one("p", name="田", phone="2")], sure=True)
    assert found.fields == ("name",)
    assert (only(found).fate, only(found).gaps) == (Fate.SAME, ())


def test_namesakes_are_never_told_apart_by_the_program():
    theirs, ours = [one("r")], [one("p1"), one("p2")]
    assert fates(theirs, ours, sure=False) == [Fate.UNSURE]
    assert fates(ours, theirs, sure=False) == [Fate.UNSURE] * 2


def test_the_same_number_twice_in_a_list_is_compared_twice_and_said():
    found = compare([one("r1"), one("r2")], [one("p")], sure=True)
    assert {line.why for line in found.lines} == {"名单里这个号有2行"}
    assert found.counts == {Fate.SAME: 2}


def test_somebody_without_a_key_is_matched_with_nobody_but_hinted_at():
    theirs = [Entry(at="r", name="田大山", why="身份证号后几位已被Excel改成0")]
    ours = [Entry(at="p", name="田大山", key="1")]
    ahead = compare(theirs, ours, sure=True)
    assert [(line.fate, line.why) for line in ahead.lines] == [
        (Fate.UNSURE, "身份证号后几位已被Excel改成0"),
        (Fate.OURS, "名单里有同名的人认不准"),
    ]
    back = only(compare(ours, theirs, sure=True))
    assert (back.fate, back.why) == (Fate.THEIRS, "台账里有同名的人认不准")


def test_who_is_not_expected_is_met_but_never_missed():
    away = Entry(at="p", key="1", expected=False)
    assert fates([one("r")], [away], sure=True) == [Fate.SAME]
    assert compare([], [away], sure=True).lines == ()


def test_a_month_agrees_with_its_days_and_choices_in_any_order():
    assert alike(PartialDate(1990, 1), PartialDate(1990, 1, 5))
    assert alike(PartialDate(1990, 1, 5), PartialDate(1990))
    assert not alike(PartialDate(1990, 1), PartialDate(1990, 2, 5))
    assert alike(("务工", "经商"), ("经商", "务工"))
    assert not alike(None, "务工")
