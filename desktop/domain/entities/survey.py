"""Survey rounds, the visits made in them and the answers given, and answers to doubts."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.dictionary import entity
from desktop.domain.kinds import (
    Amount,
    Area,
    Ask,
    Code,
    Codes,
    Date,
    Flag,
    Integer,
    Name,
    Ref,
    Secrecy,
    Text,
    Words,
)
from desktop.domain.levels import Level
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record

_V = Level.VILLAGE
_B = Ask.BRANCH


@entity("survey_round", "摸排轮次")
@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRound(Record):
    """One round of asking; ages and states are as of its reference date, never of today."""

    name: Annotated[str | None, Text("轮次名称")] = None
    kind: Annotated[str | None, Code("轮次种类", code_set="round_kind")] = None
    flow: Annotated[str | None, Code("流程", code_set="round_flow")] = None
    reference_date: Annotated[PartialDate | None, Date("调查时点")] = None
    start: Annotated[PartialDate | None, Date("开始日期")] = None
    due: Annotated[PartialDate | None, Date("截止日期")] = None
    scope: Annotated[str | None, Area("范围")] = None
    age_policy: Annotated[str | None, Ref("劳动年龄口径", to="age_policy")] = None
    state: Annotated[str | None, Code("轮次状态", code_set="round_state")] = None
    asks: Annotated[str | None, Text("提问调整", max_length=4000)] = None


@entity("household_visit", "入户调查")
@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdVisit(Record):
    """One household in one round: who asked whom, how, and what came of it."""

    round: Annotated[str | None, Ref("轮次", to="survey_round")] = None
    household: Annotated[str | None, Ref("户", to="household")] = None
    visit_no: Annotated[int | None, Integer("第几次", most=99)] = None
    method: Annotated[
        str | None,
        Code("调查方式", code_set="visit_method", ask=Ask.OPTIONAL, aliases=("采集方式",)),
    ] = None
    respondent: Annotated[
        str | None, Name("申报人", secrecy=Secrecy.PERSONAL, ask=Ask.OPTIONAL)
    ] = None
    respondent_relation: Annotated[str | None, Code("申报人关系", code_set="relation")] = None
    surveyor: Annotated[str | None, Name("调查员", aliases=("采集人",))] = None
    visited_on: Annotated[
        PartialDate | None, Date("调查日期", ask=Ask.OPTIONAL, aliases=("采集日期",))
    ] = None
    result: Annotated[str | None, Code("入户结果", code_set="visit_result", ask=Ask.ALWAYS)] = None
    state: Annotated[str | None, Code("户状态(本轮)", code_set="visit_state")] = None
    returned: Annotated[str | None, Text("退回原因")] = None
    note: Annotated[str | None, Text("户说明", max_length=500)] = None


@entity("survey_answer", "调查答案")
@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswer(Record):
    """What one person answered in one round."""

    round: Annotated[str | None, Ref("轮次", to="survey_round")] = None
    visit: Annotated[str | None, Ref("入户调查", to="household_visit")] = None
    person: Annotated[str | None, Ref("人员", to="person")] = None
    present: Annotated[
        str | None,
        Code(
            "在家/外出",
            code_set="present",
            ask=Ask.ALWAYS,
            owner=_V,
            aliases=("是否在家", "外出时长"),
        ),
    ] = None
    employment_status: Annotated[
        str | None, Code("本轮就业状态", code_set="employment_status", owner=_V)
    ] = None
    spell: Annotated[str | None, Ref("就业经历", to="employment_spell")] = None
    unemployed_reason: Annotated[
        tuple[str, ...] | None,
        Codes("未就业原因", code_set="unemployed_reason", ask=_B, owner=_V,
              aliases=("无法外出原因", "未就业创业原因")),
    ] = None  # fmt: skip
    job_will: Annotated[
        bool | None,
        Flag(
            "就业意愿",
            ask=Ask.ALWAYS,
            owner=_V,
            aliases=("是否有就业意愿", "就业创业意愿", "就业意向", "是否有就业意向"),
        ),
    ] = None
    will_kind: Annotated[
        tuple[str, ...] | None, Codes("意向类型", code_set="will_kind", ask=_B, owner=_V)
    ] = None
    will_area: Annotated[
        str | None,
        Code("意向地域", code_set="will_area", ask=_B, owner=_V, aliases=("务工去向", "意向地区")),
    ] = None
    will_trade: Annotated[
        tuple[str, ...] | None,
        Words("意向工种", ask=_B, owner=_V, aliases=("意向岗位", "求职意向")),
    ] = None
    expected_wage: Annotated[
        int | None, Amount("期望薪资", ask=_B, owner=_V, aliases=("期望月薪", "期望工资"))
    ] = None
    train_will: Annotated[
        tuple[str, ...] | None,
        Codes("培训意愿", code_set="train_will", ask=Ask.ALWAYS, owner=_V,
              aliases=("培训意向", "培训需求", "培训教育意愿")),
    ] = None  # fmt: skip
    train_time: Annotated[str | None, Text("希望培训时间", owner=_V)] = None
    train_days: Annotated[int | None, Integer("希望培训天数", unit="天", most=365, owner=_V)] = None
    trained: Annotated[
        str | None,
        Text(
            "培训经历",
            ask=Ask.OPTIONAL,
            owner=_V,
            aliases=("参加过何种培训", "培训教育状态", "是否曾培训", "是否经过培训"),
        ),
    ] = None
    startup_will: Annotated[
        bool | None, Flag("创业意愿", ask=Ask.OPTIONAL, owner=_V, aliases=("就业意愿自主创业",))
    ] = None
    planned_away: Annotated[bool | None, Flag("计划外出", owner=_V, aliases=("是否计划务工",))] = (
        None
    )
    service_need: Annotated[
        tuple[str, ...] | None, Words("就业服务需求", owner=_V, ask=Ask.OPTIONAL)
    ] = None
    policy_need: Annotated[tuple[str, ...] | None, Words("政策需求", owner=_V)] = None
    returned_on: Annotated[PartialDate | None, Date("返乡时间(本轮)", owner=_V)] = None
    measures: Annotated[
        tuple[str, ...] | None, Words("帮扶措施", owner=Level.TOWNSHIP, aliases=("采取措施",))
    ] = None
    changed: Annotated[bool | None, Flag("有无变化", owner=_V)] = None


@entity("waiver", "疑点答复")
@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Record):
    """A doubt that a person has answered; it holds until the value changes."""

    rule: Annotated[int | None, Integer("规则", most=999)] = None
    record: Annotated[str | None, Text("记录")] = None
    field: Annotated[str | None, Text("字段")] = None
    value_hash: Annotated[str | None, Text("值摘要")] = None
    reason: Annotated[str | None, Code("答复", code_set="waiver_reason")] = None
    note: Annotated[str | None, Text("答复说明", secrecy=Secrecy.PERSONAL)] = None
