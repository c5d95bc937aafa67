"""A pasted column of ID numbers."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.id_checks import check_text, counts
from tests.domain.make import id_no

DAY = date(2026, 6, 30)
MAN = id_no("2011-03-02", "男")
WOMAN = id_no("1971-04-09", "女")


def test_each_line_says_right_or_wrong_and_why():
    wrong = MAN[:-1] + ("0" if MAN[-1] != "0" else "1")
    right, bad = check_text(f"{MAN}\n{wrong}\n", DAY)
    assert (right.verdict, right.sex, right.age) == ("对", "男", 15)
    assert (right.sixteen, right.retires) == ("2027-03", "2074-03")
    assert (bad.verdict, bad.number) == ("错", "")
    assert "校验码" in bad.why
    assert counts([right, bad]) == "共 2 个：对 1，错 1"


def test_of_a_woman_both_statutory_months_are_told():
    (one,) = check_text(WOMAN, DAY)
    assert one.retires == "2021-04（原50岁）/2026-08（原55岁）"


def test_a_number_is_put_in_order_and_masked():
    (one,) = check_text(f"'{WOMAN[:6]} {WOMAN[6:]}".lower(), DAY)
    assert (one.number, one.why) == (WOMAN, "已整理")
    assert one.masked == f"{WOMAN[:6]}********{WOMAN[-4:]}"


def test_lines_stay_where_they_stood_so_that_they_can_be_pasted_back():
    found = check_text(f"{MAN}\n\n{WOMAN}\n\n", DAY)
    assert [one.line for one in found] == [1, 2, 3]
    assert found[1].verdict == ""


def test_a_number_that_stood_there_before_is_pointed_out():
    assert check_text(f"{MAN}\n{WOMAN}\n{MAN}", DAY)[2].why == "与第1行是同一个号"


def test_of_several_columns_the_numbers_are_taken():
    (one,) = check_text(f"1\t田大山\t{MAN}\t坪头村", DAY)
    assert one.number == MAN


@given(st.text(max_size=60))
def test_no_text_is_too_odd(text):
    for one in check_text(text, DAY):
        assert one.number == "" or one.verdict == "对"
        assert one.verdict != "错" or one.why
