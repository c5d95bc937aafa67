"""What is asked of whom."""

import pytest

from desktop.domain.branches import branch, is_asked, rest
from desktop.domain.entities import STANDARD
from desktop.domain.kinds import Ask, Ref
from tests.domain.make import book
from tests.later import LATER


def labels(status, *, wishes=False):
    return [field.label for field in branch(STANDARD, status, wishes=wishes)]


def test_whoever_works_is_asked_where_what_since_when_and_for_how_much():
    assert labels("转移就业") == [
        "务工地点", "单位", "工种", "起始时间", "月收入", "就业渠道", "就业类型",
    ]  # fmt: skip


def test_whoever_has_a_business_is_asked_about_it_and_no_employer():
    assert labels("自主创业")[0] == "创业项目"
    assert "单位" not in labels("自主创业")


def test_whoever_has_no_job_is_asked_why_and_only_a_seeker_for_what():
    assert labels("暂未就业") == ["未就业原因"]
    assert labels("暂未就业", wishes=True)[1:] == ["意向类型", "意向地域", "意向工种", "期望薪资"]


@pytest.mark.parametrize("status", ["在校", "非劳动力"])
def test_pupils_and_the_retired_are_not_asked_for_wishes(status):
    assert not is_asked(status, "survey_answer.job_will")
    assert not any(label.startswith("意向") for label in labels(status, wishes=True))
    assert is_asked(status, "person.phone")


def test_every_status_has_its_branch():
    for item in book().items("employment_status"):
        assert labels(item.key) is not None
    assert labels(None) == []


@pytest.mark.parametrize("status", [None, "转移就业", "在校", "暂未就业"])
def test_nothing_is_both_asked_and_in_the_rest(status):
    asked = {field.path for field in branch(STANDARD, status, wishes=True)}
    found = rest(STANDARD, status, shown=asked)
    assert asked.isdisjoint(field.path for field in found)
    assert not any(isinstance(field.kind, Ref) for field in found)
    asks = [field.kind.ask is Ask.NEVER for field in found]
    assert asks == sorted(asks)


def test_a_field_that_is_declared_later_is_within_reach():
    assert "person.nickname" in {field.path for field in rest(LATER, "在校", shown=())}
