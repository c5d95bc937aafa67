"""Lists of people chosen by filters."""

from datetime import date

import pytest

from desktop.domain.ages import age_on
from desktop.domain.entities import EmploymentSpell, Household, Membership, Person, Tag
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.services import (
    catalogue,
    people,
    person_lists,
    person_operations,
    rounds,
    saved_filters,
    visits,
)
from desktop.services.person_lists import Wanted
from tests.services.homes import home, key

DAY = date(2026, 6, 30)
DAY_BEFORE = PartialDate(2026, 6, 20)
BIRTHS = {
    "甲": "1986-06-30",
    "乙": "1986-07-01",
    "丙": "1986",
    "丁": "1986~",
    "戊": "2010-01-31",
    "己": None,
}


@pytest.fixture
def crowd(township):
    """One household of six people born at various times, and somebody in no household."""
    village = people.villages(township)[4].place.id
    with township.ledger.act("test", "造数") as writer:
        home = writer.insert(Household(village=village, household_no="1"))
        for name, birth in BIRTHS.items():
            born = PartialDate.parse(birth) if birth else None
            person = writer.insert(Person(name=name, birth=born, sex="男"))
            writer.insert(Membership(person=person.id, household=home.id, kind="户籍"))
        writer.insert(Person(name="独行", phone="13800138000", sex="女"))
    return township


def names(session, ids):
    return [listed.member.person.name for listed in person_lists.people_of(session, ids)]


def chosen(session, **wanted):
    return names(session, person_lists.person_ids(session, Wanted(**wanted)))


def test_everybody_is_listed_also_who_is_in_no_household(crowd):
    assert sorted(chosen(crowd)) == sorted([*BIRTHS, "独行"])


def test_the_age_is_that_of_the_day(crowd):
    assert sorted(chosen(crowd, ages=(40, 40), day=DAY)) == sorted(["甲", "丙", "丁"])
    assert chosen(crowd, ages=(None, 39), day=DAY) == ["乙", "戊"]


@pytest.mark.parametrize(("least", "most"), [(16, 59), (40, None), (None, 16), (0, 120)])
def test_ages_are_counted_as_everywhere(crowd, least, most):
    def fits(birth):
        age = age_on(PartialDate.parse(birth), DAY)
        return (least is None or age >= least) and (most is None or age <= most)

    expected = sorted(name for name, birth in BIRTHS.items() if birth and fits(birth))
    assert sorted(chosen(crowd, ages=(least, most), day=DAY)) == expected


def test_a_piece_of_name_or_number_is_found(crowd):
    assert chosen(crowd, text="独") == ["独行"]
    assert chosen(crowd, text="0013800") == ["独行"]


def test_codes_and_village_narrow(crowd):
    village = people.villages(crowd)[4].place.id
    assert len(chosen(crowd, village=village, codes=(("sex", "男"),))) == 6
    assert chosen(crowd, village=village, codes=(("sex", "女"),)) == []


def test_sorting_puts_the_empty_last_both_ways(crowd):
    up = names(crowd, person_lists.person_ids(crowd, Wanted(), order="person.birth"))
    down = names(
        crowd, person_lists.person_ids(crowd, Wanted(), order="person.birth", descending=True)
    )
    assert up[0] == "丙"
    assert down[0] == "戊"
    assert set(up[-2:]) == set(down[-2:]) == {"己", "独行"}


def test_an_unknown_field_is_refused(crowd):
    with pytest.raises(KeyError):
        person_lists.person_ids(crowd, Wanted(), order="person.name; DROP TABLE person")


def test_every_column_sorts_and_loses_nobody(crowd):
    everybody = set(person_lists.person_ids(crowd, Wanted()))
    for choice in person_lists.choices(crowd):
        for descending in (False, True):
            found = person_lists.person_ids(
                crowd, Wanted(day=DAY), order=choice.path, descending=descending
            )
            assert set(found) == everybody


