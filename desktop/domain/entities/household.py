"""Households and who belongs to them."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.dictionary import entity
from desktop.domain.kinds import (
    Amount,
    Area,
    Ask,
    Code,
    Date,
    Flag,
    Integer,
    Phone,
    Ref,
    Search,
    Secrecy,
    Text,
)
from desktop.domain.levels import Level
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record

_V = Level.VILLAGE


@entity("household", "户")
@dataclass(frozen=True, slots=True, kw_only=True)
class Household(Record):
    """A household; its head is the membership with relation 户主, nowhere else."""

    household_no: Annotated[
        str | None,
        Text(
            "户编号", ask=Ask.ALWAYS, search=Search.DIGITS, aliases=("户编码", "户号"), width_mm=36
        ),
    ] = None
    village: Annotated[
        str | None,
        Area("村", ask=Ask.ALWAYS, decide=True, aliases=("行政村", "村(社区)", "所属村", "村名")),
    ] = None
    group_name: Annotated[
        str | None,
        Text("组", ask=Ask.ALWAYS, owner=_V, aliases=("组别", "村民小组", "小组"), width_mm=14),
    ] = None
    address: Annotated[
        str | None,
        Text("住址", ask=Ask.OPTIONAL, owner=_V, secrecy=Secrecy.PERSONAL,
              aliases=("详细住址", "家庭住址", "户籍地址", "家庭地址")),
    ] = None  # fmt: skip
    phone: Annotated[
        str | None,
        Phone("户联系电话", ask=Ask.OPTIONAL, owner=_V, secrecy=Secrecy.PERSONAL,
              search=Search.DIGITS, aliases=("户主电话",)),
    ] = None  # fmt: skip
    hukou_book_no: Annotated[
        str | None, Text("户口簿号", secrecy=Secrecy.IDENTITY, aliases=("户口本号",))
    ] = None
    kind: Annotated[str | None, Code("户别", code_set="household_kind", aliases=("户类别",))] = None
    member_count_declared: Annotated[
        int | None,
        Integer(
            "申报人口数",
            most=99,
            unit="人",
            owner=_V,
            aliases=("家庭人口", "人口数", "居住人口数", "居住人口", "家庭人口数"),
        ),
    ] = None
    away_short_count: Annotated[
        int | None, Integer("外出不满半年人口数", most=99, unit="人", owner=_V)
    ] = None
    house_type: Annotated[str | None, Code("住房来源", code_set="house_type", owner=_V)] = None
    is_relocated: Annotated[
        bool | None, Flag("易地搬迁", owner=_V, secrecy=Secrecy.SENSITIVE, aliases=("易地搬迁户",))
    ] = None
    settlement_name: Annotated[str | None, Text("安置点名称", owner=_V)] = None
    land_mu: Annotated[str | None, Text("耕地(亩)", owner=_V, aliases=("耕地面积",))] = None
    forest_mu: Annotated[str | None, Text("林地(亩)", owner=_V, aliases=("林地面积",))] = None
    farm_income: Annotated[
        int | None,
        Amount("上年农业人均纯收入", owner=_V, secrecy=Secrecy.PERSONAL,
               aliases=("农业人均纯收入", "人均农业纯收入")),
    ] = None  # fmt: skip
    hazard: Annotated[str | None, Text("安全隐患", owner=_V)] = None
    status: Annotated[
        str | None, Code("户状态", code_set="household_status", ask=Ask.OPTIONAL, owner=_V)
    ] = None
    status_date: Annotated[PartialDate | None, Date("户状态日期", owner=_V)] = None
    status_reason: Annotated[str | None, Text("户状态原因", owner=_V)] = None
    remark: Annotated[str | None, Text("户备注", owner=_V)] = None


@entity("membership", "户关系")
@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Record):
    """A person's belonging to a household: by register, by living there, or by 防返贫 (F3)."""

    person: Annotated[str | None, Ref("人员", to="person")] = None
    household: Annotated[str | None, Ref("户", to="household", decide=True)] = None
    kind: Annotated[str | None, Code("户关系类别", code_set="membership_kind")] = None
    relation: Annotated[
        str | None,
        Code("与户主关系", code_set="relation", ask=Ask.ALWAYS, owner=_V,
             aliases=("关系", "户主关系", "家庭关系"), width_mm=16),
    ] = None  # fmt: skip
    start: Annotated[PartialDate | None, Date("加入日期", owner=_V)] = None
    end: Annotated[PartialDate | None, Date("离开日期", owner=_V)] = None
    reason: Annotated[str | None, Text("变动原因", owner=_V)] = None
