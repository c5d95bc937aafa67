"""What follows from a typed value, and what it leaves alone."""

from dataclasses import replace

from desktop.domain.deriving import follow, from_id_number, from_work_place
from desktop.domain.entities import Person
from desktop.domain.partial_date import PartialDate
from tests.domain import make

HE = make.id_no("1980-01-02", "男", 1)
SHE = make.id_no("1990-05-06", "女", 2)


def test_an_id_number_tells_birth_and_sex():
    assert from_id_number(HE) == {"birth": PartialDate(1980, 1, 2), "sex": "男"}


def test_a_disability_card_tells_its_own_number_too():
    assert from_id_number(HE, HE + "43")["disability_no"] == HE + "43"


def test_a_place_tells_its_area_and_how_far_it_is():
    places = make.book().places
    assert from_work_place(places, make.VILLAGE, "广东深圳") == {
        "work_area": "c-shenzhen",
        "region_class": "省外",
    }
    assert from_work_place(places, make.VILLAGE, "本县") == {"region_class": "县内乡外"}
    assert from_work_place(places, make.VILLAGE, "老地方") == {}


def test_only_what_is_empty_or_was_told_before_follows():
    told, now = from_id_number(HE), from_id_number(SHE)
    empty = Person()
    assert follow(empty, {}, told) == told
    followed = replace(empty, **told)
    assert follow(followed, told, now) == now
    assert follow(followed, told, told) == {}


def test_what_a_person_typed_stays():
    told, now = from_id_number(HE), from_id_number(SHE)
    typed = Person(birth=PartialDate(1981), unread={"sex": "？"})
    assert follow(typed, told, now) == {}


def test_what_was_told_goes_with_what_told_it():
    told = from_id_number(HE)
    assert follow(Person(**told), told, {}) == {"birth": None, "sex": None}
