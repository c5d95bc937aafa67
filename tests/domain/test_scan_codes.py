"""The code on a household's paper."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import check_lists
from desktop.domain.scan_codes import household_mark, read_household_mark


@given(st.uuids().map(str))
def test_a_code_leads_back_to_its_household_and_is_of_digits_only(household):
    code = household_mark(household)
    assert code.isdecimal()
    assert read_household_mark(f" {code}\n") == household
    assert check_lists.read_mark(code) is None


@given(st.text(max_size=45))
def test_what_is_no_code_is_none(text):
    found = read_household_mark(text)
    assert found is None or UUID(found)


def test_numbers_that_people_type_are_no_codes():
    largest = "31" + str(2**128)
    for text in ("", "13800000000", "433130199005040012", "31" + "9" * 39, largest):
        assert read_household_mark(text) is None
    assert household_mark("household-7") == ""
