"""An employer by a few letters."""

import pytest

from desktop.domain.employers import Employers

NAMES = ("深圳富士康科技有限公司", "长沙蓝思科技有限公司", "某电子厂", "KFC")


@pytest.mark.parametrize("typed", ["szfsk", "fsk", "FSK", "shenzhenfushikang", "富士康", "深圳"])
def test_an_employer_is_found_by_initials_pinyin_or_words(typed):
    assert Employers(NAMES).find(typed) == ["深圳富士康科技有限公司"]


def test_of_names_that_fit_alike_the_first_known_goes_first():
    assert Employers(NAMES).find("kjyxgs") == list(NAMES[:2])


def test_latin_names_are_found_by_their_letters():
    assert Employers(NAMES).find("kf") == ["KFC"]


@pytest.mark.parametrize("typed", ["", " ", "k", "xyz"])
def test_too_little_or_nothing_known_offers_nothing(typed):
    assert Employers(NAMES).find(typed) == []


def test_a_name_that_is_added_is_found_and_stands_once():
    employers = Employers(NAMES)
    employers.add(["吉首茶厂", "某电子厂"])
    assert employers.find("jscc") == ["吉首茶厂"]
    assert employers.find("某电子") == ["某电子厂"]
