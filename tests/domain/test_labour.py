"""Who is a labourer, and what each person's work counts as."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.entities import AgePolicy
from desktop.domain.labour import Basis, Work, basis_of, is_village_committee, limits_of, workforce
from desktop.domain.places import Place
from tests.domain import make

TOWN = "v-shequ"


def counted(member, basis=None, **fields):
    return workforce(
        make.family(member, **fields), basis or basis_of(make.book(), make.DAY)
    ).workers[0]


def someone(birth="1990-05-04", sex="男", *, answer=None, spells=(), **fields):
    return make.member(who=make.person(birth, sex, **fields), answer=answer, spells=tuple(spells))


def test_labour_age_counts_on_the_reference_day_and_both_ends_count():
    for birth, sex, expected in (
        ("2010-06-30", "男", True),
        ("2010-07-01", "男", False),
        ("1966-07-01", "男", True),
        ("1966-06-30", "男", False),
        ("1971-07-01", "女", True),
        ("1971-06-30", "女", False),
    ):
        assert counted(someone(birth, sex)).labourer is expected, (birth, sex)


@pytest.mark.parametrize(
    "fields",
    [
        {"in_school": "本科二年级"},
        {"employment_status": "在校"},
        {"status": "参军"},
        {"labour_ability": "丧失劳动力"},
        {"labour_ability": "无劳动力"},
        {"employment_status": "非劳动力"},
    ],
)
def test_students_soldiers_and_the_unable_are_left_out_where_the_policy_says_so(fields):
    member = someone(**fields)
    assert not counted(member).labourer
    everybody = AgePolicy(key="all", name="全部", is_default=True)
    book = make.book()
    basis = basis_of(book, make.DAY)
    lenient = Basis(day=make.DAY, policy=everybody, limits=limits_of(everybody), book=book)
    assert counted(member, lenient).labourer
    assert basis.limits.exclude_student


def test_a_given_ability_weighs_more_than_the_status_of_no_labourer():
    assert counted(someone(labour_ability="普通劳动力", employment_status="非劳动力")).labourer


@pytest.mark.parametrize("kind", ["务工", "灵活就业", "公益岗", "帮扶车间", None])
def test_work_for_others_of_a_villager_is_transferred(kind):
    assert counted(someone(spells=[make.spell(kind=kind)])).work is Work.TRANSFER


def test_farming_business_and_work_on_farms_are_told_apart():
    def work(**fields):
        return counted(someone(spells=[make.spell(**fields)])).work

    assert work(kind="务农") is Work.FARMING
    assert work(kind="自主创业") is Work.BUSINESS
    assert work(kind="务工", industry="农、林、牧、渔业") is Work.FARMING
    assert work(kind="自主创业", industry="农、林、牧、渔业") is Work.FARMING
    assert work(kind="务工", industry="制造业") is Work.TRANSFER


def test_who_farms_and_has_a_job_counts_under_the_job():
    spells = [make.spell(kind="务工"), make.spell(kind="务农", start=make.day("2025-01"))]
    worker = counted(someone(spells=spells))
    assert worker.work is Work.TRANSFER
    assert worker.spell is spells[0]


def test_a_spell_that_ended_or_has_not_begun_is_no_work():
    ended = make.spell(end=make.day("2026-05"))
    coming = make.spell(start=make.day("2026-07"))
    assert counted(someone(spells=[ended])).work is Work.NONE
    assert counted(someone(spells=[coming])).work is Work.NONE


@pytest.mark.parametrize(
    ("status", "work"),
    [
        ("转移就业", Work.TRANSFER),
        ("自主创业", Work.BUSINESS),
        ("本地务农", Work.FARMING),
        ("暂未就业", Work.NONE),
        (None, Work.NONE),
    ],
)
def test_without_a_spell_the_status_decides(status, work):
    assert counted(someone(employment_status=status)).work is work


def test_a_status_does_not_outlive_the_work_it_told_of_but_farming_may_follow():
    ended = [make.spell(end=make.day("2026-05"))]
    assert counted(someone(employment_status="转移就业", spells=ended)).work is Work.NONE
    assert counted(someone(employment_status="本地务农", spells=ended)).work is Work.FARMING


def test_nobody_is_at_work_before_sixteen():
    child = someone("2012-01-01", spells=[make.spell()], employment_status="转移就业")
    assert counted(child).work is Work.NONE


def test_who_is_past_labour_age_may_still_have_work():
    worker = counted(someone("1955-01-01", spells=[make.spell()]))
    assert worker.work is Work.TRANSFER
    assert not worker.labourer


def test_an_age_that_nothing_tells_makes_no_labourer_but_is_reported():
    def unborn(**fields):
        return make.member(who=replace(make.person(id_no=None, **fields), birth=None))

    assert counted(unborn(employment_status="暂未就业")).age_unknown
    silent = counted(unborn())
    assert not silent.age_unknown
    assert not silent.labourer


def test_those_who_have_gone_count_nowhere():
    for gone in ({"status": "死亡"}, {"status": "迁出"}, {"merged_into": "person-0"}):
        family = make.family(make.member(who=make.person(**gone)))
        force = workforce(family, basis_of(make.book(), make.DAY))
        assert force.workers == ()
        assert not force.counts
    away = make.family(status="整户迁出")
    assert not workforce(away, basis_of(make.book(), make.DAY)).counts


def test_willing_is_a_labourer_without_transferred_work_who_said_so():
    yes = make.answer(job_will=True)
    assert counted(someone(answer=yes)).willing
    assert counted(someone(answer=make.answer(startup_will=True))).willing
    assert counted(someone(answer=yes, employment_status="本地务农")).willing
    assert not counted(someone(answer=yes, spells=[make.spell()])).willing
    assert not counted(someone(answer=make.answer(job_will=False))).willing
    assert not counted(someone("1950-01-01", answer=yes)).willing


@pytest.mark.parametrize(
    ("text", "trained"),
    [("电工", True), ("是", True), ("无", False), ("未参加", False), (None, False)],
)
def test_a_course_counts_unless_the_answer_denies_it(text, trained):
    assert counted(someone(answer=make.answer(trained=text))).trained is trained


def test_rural_is_who_is_registered_under_a_village_committee():
    def place(code, name):
        return Place("x", name, "village", code, "t")

    assert is_village_committee(place("433130110206", "卧龙村"))
    assert is_village_committee(place("433130110250", "某社区"))
    assert is_village_committee(place("433130110501", "某农场"))
    assert not is_village_committee(place("433130110001", "石牌洞社区"))
    assert is_village_committee(place("", "新村"))
    assert not is_village_committee(place("", "城东社区居委会"))


def test_in_a_residents_committee_work_is_other_work_unless_the_switch_says_all_are_rural():
    book = make.book()
    basis = basis_of(book, make.DAY)
    worker = someone(spells=[make.spell()])
    town = Basis(
        day=make.DAY, policy=basis.policy, limits=basis.limits, book=book, _rural={TOWN: False}
    )
    assert counted(worker, town, village=TOWN).work is Work.OTHER
    whole = basis_of(make.book(rural_by_committee="否"), make.DAY)
    assert not whole.rural_by_committee
    assert counted(worker, whole, village=TOWN).work is Work.TRANSFER


@given(
    st.dates(min_value=make.DAY.replace(year=1930), max_value=make.DAY),
    st.sampled_from(["男", "女"]),
    st.sampled_from([None, "转移就业", "自主创业", "本地务农", "暂未就业", "在校", "非劳动力"]),
    st.lists(st.sampled_from(["务工", "务农", "自主创业", "公益岗"]), max_size=2),
)
def test_only_who_is_of_age_and_able_works_and_the_willing_are_labourers(birth, sex, status, kinds):
    spells = [make.spell(kind=kind) for kind in kinds]
    worker = counted(someone(birth.isoformat(), sex, employment_status=status, spells=spells))
    assert worker.able or not worker.employed
    assert not worker.employed or (worker.view.age or 0) >= 16
    assert worker.labourer or not worker.willing
