"""Which columns of a list from above state a problem, and which ones wait for the answer."""

import re
from collections.abc import Iterable
from enum import StrEnum

from desktop.domain.text import compact


class Role(StrEnum):
    """What a column is for; those after the problem are filled in by whoever answers."""

    PROBLEM = "问题"
    ANSWER = "核实结果"
    REASON = "情况说明"
    WHO = "核实人"
    WHEN = "核实日期"


_DONE = "(?:核实|核查|核对|整改|处理|处置|反馈|答复|复核|排查|落实)"
_PROBLEMS = "(?:问题|疑点|异常|预警|错误|风险)"
_PATTERNS = (
    (Role.WHO, rf".*{_DONE}人(?:员)?(?:\(?签[字名]\)?|姓名)?"),
    (Role.WHEN, rf".*{_DONE}(?:时间|日期)"),
    (Role.ANSWER, rf".*{_DONE}(?:结果|情况|意见|结论|反馈|内容)?"),
    (Role.ANSWER, r"是否(?:属实|已?整改|整改到位|真实)"),
    (
        Role.REASON,
        rf"(?:(?:不属实|无法核实|情况|具体|补充|{_DONE}(?:情况|结果)?)的?)?(?:原因|说明|理由)",
    ),
    (
        Role.PROBLEM,
        rf".*{_PROBLEMS}(?:点|项|描述|内容|说明|类型|类别|情况|名称|原因|信息|数据|线索)?",
    ),
    (Role.PROBLEM, r"(?:数据)?(?:比对|筛查|核验)(?:结果|情况)"),
)


def role_of(heading: str) -> Role | None:
    """What a column of this heading is for; None for any other."""
    text = compact(heading)
    return next((role for role, pattern in _PATTERNS if re.fullmatch(pattern, text)), None)


def roles(headings: Iterable[tuple[int, str]]) -> dict[Role, tuple[int, ...]]:
    """The places of the columns that have a role: of problems all, of the others the first."""
    found: dict[Role, tuple[int, ...]] = {}
    for place, heading in headings:
        role = role_of(heading)
        if role is Role.PROBLEM or (role is not None and role not in found):
            found[role] = (*found.get(role, ()), place)
    return found
