"""What a column of a spreadsheet may mean: a field of the dictionary, or one of these.

A target is a text: the path of a dictionary field (``person.name``), or the key of a column
that other people's sheets have and no single field holds.
"""

from dataclasses import dataclass

SERIAL = "column.serial"
AGE = "column.age"
HEAD_NAME = "column.head_name"
HEAD_ID_NO = "column.head_id_no"
PERSON_NO = "column.person_no"
HOUSEHOLD_TYPE = "column.household_type"
IS_WORKING = "column.is_working"
PROVINCE = "column.province"
CITY = "column.city"
COUNTY = "column.county"
TOWNSHIP = "column.township"
INSURANCE_NO = "column.insurance_no"
WORK_PROVINCE = "column.work_province"
WORK_CITY = "column.work_city"
WORK_COUNTY = "column.work_county"
ORGANISED = "column.organised"
WANTS_WELFARE_POST = "column.wants_welfare_post"

NAME = "person.name"
ID_NO = "person.id_no"
RELATION = "membership.relation"
HOUSEHOLD_NO = "household.household_no"
GROUP = "household.group_name"
VILLAGE = "household.village"
REMARK = "person.remark"

AREA_PATH = (PROVINCE, CITY, COUNTY, TOWNSHIP, VILLAGE)
"""The columns that together name a village, from the province down; each may be missing."""
WORK_PATH = (WORK_PROVINCE, WORK_CITY, WORK_COUNTY)
"""The columns that together name where somebody works."""


@dataclass(frozen=True, slots=True)
class Virtual:
    """A column that is no dictionary field.

    Attributes:
        target: its key.
        label: what a clerk calls it.
        aliases: what other sheets call it.
        kept: whether its cells are handed on; the others are recognised and left out.
        of_household: whether it says the same of everyone in a household.
        tag: the tag that a yes in it gives, if any.
    """

    target: str
    label: str
    aliases: tuple[str, ...] = ()
    kept: bool = True
    of_household: bool = False
    tag: str = ""


_YES_NO = {
    "低保": ("是否享受低保", "是否低保", "是否低保户", "是否低保对象", "享受低保", "低保"),
    "特困": ("是否特困供养人员", "是否特困", "是否特困人员", "特困供养人员", "是否五保户"),
    "残疾": ("是否残疾人", "是否残疾", "是否持证残疾人", "残疾"),
    "脱贫户": ("建档立卡", "是否建档立卡", "是否建档立卡户", "是否建档立卡贫困户", "是否脱贫户",
              "是否脱贫人口", "是否贫困户"),
    "监测对象": ("是否监测对象", "是否监测户", "是否防返贫监测对象"),
    "失地农民": ("失地农民", "是否失地农民", "是否被征地农民"),
    "退役军人": ("是否退役军人", "是否退伍军人"),
    "高校毕业生": ("是否高校毕业生", "是否大学毕业生"),
    "两后生": ("是否两后生",),
    "零就业家庭成员": ("是否零就业家庭", "是否零就业家庭成员"),
    "就业困难人员": ("是否就业困难人员", "是否就业困难"),
    "登记失业人员": ("是否登记失业", "是否登记失业人员"),
}  # fmt: skip
"""The tags that other sheets give in a column of their own, with what they call it."""

TAG_FLAGS = (
    *(Virtual(f"column.tag.{tag}", names[0], names[1:], tag=tag) for tag, names in _YES_NO.items()),
    # Stands beside 建档立卡 in one sheet, and makes the same tag.
    Virtual("column.left_poverty", "已脱贫", ("是否已脱贫", "是否脱贫", "脱贫状态"), tag="脱贫户"),
)
"""The yes/no columns that make tags."""

VIRTUALS = (
    Virtual(SERIAL, "序号", ("顺序号", "NO", "NO."), kept=False),
    Virtual(AGE, "年龄", ("周岁", "实际年龄", "年龄(周岁)", "是否13-15周岁"), kept=False),
    Virtual(HEAD_NAME, "户主姓名", ("户主", "户主名字", "家庭户主"), of_household=True),
    Virtual(
        HEAD_ID_NO,
        "户主证件号码",
        ("户主身份证号", "户主身份证号码", "户主身份证", "户主公民身份号码"),
        of_household=True,
    ),
    Virtual(PERSON_NO, "人口编号", ("人员编号", "人口编码")),
    Virtual(INSURANCE_NO, "个人编号", ("社保个人编号", "aac001")),
    # 脱贫户 is a tag, 普通农户 is none: more than one field can hold.
    Virtual(HOUSEHOLD_TYPE, "户类型", ("农户类型",), of_household=True),
    Virtual(IS_WORKING, "是否务工", ("是否已务工", "是否外出务工", "是否外出", "是否就业")),
    Virtual(PROVINCE, "省", ("省份", "省(区、市)"), of_household=True),
    Virtual(CITY, "市", ("市州", "市(州)", "地市"), of_household=True),
    Virtual(COUNTY, "县", ("县区", "县(区)", "县(市、区)", "区县"), of_household=True),
    Virtual(TOWNSHIP, "乡", ("乡镇", "乡(镇)", "乡镇(街道)", "镇", "街道"), of_household=True),
    Virtual(WORK_PROVINCE, "务工所在省", ("务工省份", "务工省")),
    Virtual(WORK_CITY, "务工所在市", ("务工城市", "务工市")),
    Virtual(WORK_COUNTY, "务工所在县", ("务工县区", "务工县", "务工所在区县")),
    Virtual(ORGANISED, "是否有组织劳务输出", ("是否有组织输出", "是否组织输出")),
    Virtual(WANTS_WELFARE_POST, "就业意愿公益性岗位", ("是否愿意从事公益性岗位",)),
    *TAG_FLAGS,
)
"""The columns beyond the dictionary; where both claim a heading, these win."""

BY_TARGET = {virtual.target: virtual for virtual in VIRTUALS}

_HOUSEHOLD = "household."


def of_household(target: str) -> bool:
    """Whether a column says the same of everyone in a household."""
    virtual = BY_TARGET.get(target)
    return virtual.of_household if virtual else target.startswith(_HOUSEHOLD)


def kept(target: str) -> bool:
    """Whether the cells of a recognised column are handed on."""
    virtual = BY_TARGET.get(target)
    return virtual is None or virtual.kept
