"""A place by a few letters."""

import pytest

from desktop.domain.gazetteer import Gazetteer
from tests.domain.make import book


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(book().places, "t-shipai")


@pytest.mark.parametrize("typed", ["gdsz", "GDSZ", "guangdongshenzhen", "sz", "深圳", "广东深圳"])
def test_a_city_is_found_by_initials_pinyin_or_words(gazetteer, typed):
    assert gazetteer.find(typed)[0] == "广东省深圳市"


def test_a_county_is_found_through_its_city(gazetteer):
    assert gazetteer.find("csly") == ["湖南省长沙市浏阳市"]


def test_the_villages_of_the_office_go_first(gazetteer):
    found = gazetteer.find("t")
    assert found[0].endswith("桃兴村")


def test_an_empty_text_finds_nothing(gazetteer):
    assert gazetteer.find("  ") == []


def test_what_nobody_is_called_finds_nothing(gazetteer):
    assert gazetteer.find("xyzxyz") == []


def test_a_part_of_a_name_finds_it_last(gazetteer):
    assert gazetteer.find("山县") == ["湖南省湘西土家族苗族自治州龙山县"]
