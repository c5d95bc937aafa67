"""Rules on disability, insurance and tags."""

import pytest

from tests.domain import make
from tests.domain.rules.cases import Case, E, W, case, found, one, tagged, verify

ID = make.id_no("1990-05-04", "男", 7)
OTHER_ID = make.id_no("1990-05-04", "男", 9)
CARD = ID + "43"  # 肢体, 三级


def disabled(**fields):
    return one(**{"id_no": ID, "disability_no": CARD, "health": "残疾"} | fields)


def poor_and_destitute_members(other):
    return make.family(
        make.member(tags=(make.tag("低保"),)),
        make.member("之父", make.person("1960-01-01"), tags=(make.tag(other),)),
    )


CASES = [
    case(
        15,
        W,
        "no card",
        lambda: one(health="残疾"),
        disabled,
        "disability_no",
        "没有填残疾证号",
    ),
    case(
        15,
        W,
        "tag without card",
        lambda: tagged(make.tag("残疾")),
        lambda: tagged(make.tag("残疾", cert_no=CARD)),
        "disability_no",
    ),
    case(15, W, "healthy", lambda: disabled(health="健康"), disabled, "health", CARD),
    case(15, W, "number", lambda: disabled(id_no=OTHER_ID), disabled, "disability_no", OTHER_ID),
    case(
        15,
        W,
        "kind",
        lambda: disabled(disability_type="视力"),
        lambda: disabled(disability_type="肢体"),
        "disability_type",
        "视力",
    ),
    case(
        15,
        W,
        "grade",
        lambda: disabled(disability_grade="一级"),
        lambda: disabled(disability_grade="三级"),
        "disability_grade",
        "一级",
    ),
    case(
        26,
        W,
        "pension",
        lambda: one(pension_worker=True, pension_resident=True),
        lambda: one(pension_worker=True, pension_resident=False),
        "pension_resident",
    ),
    case(
        26,
        W,
        "two medical",
        lambda: one(medical_worker=True, medical_resident=True),
        lambda: one(medical_worker=False, medical_resident=True),
        "medical_resident",
    ),
    case(
        26,
        W,
        "no medical",
        lambda: one(medical_worker=False, medical_resident=False),
        lambda: one(medical_worker=False),
        "medical_resident",
        "都为否",
    ),
    case(
        28,
        E,
        "one person",
        lambda: tagged(make.tag("低保"), make.tag("特困")),
        lambda: tagged(make.tag("低保", end=make.day("2025-12")), make.tag("特困")),
        "tag",
        "低保和特困",
    ),
    case(
        28,
        W,
        "one household",
        lambda: poor_and_destitute_members("特困"),
        lambda: poor_and_destitute_members("脱贫户"),
        "tag",
    ),
    case(
        28,
        W,
        "no member",
        lambda: tagged(own=(make.tag("低保"),)),
        lambda: tagged(make.tag("低保"), own=(make.tag("低保"),)),
        "tag",
        "没有一个成员",
    ),
    case(
        29,
        E,
        "backwards",
        lambda: tagged(make.tag("低保", start=make.day("2025-01"), end=make.day("2024-12"))),
        lambda: tagged(make.tag("低保", start=make.day("2025-01"), end=make.day("2025"))),
        "end",
        "2024-12",
    ),
    case(
        29,
        E,
        "kind of one on record",
        lambda: tagged(make.tag("监测对象", start=make.day("2025-03"))),
        lambda: tagged(make.tag("监测对象", start=make.day("2025-03"), kind="突发严重困难户")),
        "kind",
    ),
    case(
        29,
        W,
        "kind",
        lambda: tagged(make.tag("监测对象")),
        lambda: tagged(make.tag("监测对象", kind="边缘易致贫户")),
        "kind",
    ),
    case(
        29,
        W,
        "household",
        lambda: tagged(own=(make.tag("监测对象"),)),
        lambda: tagged(own=(make.tag("监测对象", kind="脱贫不稳定户"),)),
        "kind",
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_rule_is_broken_and_kept(case: Case):
    verify(case)


def test_one_person_with_both_is_no_doubt_about_the_household_as_well():
    both = tagged(make.tag("低保"), make.tag("特困"))
    assert [finding.severity for finding in found(both, 28)] == [E]
