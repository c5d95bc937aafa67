"""Lists the ledger lives by: areas, code items, age policies, rule parameters."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.dictionary import entity
from desktop.domain.kinds import Code, Date, Flag, Integer, Ref, Text, Words
from desktop.domain.levels import Level
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record

_COUNTY = Level.COUNTY
_TOWNSHIP = Level.TOWNSHIP


@entity("area", "地区")
@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Record):
    """A place of the area list, province down to group (组).

    Codes of NBS and MCA are different systems with the same digits, so the system always stands
    beside the code (domain §4).
    """

    name: Annotated[str | None, Text("名称", owner=_TOWNSHIP)] = None
    level: Annotated[str | None, Code("级别", code_set="area_level", owner=_COUNTY)] = None
    code: Annotated[str | None, Text("代码", owner=_COUNTY)] = None
    code_system: Annotated[str | None, Text("代码体系", owner=_COUNTY)] = None
    parent: Annotated[str | None, Ref("上级地区", to="area", owner=_COUNTY)] = None
    valid_from: Annotated[PartialDate | None, Date("启用日期", owner=_TOWNSHIP)] = None
    valid_to: Annotated[PartialDate | None, Date("停用日期", owner=_TOWNSHIP)] = None
    merged_into: Annotated[str | None, Ref("并入地区", to="area", owner=_TOWNSHIP)] = None


@entity("code_item", "代码")
@dataclass(frozen=True, slots=True, kw_only=True)
class CodeItem(Record):
    """One choice of a code set, with what other tables call it."""

    code_set: Annotated[str | None, Text("代码集", owner=_COUNTY)] = None
    key: Annotated[str | None, Text("键", owner=_COUNTY)] = None
    label: Annotated[str | None, Text("显示", owner=_COUNTY)] = None
    order: Annotated[int | None, Integer("顺序", owner=_COUNTY)] = None
    short: Annotated[bool | None, Flag("录入时显示", owner=_TOWNSHIP)] = None
    aliases: Annotated[tuple[str, ...] | None, Words("别名", owner=_TOWNSHIP)] = None
    gb: Annotated[str | None, Text("国标代码", owner=_COUNTY)] = None
    sex: Annotated[str | None, Code("限定性别", code_set="sex", owner=_COUNTY)] = None
    generation: Annotated[int | None, Integer("辈分差", least=-9, most=9, owner=_COUNTY)] = None
    closed: Annotated[bool | None, Flag("停用", owner=_COUNTY)] = None


@entity("age_policy", "劳动年龄口径")
@dataclass(frozen=True, slots=True, kw_only=True)
class AgePolicy(Record):
    """Whom a report counts as being of labour age (domain §5); bounds are full years, inclusive."""

    key: Annotated[str | None, Text("键", owner=_COUNTY)] = None
    name: Annotated[str | None, Text("名称", owner=_COUNTY)] = None
    male_min: Annotated[int | None, Integer("男起始年龄", owner=_COUNTY)] = None
    male_max: Annotated[int | None, Integer("男截止年龄", owner=_COUNTY)] = None
    female_min: Annotated[int | None, Integer("女起始年龄", owner=_COUNTY)] = None
    female_max: Annotated[int | None, Integer("女截止年龄", owner=_COUNTY)] = None
    exclude_student: Annotated[bool | None, Flag("不含在校学生", owner=_COUNTY)] = None
    exclude_soldier: Annotated[bool | None, Flag("不含现役军人", owner=_COUNTY)] = None
    exclude_no_ability: Annotated[bool | None, Flag("不含无劳动能力", owner=_COUNTY)] = None
    effective_from: Annotated[PartialDate | None, Date("生效日期", owner=_COUNTY)] = None
    is_default: Annotated[bool | None, Flag("默认", owner=_COUNTY)] = None


@entity("rule_parameter", "规则参数")
@dataclass(frozen=True, slots=True, kw_only=True)
class RuleParameter(Record):
    """A number or switch that a county sets; the rules and indicators read it by its key."""

    key: Annotated[str | None, Text("键", owner=_COUNTY)] = None
    label: Annotated[str | None, Text("名称", owner=_COUNTY)] = None
    value: Annotated[str | None, Text("值", owner=_COUNTY)] = None
    unit: Annotated[str | None, Text("单位", owner=_COUNTY)] = None
    note: Annotated[str | None, Text("说明", owner=_COUNTY)] = None


@entity("import_profile", "导入方案")
@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProfile(Record):
    """How the columns of one source's tables are read; such a table is known by its headings."""

    name: Annotated[str | None, Text("名称", owner=_TOWNSHIP)] = None
    fingerprint: Annotated[str | None, Text("表头特征", owner=_TOWNSHIP)] = None
    columns: Annotated[tuple[str, ...] | None, Words("列的对应", owner=_TOWNSHIP)] = None
