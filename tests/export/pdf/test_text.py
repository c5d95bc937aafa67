"""Text that fits: no character is lost, no line is too wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.export.pdf.text import balance, fit, fit_heading, fit_title, widest_piece, wrap


def measure(text: str) -> float:
    return sum(1.0 if ord(character) > 255 else 0.5 for character in text)


words = st.text(alphabet="劳动力就业村（）、，。12aX-· 务工", min_size=0, max_size=60)
widths = st.floats(min_value=1.0, max_value=40.0)


def squeezed(text: str) -> str:
    return text.replace(" ", "")


@given(words, widths)
def test_wrapping_loses_no_character_and_keeps_the_width(text, width):
    lines = wrap(text, width, measure)
    assert squeezed("".join(lines)) == squeezed(text)
    assert all(measure(line) <= width + 1e-6 for line in lines)


@given(words, widths)
def test_balancing_needs_no_more_lines(text, width):
    lines = balance(text, width, measure)
    assert squeezed("".join(lines)) == squeezed(text)
    assert len(lines) <= len(wrap(text, width, measure))


@given(words, st.floats(min_value=20.0, max_value=200.0), st.booleans())
def test_what_fits_is_all_there_and_inside(text, width, may_wrap):
    fitted = fit(text, width, 9.0, measure, may_wrap=may_wrap)
    assert all(measure(line) * fitted.size <= width + 1e-3 for line in fitted.lines)
    whole = squeezed("".join(fitted.lines)) == squeezed(text)
    assert whole != fitted.cut


def test_a_number_and_a_closing_mark_are_not_parted_from_what_they_belong_to():
    assert wrap("电话13800000000（手机）", 6.0, measure) == ["电话", "13800000000", "（手机）"]
    assert wrap("务工、务农", 2.5, measure) == ["务", "工、", "务农"]


def test_a_short_overflow_is_made_smaller_before_it_is_broken():
    assert fit("中等职业教育", 50.0, 9.0, measure).lines == ("中等职业教育",)
    assert fit("中等职业教育", 50.0, 9.0, measure).size < 9.0
    assert fit("中等职业教育", 28.0, 9.0, measure).lines == ("中等", "职业", "教育")


def test_a_name_of_sixteen_characters_is_not_cut():
    fitted = fit("阿卜杜热西提·买买提依明·吐尔逊江", 45.0, 9.0, measure, may_wrap=False)
    assert not fitted.cut


def test_a_name_stays_on_one_line_while_it_can_be_read():
    assert len(fit("欧阳买买提江", 36.0, 9.0, measure, may_wrap=False).lines) == 1


def test_a_heading_breaks_between_words_in_equal_lines():
    assert fit_heading("有就业创业意愿户数", 45.0, 9.0, measure).lines == ("有就业创业", "意愿户数")


def test_a_heading_never_leaves_its_column():
    fitted = fit_heading("身份证ABCDEFGHIJ", 20.0, 9.0, measure)
    assert max(map(measure, fitted.lines)) * fitted.size <= 20.0 + 1e-6


def test_a_title_is_first_made_smaller_then_broken():
    title = "石牌镇农村劳动力资源暨就业创业情况汇总表"
    assert fit_title(title, 500.0, 22.0, 17.0, measure).size == 22.0
    smaller = fit_title(title, 400.0, 22.0, 17.0, measure)
    assert (len(smaller.lines), smaller.size) == (1, 20.0)
    broken = fit_title(title, 200.0, 22.0, 17.0, measure)
    assert (len(broken.lines), broken.size) == (2, 17.0)
    assert abs(len(broken.lines[0]) - len(broken.lines[1])) <= 4


@pytest.mark.parametrize(("text", "width"), [("", 0.0), ("广东13800", 2.5)])
def test_the_widest_piece_is_what_cannot_be_broken(text, width):
    assert widest_piece(text, measure) == width
