"""Work: spells with a start and an end."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.dictionary import entity
from desktop.domain.kinds import Amount, Area, Ask, Code, Date, Flag, Integer, Ref, Text
from desktop.domain.levels import Level
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record

_V = Level.VILLAGE
_B = Ask.BRANCH


@entity("employment_spell", "就业经历")
@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentSpell(Record):
    """One stretch of work; a spell without an end goes on."""

    person: Annotated[str | None, Ref("人员", to="person")] = None
    kind: Annotated[
        str | None, Code("就业类型", code_set="spell_kind", ask=_B, owner=_V, aliases=("外出形式",))
    ] = None
    employer: Annotated[
        str | None,
        Text("单位", ask=_B, owner=_V, max_length=100, width_mm=36,
             aliases=("务工单位", "务工企业名称", "就业单位", "企业名称", "单位名称", "工作单位")),
    ] = None  # fmt: skip
    employer_nature: Annotated[
        str | None, Code("单位性质", code_set="employer_nature", owner=_V)
    ] = None
    industry: Annotated[
        str | None,
        Code("所属行业", code_set="industry", ask=Ask.OPTIONAL, owner=_V,
             aliases=("行业", "从事行业", "产业分类")),
    ] = None  # fmt: skip
    trade: Annotated[
        str | None,
        Text(
            "工种",
            ask=_B,
            owner=_V,
            aliases=("岗位", "岗位工种", "岗位名称", "职业", "从事工种", "主要行业和职业"),
        ),
    ] = None
    occupation: Annotated[str | None, Text("职业大类")] = None
    work_area: Annotated[str | None, Area("务工地区", owner=_V)] = None
    work_place: Annotated[
        str | None,
        Text("务工地点", ask=_B, owner=_V, max_length=100, width_mm=36,
             aliases=("务工所在地", "就业地点", "就业地址", "外出地点", "务工地", "工作地点",
                      "转移就业地点", "自主创业地点", "自主创业地址", "创业地点")),
    ] = None  # fmt: skip
    region_class: Annotated[
        str | None,
        Code("就业地域", code_set="region_class", owner=_V, aliases=("务工地域", "务工区域")),
    ] = None
    export_mode: Annotated[
        str | None,
        Code("就业渠道", code_set="export_mode", ask=_B, owner=_V,
             aliases=("外出方式", "输出方式", "输出渠道", "外出渠道", "转移就业方式")),
    ] = None  # fmt: skip
    start: Annotated[
        PartialDate | None,
        Date("起始时间", ask=_B, owner=_V,
             aliases=("起始日期", "开始时间", "务工开始时间", "起始年月", "外出时间", "务工时间",
                      "转移就业时间", "自主创业时间", "创业时间")),
    ] = None  # fmt: skip
    end: Annotated[
        PartialDate | None,
        Date("终止时间", ask=Ask.OPTIONAL, owner=_V, aliases=("终止日期", "结束时间")),
    ] = None
    end_reason: Annotated[str | None, Code("离职原因", code_set="end_reason", owner=_V)] = None
    months_in_year: Annotated[
        int | None,
        Integer("本年务工月数", unit="月", most=999, owner=_V,
                aliases=("务工时间（月）", "务工月数", "务工累计时间")),
    ] = None  # fmt: skip
    wage: Annotated[
        int | None,
        Amount("月收入", ask=_B, owner=_V, most=1_000_000,
               aliases=("月工资", "月工资收入", "务工收入", "月薪", "月收入(元)", "工资")),
    ] = None  # fmt: skip
    income_total: Annotated[
        int | None,
        Amount("务工总收入", owner=_V, most=10_000_000,
               aliases=("务工累计收入", "年务工收入", "务工年收入")),
    ] = None  # fmt: skip
    wage_band: Annotated[str | None, Code("月收入档", code_set="income_band", owner=_V)] = None
    wage_unpaid: Annotated[bool | None, Flag("被拖欠工资", owner=_V)] = None
    hazard: Annotated[bool | None, Flag("高危有害岗位", owner=_V)] = None
    contract: Annotated[
        str | None,
        Code("合同", code_set="contract", ask=Ask.OPTIONAL, owner=_V, aliases=("劳动合同",)),
    ] = None
    contract_end: Annotated[PartialDate | None, Date("合同到期", owner=_V)] = None
    ins_pension: Annotated[bool | None, Flag("单位缴养老", owner=_V)] = None
    ins_medical: Annotated[bool | None, Flag("单位缴医疗", owner=_V)] = None
    ins_unemployment: Annotated[bool | None, Flag("单位缴失业", owner=_V)] = None
    ins_injury: Annotated[bool | None, Flag("单位缴工伤", owner=_V)] = None
    abroad: Annotated[bool | None, Flag("国外务工", owner=_V, aliases=("是否国外务工",))] = None
    special: Annotated[
        str | None, Code("特色就业", code_set="special_work", owner=_V, aliases=("公益性岗位类型",))
    ] = None
    welfare_months: Annotated[
        int | None,
        Integer("公益性岗位月数", unit="月", most=99, owner=_V, aliases=("公益性岗位(月数)",)),
    ] = None
    business_name: Annotated[
        str | None, Text("创业项目", ask=_B, owner=_V, aliases=("项目", "项目名称", "自主创业项目"))
    ] = None
    business_kind: Annotated[
        str | None, Code("创业单位类型", code_set="business_kind", owner=_V, aliases=("单位类型",))
    ] = None
    invested_yuan: Annotated[int | None, Amount("投资额", owner=_V)] = None
    jobs_created: Annotated[int | None, Integer("带动就业人数", unit="人", owner=_V)] = None
    jobs_created_poor: Annotated[
        int | None,
        Integer(
            "带动脱贫人数",
            unit="人",
            owner=_V,
            aliases=("带动贫困劳动力人数", "带动脱贫劳动力人数"),
        ),
    ] = None
    round: Annotated[str | None, Ref("来源轮次", to="survey_round")] = None
    proof: Annotated[str | None, Text("佐证")] = None
