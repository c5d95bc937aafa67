"""People, and what is said of them for a time: tags, outside numbers, presence."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.dictionary import entity
from desktop.domain.kinds import (
    Area,
    Ask,
    Code,
    Date,
    Flag,
    IdNumber,
    Name,
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
_SENSITIVE = Secrecy.SENSITIVE


@entity("person", "人员")
@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person as last known; households come through memberships, work through spells."""

    name: Annotated[
        str | None,
        Name("姓名", ask=Ask.ALWAYS, search=Search.PINYIN, secrecy=Secrecy.PERSONAL, decide=True,
             aliases=("学员姓名", "家庭成员姓名", "成员姓名", "人员姓名"), width_mm=18),
    ] = None  # fmt: skip
    name_alias: Annotated[
        str | None,
        Name("别名(系统用名)", search=Search.PINYIN, secrecy=Secrecy.PERSONAL, aliases=("曾用名",)),
    ] = None
    id_type: Annotated[str | None, Code("证件类型", code_set="id_type", aliases=("证件类别",))] = (
        None
    )
    id_no: Annotated[
        str | None,
        IdNumber("身份证号", ask=Ask.ALWAYS, secrecy=Secrecy.IDENTITY, search=Search.DIGITS,
                 decide=True,
                 aliases=("证件号码", "公民身份号码", "身份证号码", "身份证", "身份证件号码")),
    ] = None  # fmt: skip
    other_id_no: Annotated[
        str | None, Text("其他证件号", secrecy=Secrecy.IDENTITY, aliases=("其他证件号码",))
    ] = None
    sex: Annotated[
        str | None,
        Code("性别", code_set="sex", ask=Ask.ALWAYS, secrecy=Secrecy.PERSONAL, width_mm=10),
    ] = None
    birth: Annotated[
        PartialDate | None,
        Date("出生日期", ask=Ask.OPTIONAL, secrecy=Secrecy.IDENTITY, aliases=("出生年月", "生日")),
    ] = None
    ethnic: Annotated[
        str | None, Code("民族", code_set="ethnic", ask=Ask.OPTIONAL, width_mm=16)
    ] = None
    education: Annotated[
        str | None,
        Code("文化程度", code_set="education", ask=Ask.ALWAYS, owner=_V,
             aliases=("学历", "受教育程度", "教育程度"), width_mm=18),
    ] = None  # fmt: skip
    in_school: Annotated[
        str | None,
        Code("在校生状况", code_set="in_school", ask=Ask.OPTIONAL, owner=_V,
             aliases=("在校状况", "上学状态", "就学情况")),
    ] = None  # fmt: skip
    school: Annotated[str | None, Text("就读学校", owner=_V, aliases=("学校", "就读院校"))] = None
    grade: Annotated[str | None, Text("年级", owner=_V)] = None
    dropout_reason: Annotated[str | None, Text("失学或辍学原因", owner=_V)] = None
    marital: Annotated[str | None, Code("婚姻状况", code_set="marital", aliases=("婚姻",))] = None
    political: Annotated[str | None, Code("政治面貌", code_set="political")] = None
    health: Annotated[
        str | None,
        Code("健康状况", code_set="health", ask=Ask.ALWAYS, owner=_V, secrecy=_SENSITIVE,
             aliases=("健康", "身体状况"), width_mm=18),
    ] = None  # fmt: skip
    labour_ability: Annotated[
        str | None,
        Code("劳动能力", code_set="labour_ability", ask=Ask.ALWAYS, owner=_V, secrecy=_SENSITIVE,
             aliases=("劳动技能", "劳动力情况", "劳动力状况"), width_mm=24),
    ] = None  # fmt: skip
    disability_no: Annotated[
        str | None, Text("残疾证号", secrecy=_SENSITIVE, aliases=("残疾人证号",))
    ] = None
    disability_type: Annotated[
        str | None, Code("残疾类别", code_set="disability_type", secrecy=_SENSITIVE)
    ] = None
    disability_grade: Annotated[
        str | None, Code("残疾等级", code_set="disability_grade", secrecy=_SENSITIVE)
    ] = None
    disability_issued: Annotated[
        PartialDate | None,
        Date("残疾证办证年度", secrecy=_SENSITIVE, aliases=("残疾证办证时间", "残疾证发证日期")),
    ] = None
    hukou_nature: Annotated[
        str | None, Code("户口性质", code_set="hukou_nature", aliases=("户籍性质",))
    ] = None
    hukou_area: Annotated[
        str | None, Area("户籍地", aliases=("户口登记地", "户籍地址码", "户籍地代码"))
    ] = None
    hukou_address: Annotated[str | None, Text("户籍详址", secrecy=Secrecy.PERSONAL)] = None
    live_area: Annotated[
        str | None, Area("常住地", owner=_V, aliases=("现住地", "常住地址码", "常住地代码"))
    ] = None
    live_address: Annotated[
        str | None, Text("现住址", owner=_V, secrecy=Secrecy.PERSONAL, aliases=("常住地址",))
    ] = None
    phone: Annotated[
        str | None,
        Phone("联系电话", ask=Ask.ALWAYS, owner=_V, secrecy=Secrecy.PERSONAL, search=Search.DIGITS,
              aliases=("成员联系电话", "电话", "手机", "手机号", "手机号码", "联系方式",
                       "本人电话")),
    ] = None  # fmt: skip
    wechat_ok: Annotated[bool | None, Flag("微信同号", owner=_V)] = None
    mandarin: Annotated[bool | None, Flag("会讲普通话", owner=_V, aliases=("是否会讲普通话",))] = (
        None
    )
    skill_text: Annotated[
        str | None,
        Text(
            "技能特长", ask=Ask.OPTIONAL, owner=_V, aliases=("特长", "技能", "技能证书", "技能资格")
        ),
    ] = None
    tech_title: Annotated[
        str | None, Text("专业技术资格", owner=_V, aliases=("专业技术职称", "职称"))
    ] = None
    skill_level: Annotated[
        str | None, Code("技能等级", code_set="skill_level", owner=_V, aliases=("技术等级",))
    ] = None
    pension_worker: Annotated[bool | None, Flag("参加城镇职工基本养老保险")] = None
    pension_resident: Annotated[
        bool | None, Flag("参加城乡居民基本养老保险", aliases=("城乡居民养老保险",))
    ] = None
    medical_worker: Annotated[bool | None, Flag("参加职工基本医疗保险")] = None
    medical_resident: Annotated[
        bool | None,
        Flag("参加城乡居民基本医疗保险", aliases=("城乡居民基本医保", "参加城乡居民基本医保")),
    ] = None
    serious_illness_insured: Annotated[bool | None, Flag("参加大病保险", aliases=("大病保险",))] = (
        None
    )
    commercial_medical: Annotated[
        bool | None, Flag("商业补充医疗", aliases=("商业补充医疗保险",))
    ] = None
    land_contract: Annotated[
        bool | None, Flag("有土地承包权", owner=_V, aliases=("土地承包权", "是否有土地承包权"))
    ] = None
    statutory_category: Annotated[
        str | None, Code("退休年龄类别", code_set="statutory_category")
    ] = None
    bank_kind: Annotated[str | None, Code("账户类别", code_set="bank_account_kind")] = None
    bank_name: Annotated[str | None, Text("开户行", secrecy=Secrecy.ACCOUNT)] = None
    bank_account: Annotated[
        str | None,
        Text("银行卡号", secrecy=Secrecy.ACCOUNT, decide=True, aliases=("银行账号", "社保卡号")),
    ] = None
    emergency_contact: Annotated[
        str | None, Text("紧急联系人", owner=_V, secrecy=Secrecy.PERSONAL)
    ] = None
    employment_status: Annotated[
        str | None,
        Code("就业状态", code_set="employment_status", ask=Ask.ALWAYS, owner=_V,
             aliases=("就创业状态", "就业(转移)状态", "现状", "就业状况"), width_mm=20),
    ] = None  # fmt: skip
    count_by: Annotated[str | None, Code("统计归属", code_set="membership_kind")] = None
    status: Annotated[
        str | None,
        Code("人员状态", code_set="person_status", ask=Ask.OPTIONAL, owner=_V, decide=True),
    ] = None
    status_date: Annotated[PartialDate | None, Date("人员状态日期", owner=_V)] = None
    status_reason: Annotated[str | None, Text("人员状态原因", owner=_V)] = None
    merged_into: Annotated[str | None, Ref("并入人员", to="person")] = None
    remark: Annotated[
        str | None, Text("备注", ask=Ask.ALWAYS, owner=_V, secrecy=Secrecy.PERSONAL, max_length=500)
    ] = None


