"""Figures of summaries: parts make up wholes, and a township small enough to count by hand."""

from collections import Counter
from functools import cache
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import destination_figures as destinations
from desktop.domain import quality_figures as quality
from desktop.domain import watch_figures as watched
from desktop.domain.indicators import INDICATORS, subjects
from desktop.domain.labour import basis_of, workforce
from desktop.domain.transfer_figures import ROWS
from tests.domain import make
from tests.population import township

BASIS = basis_of(make.book(), make.DAY)
SHENZHEN, CHANGSHA = "c-shenzhen", "x-liuyang"


def figures(families):
    """Every figure over some families."""
    found = Counter()
    for family in families:
        force = workforce(family, BASIS)
        for name, indicator in INDICATORS.items():
            found[name] += indicator.of(force)
    return found


@cache
def generated(seed):
    return figures(township("433130110", 400, seed, faults=0.1))


SPELLS = st.builds(
    make.spell,
    kind=st.sampled_from([None, "务工", "灵活就业", "自主创业", "务农", "公益岗", "帮扶车间"]),
    region_class=st.sampled_from([None, "乡内", "县内乡外", "市内县外", "省外", "不明"]),
    work_area=st.sampled_from([None, SHENZHEN, CHANGSHA, "x-longshan"]),
    work_place=st.sampled_from([None, "广东", "本村", "不知哪里"]),
    employer_nature=st.sampled_from([None, "国企", "民企", "外资企业", "其他", "合作社"]),
    special=st.sampled_from([None, "帮扶车间", "公益岗-专岗", "公益岗-特设", "劳务协作"]),
    export_mode=st.sampled_from([None, "自发", "政府组织", "亲友介绍", "公益岗"]),
    industry=st.sampled_from([None, "农、林、牧、渔业", "采矿业", "没有这一业"]),
    wage=st.sampled_from([None, 0, 1499, 1500, 2500, 4999, 5000, 90000]),
    wage_band=st.sampled_from([None, "不愿说", "2500-4999元"]),
    start=st.sampled_from([None, make.day("2024-03"), make.day("2026-05"), make.day("2026-06-29")]),
    end=st.sampled_from([None, make.day("2026-02"), make.day("2025-03")]),
    abroad=st.sampled_from([None, True]),
)  # fmt: skip
PEOPLE = st.builds(
    make.person,
    birth=st.sampled_from(["1955-01-01", "1990-05-04", "2007-01-01", "2015-01-01"]),
    sex=st.sampled_from(["男", "女"]),
    education=st.sampled_from([None, "小学", "初中", "高中", "其他"]),
    employment_status=st.sampled_from([None, "转移就业", "本地务农", "暂未就业"]),
    phone=st.sampled_from([None, "13800000000"]),
)
MEMBERS = st.builds(
    lambda who, spells, tags, answer: make.member(
        who=who, spells=tuple(spells), tags=tuple(map(make.tag, tags)), answer=answer
    ),
    PEOPLE,
    st.lists(SPELLS, max_size=2),
    st.lists(st.sampled_from(["脱贫户", "监测对象", "低保"]), max_size=2),
    st.sampled_from([None, make.answer(job_will=True)]),
)
FAMILIES = st.lists(
    st.builds(lambda members: make.family(*members), st.lists(MEMBERS, min_size=1, max_size=3)),
    max_size=4,
)


def parts_make_up_wholes(found):
    assert sum(found[name] for name in destinations.REGIONS) == found["transfer"]
    assert sum(found[name] for name in destinations.EMPLOYERS) == found["transfer"]
    assert sum(found[name] for name in destinations.POSTS) == found["posts"]
    assert sum(found[name] for name in watched.PARTS) == found[watched.WHOLE]
    assert sum(found[name] for name in quality.ITEMS) == found["gaps"]
    work = ("transfer", "farming", "own_business", "other_work", "idle")
    assert sum(found[name] for name in work) == found["labour"]
    parts = sorted((row for row in ROWS if row.whole), key=lambda row: (row.whole, row.breakdown))
    for (whole, by), rows in groupby(parts, key=lambda row: (row.whole, row.breakdown)):
        told = sum(found[row.figure] for row in rows)
        assert told <= found[whole], by
        if by in {"kind", "region", "work", "sex"}:
            assert told == found[whole], by