def test_codes_sort_as_they_are_listed_and_ages_upwards(crowd):
    order = [item.key for item in crowd.ledger.book.items("education")]
    grades = [order[4], order[0], order[2]]
    with crowd.ledger.act("test", "造数") as writer:
        for person, grade in zip(list(crowd.ledger.where(Person)), grades, strict=False):
            writer.update(person, {"education": grade})
    found = person_lists.person_ids(crowd, Wanted(), order="person.education")[:3]
    shown = [one.member.person.education for one in person_lists.people_of(crowd, found)]
    assert shown == sorted(grades, key=order.index)
    assert chosen_by(crowd, "person.age")[0] == "戊"


def chosen_by(session, path):
    return names(session, person_lists.person_ids(session, Wanted(), order=path))


def fits(session, label):
    key = next(one.key for one in person_lists.STANDING if one.label == label)
    filter_ = person_lists.wanted(session, standing=key)
    return sorted(names(session, person_lists.person_ids(session, filter_)))


@pytest.fixture
def village(township):
    """One household with a poor one in it, each person an example of a standing filter."""
    household, members = home(
        township, "大山", "无业", "想干", "返乡", "学生", "十六", "到龄", "走了", "在外"
    )
    who = {member.person.name: member.person for member in members}
    for name, person in who.items():
        key(township, person, sex="男", birth={"十六": "2010-9", "到龄": "1966"}.get(name, "1986"))
    for name in ("无业", "想干", "学生", "走了"):
        key(township, who[name], employment_status="暂未就业")
    key(township, who["学生"], employment_status="在校")
    survey = rounds.add(township, name="摸底", reference_date=DAY)
    for name in ("想干", "学生", "走了"):
        visits.set_answer(township, survey=survey.id, person=who[name].id, field="job_will",
                          text="是")  # fmt: skip
    person_operations.move_out(township, person=who["走了"].id, reason="迁往长沙")
    with township.ledger.act("test", "造数") as writer:
        for name, end in (("返乡", PartialDate(2026, 4)), ("在外", None), ("无业", DAY_BEFORE)):
            writer.insert(
                EmploymentSpell(person=who[name].id, kind="务工", region_class="省外",
                                start=PartialDate(2024), end=end)
            )  # fmt: skip
        writer.insert(Tag(household=household.id, tag="脱贫户"))
    return township


def test_standing_filters_let_through_whom_they_say(village):
    assert fits(village, "有就业意愿未就业") == ["想干"]
    assert fits(village, "返乡未再就业") == ["返乡"]
    assert fits(village, "脱贫劳动力未就业") == sorted(["大山", "无业", "想干", "返乡"])
    assert fits(village, "今年满16") == ["十六"]
    assert fits(village, "今年到龄") == ["到龄"]
    assert fits(village, "本轮未更新") == sorted(["大山", "无业", "返乡", "十六", "到龄", "在外"])
    assert len(fits(village, "无电话")) == 7


def test_the_list_is_written_from_the_command_line(village, tmp_path):
    number = catalogue.call(
        village, "person.list", {"file": str(tmp_path / "a.xlsx"), "standing": "今年满16"}
    )
    assert number == 1
    with pytest.raises(Refused):
        catalogue.call(village, "person.list", {"file": "a.pdf", "standing": "没有的"})
    with pytest.raises(Refused):
        catalogue.call(village, "person.list", {"file": "a.pdf", "columns": "person.nothing"})


def test_a_saved_filter_is_read_back_as_it_was(village):
    filter_ = person_lists.wanted(
        village, standing="willing", ages=(16, None), text="山", codes=(("sex", "男"),)
    )
    saved_filters.save(village, "我的", filter_)
    assert [one.wanted for one in saved_filters.saved(village)] == [filter_]
    assert person_lists.words(village, filter_) == "有就业意愿未就业、男、满16岁、含“山”"
    with pytest.raises(Refused):
        saved_filters.save(village, " ", filter_)
    saved_filters.forget(village, "我的")
    assert saved_filters.saved(village) == []


def test_rows_come_in_the_order_asked_for(crowd):
    ids = person_lists.person_ids(crowd, Wanted())
    assert names(crowd, ids[::-1]) == names(crowd, ids)[::-1]
