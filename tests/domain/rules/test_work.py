"""Rules on school, work and wishes."""

import pytest

from tests.domain import make
from tests.domain.rules.cases import Case, E, W, answering, case, found, one, verify, working

CHILD = "2012-05-23"
PUPIL = {"in_school": "普通高中二年级"}


def two_jobs(first, second):
    spells = (make.spell(**first), make.spell(**second))
    return make.family(make.member(spells=spells))


CASES = [
    case(
        10,
        W,
        "too young",
        lambda: one("2013-01-01", education="高中", phone=None),
        lambda: one("2013-01-01", education="初中", phone=None),
        "education",
        "13岁",
    ),
    case(
        10,
        W,
        "infant",
        lambda: one("2021-01-01", education="初中"),
        lambda: one("2021-01-01", education="小学"),
        "education",
    ),
    case(
        10,
        W,
        "old student",
        lambda: one("1990-01-01", in_school="本科一年级"),
        lambda: one("2000-01-01", in_school="本科一年级"),
        "in_school",
        "36岁",
    ),
    case(
        10,
        W,
        "old pupil",
        lambda: one("2008-01-01", in_school="小学"),
        lambda: one("2008-01-01", in_school="九年级"),
        "in_school",
    ),
    case(
        11,
        W,
        "pupil at work",
        lambda: working("2009-01-01", person=PUPIL),
        lambda: working("2009-01-01", person={"in_school": "高职高专一年级"}),
        "in_school",
        "普通高中二年级",
    ),
    case(
        12,
        E,
        "by status",
        lambda: one(CHILD, employment_status="转移就业"),
        lambda: one("2010-06-30", employment_status="转移就业"),
        "employment_status",
        "未满16周岁登记为就业，请核对",
    ),
    case(
        12,
        E,
        "by spell",
        lambda: working(CHILD, employer="富士康"),
        lambda: working(CHILD, employer="富士康", end=make.day("2025-12")),
        "kind",
        "富士康",
    ),
    case(
        12,
        E,
        "farming",
        lambda: one(CHILD, employment_status="本地务农"),
        lambda: one(CHILD, employment_status="在校"),
        "employment_status",
        "本地务农",
    ),
    case(
        12,
        E,
        "labour force",
        lambda: one(CHILD, labour_ability="普通劳动力"),
        lambda: one(CHILD, labour_ability="无劳动力"),
        "labour_ability",
    ),
    case(
        13,
        W,
        "healthy",
        lambda: one(labour_ability="弱劳动力或半劳动力"),
        lambda: one(labour_ability="弱劳动力或半劳动力", health="长期慢性病"),
        "labour_ability",
        "弱劳动力",
    ),
    case(
        13,
        W,
        "student",
        lambda: one("2007-01-01", labour_ability="无劳动力"),
        lambda: one("2007-01-01", labour_ability="无劳动力", in_school="普通高中三年级"),
        "labour_ability",
    ),
    case(
        14,
        W,
        "unable at work",
        lambda: working(person={"labour_ability": "丧失劳动力", "health": "残疾"}),
        lambda: working(kind="务农", person={"labour_ability": "丧失劳动力", "health": "残疾"}),
        "labour_ability",
        "丧失劳动力",
    ),
    case(
        16,
        W,
        "no place",
        lambda: working(work_place=None),
        lambda: working(work_place="广东", start=make.day("2024~")),
        "work_place",
        "务工地点",
    ),
    case(
        16,
        W,
        "no start",
        lambda: working(start=None),
        lambda: working(start=None, months_in_year=6),
        "start",
        "起始时间",
    ),
    case(
        17,
        W,
        "no employer",
        lambda: working(employer=None),
        lambda: working(employer=None, industry="C"),
        "employer",
        "广东",
    ),
    case(
        18,
        W,
        "idle with wage",
        lambda: working(person={"employment_status": "暂未就业"}),
        lambda: working(person={"employment_status": "转移就业"}),
        "wage",
        "5000元",
    ),
    case(
        18,
        W,
        "no wage",
        lambda: working(wage=None),
        lambda: working(wage=None, wage_band="不愿说"),
        "wage",
        "26个月",
    ),
    case(
        18,
        W,
        "just begun",
        lambda: working(wage=None, start=make.day("2026-05-30")),
        lambda: working(wage=None, start=make.day("2026-06-30")),
        "wage",
    ),
    case(18, W, "too low", lambda: working(wage=499), lambda: working(wage=500), "wage", "499元"),
    case(
        18,
        W,
        "too high",
        lambda: working(wage=30001),
        lambda: working(wage=30000),
        "wage",
        "30001元",
    ),
    case(
        19,
        E,
        "backwards",
        lambda: working(start=make.day("2024-03"), end=make.day("2024-02")),
        lambda: working(start=make.day("2024-03"), end=make.day("2024")),
        "end",
        "2024-02",
    ),
    case(
        19,
        E,
        "months",
        lambda: working(months_in_year=13),
        lambda: working(months_in_year=12),
        "months_in_year",
        "13个月",
    ),
    case(
        19,
        W,
        "overlap",
        lambda: two_jobs({"end": make.day("2025-06")}, {"start": make.day("2025-03")}),
        lambda: two_jobs({"end": make.day("2025-06")}, {"start": make.day("2025-06")}),
        "start",
        "重叠",
    ),
    case(
        19,
        W,
        "two that go on",
        lambda: two_jobs({"start": None, "months_in_year": 6}, {}),
        lambda: two_jobs({"start": None, "months_in_year": 6}, {"kind": "灵活就业"}),
        "start",
    ),
    case(
        20,
        W,
        "post far away",
        lambda: working(kind="公益岗", region_class="省外"),
        lambda: working(kind="公益岗", region_class="乡内"),
        "export_mode",
        "公益岗",
    ),
    case(
        20,
        W,
        "workshop far away",
        lambda: working(export_mode="帮扶车间", work_area="c-shenzhen"),
        lambda: working(export_mode="帮扶车间", work_area="t-other"),
        "export_mode",
        "帮扶车间",
    ),
    case(
        21,
        W,
        "region",
        lambda: working(region_class="市内县外", work_area="x-liuyang"),
        lambda: working(region_class="省内市外", work_area="x-liuyang"),
        "region_class",
        "应为省内市外",
    ),
    case(
        21,
        W,
        "own township",
        lambda: working(region_class="县内乡外", work_area="t-shipai"),
        lambda: working(region_class="县内乡外", work_area="x-longshan"),
        "region_class",
        "应为乡内",
    ),
    case(
        22,
        W,
        "plans",
        lambda: answering(planned_away=True),
        lambda: answering(planned_away=True, service_need=("岗位信息",)),
        "planned_away",
    ),
    case(
        23,
        W,
        "measures",
        lambda: answering(measures=("劳务输出",)),
        lambda: answering(measures=("技能培训",)),
        "measures",
        "劳务输出",
    ),
    case(
        24,
        W,
        "no reason",
        lambda: answering(employment_status="暂未就业"),
        lambda: answering(employment_status="暂未就业", unemployed_reason=("照顾家庭",)),
        "unemployed_reason",
    ),
    case(
        24,
        W,
        "will",
        lambda: answering(unemployed_reason=("无就业意愿",), job_will=True),
        lambda: answering(unemployed_reason=("无就业意愿",), job_will=False),
        "unemployed_reason",
    ),
    case(
        24,
        W,
        "training",
        lambda: answering(train_will=("无意向", "电工")),
        lambda: answering(train_will=("无意向",)),
        "train_will",
        "无意向、电工",
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_rule_is_broken_and_kept(case: Case):
    verify(case)


def test_age_is_that_of_the_reference_day():
    just_sixteen = one("2010-06-30", employment_status="转移就业")
    assert not found(just_sixteen, 12)
    assert found(one("2010-07-01", employment_status="转移就业"), 12)


def test_a_child_at_work_is_no_matter_of_holidays():
    family = working(CHILD, person={"in_school": "七年级"})
    assert found(family, 12)
    assert not found(family, 11)


def test_a_wage_that_could_not_be_read_is_not_called_missing():
    assert not found(working(wage=None, unread={"wage": "3-4千"}), 18)


def test_measures_that_led_to_work_are_fine():
    who = make.member(spells=(make.spell(),), answer=make.answer(measures=("劳务输出",)))
    assert not found(make.family(who), 23)