@given(FAMILIES)
@settings(max_examples=60)
def test_parts_make_up_wholes_whatever_is_said_of_work(families):
    parts_make_up_wholes(figures(families))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_parts_make_up_wholes_in_a_generated_township(seed):
    found = generated(seed)
    assert found["labour"] > 100
    parts_make_up_wholes(found)


def test_the_form_has_56_rows_and_codes_without_a_gap():
    assert [row.code for row in ROWS] == list(range(1, 57))
    assert {row.code for row in ROWS if not row.figure} == {45, 46, 51}


@given(FAMILIES)
@settings(max_examples=30)
def test_every_figure_of_people_can_be_traced_to_them(families):
    forces = [workforce(family, BASIS) for family in families]
    for indicator in INDICATORS.values():
        people = [one for force in forces for one in subjects(indicator, force)]
        assert len(people) == len(set(people))
        if indicator.worth is None and indicator.unit.value == "人":
            assert len(people) == sum(indicator.of(force) for force in forces), indicator.name


def worker(name, birth="1990-05-04", sex="男", **spell):
    return make.member(who=make.person(birth, sex, name=name), spells=(make.spell(**spell),))


def by_hand():
    """Seven people in two villages of 石牌镇, counted in the test below."""
    yield make.family(
        worker("在深圳", work_area=SHENZHEN, employer_nature="民企", wage=6000, export_mode="自发",
               industry="采矿业", start=make.day("2026-04-30")),
        worker("在浏阳", "1974-01-01", "女", work_area=CHANGSHA, work_place="浏阳", wage=None,
               income_total=30000, export_mode="政府组织"),
        make.member(who=make.person(employment_status="本地务农")),
        tags=(make.tag("脱贫户", start=make.day("2014")),),
    )  # fmt: skip
    yield make.family(
        worker("村里公岗", kind="公益岗", region_class="乡内", work_place=None,
               special="公益岗-专岗", wage=800),
        worker("不知在哪", work_place=None, employer=None, wage=None),
        make.member(who=make.person("1995-01-01", "女")),
        make.member(
            who=make.person("1992-01-01"),
            spells=(make.spell(work_area=SHENZHEN, end=make.day("2026-03-31")),
                    make.spell(region_class="县内乡外", start=make.day("2026-04"))),
            tags=(make.tag("监测对象", start=make.day("2025-12")),)),
        village=make.OTHER_VILLAGE,
    )  # fmt: skip


def test_a_township_counted_by_hand():
    found = figures(by_hand())
    assert found["labour"] == 7
    assert found["transfer"] == 5
    regions = {name: found[name] for name in destinations.REGIONS if found[name]}
    assert regions == {"dest_township": 1, "dest_county": 1, "dest_province": 1,
                       "dest_outside": 1, "dest_unknown": 1}  # fmt: skip
    assert (found["emp_private"], found["emp_unknown"]) == (1, 4)
    assert (found["posts"], found["post_special"], found["post_other"]) == (1, 1, 0)
    assert (found["watched"], found["watched_outside"], found["watched_province"]) == (3, 1, 1)
    assert (found["watched_county"], found["watched_unknown"]) == (1, 0)
    # A year before, 深圳 had not begun and the watched one had no mark yet.
    assert (found["watched_before"], found["watched_in_year"]) == (1, 3)
    form = {row.code: found[row.figure] for row in ROWS if row.figure}
    assert [form[code] for code in (1, 2, 3, 4, 5, 6, 7)] == [7, 7, 6, 2, 1, 1, 3]
    assert (form[8], form[9], form[13], form[14], form[15]) == (2, 1, 0, 2, 1)
    assert (form[16], form[17]) == (1, 1)
    assert (form[21], form[22], form[23]) == (1, 1, 1)
    assert [form[code] for code in range(24, 29)] == [1, 1, 1, 0, 0]
    assert (form[29], form[30], form[31]) == (0, 1, 0)
    assert form[37] == 6000 * 2 + 30000 + 5000 * 3
    assert (form[41], form[53], form[54], form[55], form[56]) == (2, 1, 1, 1, 0)
    assert (found["no_wage"], found["no_employer"], found["no_place"]) == (2, 1, 2)
    assert found["no_job_will"] == 1
