"""The lines of a check list: everybody once, in order, households whole, codes read back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import check_lists
from desktop.domain.check_lists import BLANK, BLANKS, ROWS, Home

sizes = st.lists(st.tuples(st.integers(0, 30), st.sampled_from("12")), max_size=40)


def homes(wanted):
    return [
        Home(f"h{at}", group, tuple(f"h{at}p{n}" for n in range(size)))
        for at, (size, group) in enumerate(sorted(wanted, key=lambda one: one[1]))
    ]


@settings(max_examples=60)
@given(sizes)
def test_everybody_has_one_line_and_each_household_its_blank_ones(wanted):
    slots = list(check_lists.lay_out(homes(wanted)))
    lines = [person for slot in slots for person in slot.people]
    assert [one for one in lines if one != BLANK] == [
        person for home in homes(wanted) for person in home.people
    ]
    assert lines.count(BLANK) == BLANKS * len(wanted)


@settings(max_examples=60)
@given(sizes)
def test_lines_never_overlap_and_only_what_no_page_holds_is_parted(wanted):
    slots = list(check_lists.lay_out(homes(wanted)))
    taken = [(slot.page, slot.row + at) for slot in slots for at in range(len(slot.people))]
    assert len(set(taken)) == len(taken)
    assert taken == sorted(taken)
    assert all(1 <= row <= ROWS for _, row in taken)
    parted = {slot.household for slot in slots if sum(s.household == slot.household
                                                      for s in slots) > 1}  # fmt: skip
    by_id = {home.household: home for home in homes(wanted)}
    assert all(len(by_id[name].people) + BLANKS > ROWS for name in parted)


@settings(max_examples=60)
@given(sizes)
def test_no_page_holds_two_groups(wanted):
    groups = {home.household: home.group for home in homes(wanted)}
    pages = {}
    for slot in check_lists.lay_out(homes(wanted)):
        pages.setdefault(slot.page, set()).add(groups[slot.household])
    assert all(len(found) == 1 for found in pages.values())
    assert sorted(pages) == list(range(1, len(pages) + 1))


def test_newcomers_take_the_blank_lines_in_order():
    filled, placed = check_lists.fill_blanks(("a", BLANK, BLANK), ["x", "y", "z"])
    assert (filled, placed) == (("a", "x", "y"), 2)
    assert check_lists.fill_blanks(("a", BLANK), []) == (("a", BLANK), 0)


@given(st.uuids().map(str), st.integers(0, 10**12 - 1), st.integers(1, 9999))
def test_the_code_of_a_page_is_read_back(survey, village, page):
    text = check_lists.mark(survey, str(village), page)
    read = check_lists.read_mark(f" {text} ")
    assert (int(read.village_code), read.page) == (village, page)
    assert check_lists.is_of_round(read, survey)


@given(st.text(max_size=24))
def test_a_number_that_is_typed_is_no_code(text):
    read = check_lists.read_mark(text)
    assert read is None or (len(text.strip()) == 21 and text.strip().startswith("32"))


def test_every_column_has_one_letter_and_is_declared():
    from desktop.domain.entities import STANDARD

    letters = [letter for letter, _ in check_lists.LETTERS]
    assert letters == sorted(set(letters))
    assert not {"I", "O"} & set(letters)
    assert all(STANDARD.field(path) for _, path in check_lists.LETTERS)