@entity("external_id", "外部编号")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalId(Record):
    """A number that another system gave a person or household."""

    subject: Annotated[str | None, Ref("对象", to="person")] = None
    system: Annotated[str | None, Text("系统")] = None
    kind: Annotated[str | None, Text("编号种类")] = None
    value: Annotated[str | None, Text("编号", secrecy=Secrecy.PERSONAL)] = None


@entity("tag", "特殊人群标识")
@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Record):
    """A group a person or household belongs to for a time, with its source and proof."""

    person: Annotated[str | None, Ref("人员", to="person")] = None
    household: Annotated[str | None, Ref("户", to="household")] = None
    tag: Annotated[
        str | None,
        Code("特殊标识", code_set="tag", ask=Ask.ALWAYS, owner=_V, secrecy=_SENSITIVE,
             aliases=("特殊人群", "人员类别", "户类型")),
    ] = None  # fmt: skip
    kind: Annotated[
        str | None,
        Code("监测对象类别", code_set="monitored_kind", secrecy=_SENSITIVE,
             aliases=("监测类别", "识别类别")),
    ] = None  # fmt: skip
    start: Annotated[
        PartialDate | None, Date("认定日期", aliases=("识别监测时间", "认定年度", "认定时间"))
    ] = None
    end: Annotated[PartialDate | None, Date("退出日期")] = None
    end_reason: Annotated[str | None, Text("退出原因")] = None
    source: Annotated[str | None, Text("认定单位")] = None
    standard: Annotated[str | None, Text("识别标准")] = None
    cert_no: Annotated[str | None, Text("证件编号", secrecy=_SENSITIVE)] = None
    risk_cleared: Annotated[bool | None, Flag("风险是否已消除")] = None
    proof: Annotated[str | None, Text("佐证")] = None


@entity("presence", "返乡返岗状态")
@dataclass(frozen=True, slots=True, kw_only=True)
class Presence(Record):
    """Where a person who works away is around one Spring Festival (F4); ends no job."""

    person: Annotated[str | None, Ref("人员", to="person")] = None
    season: Annotated[str | None, Text("季")] = None
    state: Annotated[
        str | None, Code("返乡返岗状态", code_set="presence_state", ask=Ask.OPTIONAL, owner=_V)
    ] = None
    on: Annotated[PartialDate | None, Date("日期", owner=_V, aliases=("返乡时间", "返岗日期"))] = (
        None
    )
    reason: Annotated[str | None, Text("不再外出原因", owner=_V)] = None
    needs_bus: Annotated[bool | None, Flag("需要专车", owner=_V)] = None
