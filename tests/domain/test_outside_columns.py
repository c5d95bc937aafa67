"""Headings that lists from above really have are understood; others are left alone."""

import pytest

from desktop.domain.outside_columns import Role, role_of, roles


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("存在问题", Role.PROBLEM),
        ("疑点", Role.PROBLEM),
        ("疑点描述", Role.PROBLEM),
        ("疑似问题 类型", Role.PROBLEM),
        ("比对结果", Role.PROBLEM),
        ("预警信息", Role.PROBLEM),
        ("核查问题", Role.PROBLEM),
        ("核实情况", Role.ANSWER),
        ("问题整改情况", Role.ANSWER),
        ("乡镇反馈", Role.ANSWER),
        ("是否属实", Role.ANSWER),
        ("疑点核查结果", Role.ANSWER),
        ("不属实原因", Role.REASON),
        ("情况说明", Role.REASON),
        ("核实情况说明", Role.REASON),
        ("核实人", Role.WHO),
        ("核查人(签字)", Role.WHO),
        ("核实时间", Role.WHEN),
        ("未就业原因", None),
        ("致贫原因", None),
        ("姓名", None),
        ("备注", None),
        ("联系人", None),
        ("就业情况", None),
        ("", None),
    ],
)
def test_a_heading_is_understood_or_left_alone(heading, role):
    assert role_of(heading) is role


def test_every_problem_column_counts_but_one_answer_column():
    found = roles(enumerate(["姓名", "疑点类型", "疑点描述", "核查结果", "处理情况"]))
    assert found == {Role.PROBLEM: (1, 2), Role.ANSWER: (3,)}
