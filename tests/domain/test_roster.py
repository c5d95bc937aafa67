"""Roster lines and the columns over them."""

from dataclasses import dataclass, replace
from typing import Annotated

import pytest

from desktop.domain import roster
from desktop.domain.dictionary import Dictionary, entity
from desktop.domain.entities import (
    STANDARD,
    EmploymentSpell,
    Household,
    Membership,
    Person,
    SurveyAnswer,
)
from desktop.domain.kinds import Amount, Code, Date, Flag, Text
from desktop.domain.labour import basis_of
from desktop.domain.partial_date import PartialDate
from desktop.domain.roster import UNREAD_MARK, field_column, roster_lines
from desktop.domain.tables import Align
from tests.domain import make

BOOK = make.book()


def line(*members, wanted=lambda _: True, **fields):
    return next(lines(make.family(*members, **fields), wanted=wanted))


def lines(*families, wanted=lambda _: True):
    return roster_lines(families, basis_of(BOOK, make.DAY), wanted)


def shown(path, of, dictionary=STANDARD):
    return field_column(dictionary, BOOK, path).value(of)


def test_the_head_stands_first_and_numbers_run_through_all_households():
    son = make.member("之子", make.person(name="小田"))
    head = make.member(who=make.person(name="老田"))
    found = list(lines(make.family(son, head), make.family()))
    assert [entry.member.person.name for entry in found] == ["老田", "小田", "田大山"]
    assert [entry.number for entry in found] == [1, 2, 3]


def test_only_the_wanted_are_listed():
    old = make.member(who=make.person("1940-01-01"))
    assert list(lines(make.family(old), wanted=lambda worker: worker.labourer)) == []


def test_age_is_of_the_reference_day_and_by_the_id_number():
    who = make.person("2000-07-01", id_no=make.id_no("2000-06-30"))
    assert line(make.member(who=who)).age == 26


def test_label_width_and_side_come_from_the_declaration_and_may_be_changed():
    name = field_column(STANDARD, BOOK, "person.name")
    assert (name.label, name.width_mm, name.align, name.wrap) == ("姓名", 18.0, Align.CENTER, False)
    wage = field_column(STANDARD, BOOK, "employment_spell.wage", label="工资", width_mm=9.0)
    assert (wage.label, wage.width_mm, wage.align, wage.wrap) == ("工资", 9.0, Align.RIGHT, True)
    assert field_column(STANDARD, BOOK, "person.remark").align is Align.LEFT


def test_numbers_stay_numbers_and_all_else_reads_as_shown():
    spell = make.spell(wage=5200, start=make.day("2024-03"))
    entry = line(make.member(spells=(spell,), answer=make.answer(job_will=True)))
    assert shown("employment_spell.wage", entry) == 5200
    assert shown("employment_spell.start", entry) == "2024-03"
    assert shown("survey_answer.job_will", entry) == "是"
    assert shown("household.village", entry) == "坪头村"
    assert shown("person.id_no", entry) == entry.member.person.id_no


def test_what_was_not_read_is_shown_as_seen_and_marked():
    who = make.person(id_no=None, unread={"id_no": "4331301990050400"})
    assert shown("person.id_no", line(make.member(who=who))) == f"{UNREAD_MARK}4331301990050400"


def test_what_nobody_said_is_empty():
    entry = line(make.member(who=make.person(remark=None)))
    for path in ("person.remark", "employment_spell.employer", "survey_answer.train_will"):
        assert shown(path, entry) == ""


def test_a_roster_has_no_column_of_an_entity_it_does_not_hold():
    with pytest.raises(KeyError):
        field_column(STANDARD, BOOK, "office.name")


@entity("person", "人员")
@dataclass(frozen=True, slots=True, kw_only=True)
class Guest(Person):
    """A person with fields that only this test knows."""

    ferry: Annotated[str | None, Text("渡口", width_mm=33.0)] = None
    boat: Annotated[str | None, Code("船种", code_set="sex")] = None
    since: Annotated[PartialDate | None, Date("上船日期")] = None
    fare: Annotated[int | None, Amount("船费")] = None
    rows: Annotated[bool | None, Flag("会划船")] = None


def test_a_throw_away_field_is_a_column_by_its_declaration_alone():
    own = Dictionary(Guest, Household, Membership, EmploymentSpell, SurveyAnswer)
    person = make.person()
    fields = {name: getattr(person, name) for name in ("id", "name", "id_no", "sex", "birth")}
    guest = Guest(
        **fields, ferry="里耶", boat="男", since=make.day("2025-02"), fare=3, rows=True,
        unread={"fare": "三块"},
    )  # fmt: skip
    entry = line(make.member(who=guest))
    column = field_column(own, BOOK, "person.ferry")
    assert (column.label, column.width_mm, column.value(entry)) == ("渡口", 33.0, "里耶")
    assert shown("person.boat", entry, own) == "男"
    assert shown("person.since", entry, own) == "2025-02"
    assert shown("person.rows", entry, own) == "是"
    assert shown("person.fare", entry, own) == f"{UNREAD_MARK}三块"


def test_the_head_is_named_and_a_household_without_one_names_nobody():
    column = roster.head_column()
    pair = make.family(make.member(who=make.person(name="老田")), make.member("配偶"))
    assert [column.value(entry) for entry in lines(pair)] == ["老田", "老田"]
    assert column.value(line(make.member("之子"))) == ""


def test_the_work_place_is_as_told_else_the_area_else_how_far():
    column = roster.work_place_column(BOOK)

    def where(**fields):
        return column.value(line(make.member(spells=(make.spell(**fields),))))

    assert where(work_place="深圳龙华") == "深圳龙华"
    assert where(work_place=None, work_area="x-liuyang") == "湖南省长沙市浏阳市"
    assert where(work_place=None, region_class="省外") == "省外"
    assert where(work_place=None) == ""
    assert column.value(line(make.member())) == ""


def test_a_band_stands_where_no_amount_is_known():
    column = roster.wage_column(STANDARD, BOOK)

    def wage(**fields):
        return column.value(line(make.member(spells=(make.spell(**fields),))))

    assert wage(wage=4000) == 4000
    assert wage(wage=None, wage_band="2500-4999元") == "2500-4999元"
    assert wage(wage=None, unread={"wage": "面议"}) == f"{UNREAD_MARK}面议"
    assert wage(wage=0) == 0


def test_skill_is_what_and_at_which_level():
    column = roster.skill_column(STANDARD, BOOK)
    skilled = make.person(skill_text="电工", skill_level="中级工")
    assert column.value(line(make.member(who=skilled))) == "电工 中级工"
    assert column.value(line(make.member(who=make.person(skill_level="无")))) == ""


def test_groups_are_those_of_person_and_household_that_hold_each_once():
    column = roster.groups_column(BOOK)
    member = make.member(
        tags=(make.tag("残疾"), make.tag("低保"), make.tag("特困", end=make.day("2020")))
    )
    family = make.family(
        member, tags=(make.tag("低保"), replace(make.tag(None), unread={"tag": "帮扶户"}))
    )
    entry = next(lines(family))
    assert column.value(entry) == f"低保、残疾、{UNREAD_MARK}帮扶户"
    assert column.value(line(make.member())) == ""


def test_a_household_without_village_says_so():
    assert roster.village_column(BOOK).value(line(make.member(), village=None)) == "未填村"
