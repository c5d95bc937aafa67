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

NAME = "person.name"
ID_NO = "person.id_no"
RELATION = "membership.relation"
HOUSEHOLD_NO = "household.household_no"
GROUP = "household.group_name"
VILLAGE = "household.village"
REMARK = "person.remark"

AREA_PATH = (PROVINCE, CITY, COUNTY, TOWNSHIP, VILLAGE)
"""The columns that together name a village, from the province down; each may be missing."""


@dataclass(frozen=True, slots=True)
class Virtual:
    """A column that is no dictionary field.

    Attributes:
        target: its key.
        label: what a clerk calls it.
        aliases: what other sheets call it.
        kept: whether its cells are handed on; the others are recognised and left out.
        of_household: whether it says the same of everyone in a household.
    """

    target: str
    label: str
    aliases: tuple[str, ...] = ()
    kept: bool = True
    of_household: bool = False


VIRTUALS = (
    Virtual(SERIAL, "序号", ("顺序号", "NO", "NO."), kept=False),
    Virtual(AGE, "年龄", ("周岁", "实际年龄", "年龄(周岁)"), kept=False),
    Virtual(HEAD_NAME, "户主姓名", ("户主", "户主名字", "家庭户主"), of_household=True),
    Virtual(
        HEAD_ID_NO,
        "户主证件号码",
        ("户主身份证号", "户主身份证号码", "户主身份证", "户主公民身份号码"),
        of_household=True,
    ),
    Virtual(PERSON_NO, "人口编号", ("人员编号", "人口编码", "个人编号")),
    # 脱贫户 is a tag, 普通农户 is none: more than one field can hold.
    Virtual(HOUSEHOLD_TYPE, "户类型", ("农户类型",), of_household=True),
    Virtual(IS_WORKING, "是否务工", ("是否已务工", "是否外出务工", "是否外出", "是否就业")),
    Virtual(PROVINCE, "省", ("省份", "省(区、市)"), of_household=True),
    Virtual(CITY, "市", ("市州", "市(州)", "地市"), of_household=True),
    Virtual(COUNTY, "县", ("县区", "县(区)", "县(市、区)", "区县"), of_household=True),
    Virtual(TOWNSHIP, "乡", ("乡镇", "乡(镇)", "乡镇(街道)", "镇", "街道"), of_household=True),
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
