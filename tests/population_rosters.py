"""Invented families as the workbooks that clerks and other systems hold them in."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from desktop.domain.facts import Family, Member
from desktop.domain.record import Record
from tests.population_source import DAY, area_list

Cell = str | int | None
AREA_DIGITS = (2, 4, 6, 9, 12)


class Line(NamedTuple):
    """A member with what the row also says of the household."""

    family: Family
    member: Member
    head: str
    number: int


Value = Callable[[Line], Cell]


def seen(record: Record | None, field: str) -> Cell:
    """A value as it stood in the cell, what could not be read among them."""
    if record is None:
        return None
    value = record.unread.get(field, getattr(record, field))
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if value is None or isinstance(value, int) else str(value)


def _person(field: str) -> Value:
    return lambda line: seen(line.member.person, field)


def _household(field: str) -> Value:
    return lambda line: seen(line.family.household, field)


def _spell(field: str) -> Value:
    return lambda line: seen(line.member.spells[-1] if line.member.spells else None, field)


def _answer(field: str) -> Value:
    return lambda line: seen(line.member.answer, field)


def _relation(line: Line) -> Cell:
    return seen(line.member.membership, "relation")


def _tags(line: Line) -> Cell:
    found = [tag.tag for tag in (*line.family.tags, *line.member.tags)]
    return "、".join(dict.fromkeys(found)) or None


def _start(line: Line) -> Cell:
    start = line.member.spells[-1].start if line.member.spells else None
    return None if start is None else f"{start.year}.{start.month}"


def _birth_digits(line: Line) -> Cell:
    return str(line.member.person.birth).replace("-", "")


def _area(digits: int) -> Value:
    return lambda line: area_list().get(line.family.household.household_no[:digits])


def _household_kind(line: Line) -> Cell:
    return "脱贫户" if any(tag.tag == "脱贫户" for tag in line.family.tags) else "普通农户"


def _monitored(line: Line) -> Cell:
    return next((tag.kind for tag in line.family.tags if tag.kind), None)


def _person_number(line: Line) -> Cell:
    return f"{line.family.household.household_no}{line.number:02}"


class Column(NamedTuple):
    """A column: its header, what spans above it, its value, and whether a household shares it."""

    header: str
    value: Value
    above: str = ""
    shared: bool = False


_WORK, _WISH = "就业情况", "未就业人员意愿"
HAND = (
    Column("户编号", _household("household_no"), shared=True),
    Column("组别", _household("group_name"), shared=True),
    Column("户主姓名", lambda line: line.head, shared=True),
    Column("姓  名", _person("name")),
    Column("与户主\n关系", _relation),
    Column("性别", _person("sex")),
    Column("身份证号码", _person("id_no")),
    Column("出生日期", _person("birth")),
    Column("民族", _person("ethnic")),
    Column("文化\n程度", _person("education")),
    Column("在校生状况", _person("in_school")),
    Column("健康状况", _person("health")),
    Column("劳动能力", _person("labour_ability")),
    Column("婚姻状况", _person("marital")),
    Column("联系电话", _person("phone")),
    Column("就业状态", _person("employment_status"), _WORK),
    Column("就业类型", _spell("kind"), _WORK),
    Column("务工单位", _spell("employer"), _WORK),
    Column("务工地点", _spell("work_place"), _WORK),
    Column("所属行业", _spell("industry"), _WORK),
    Column("工种", _spell("trade"), _WORK),
    Column("起始时间", _start, _WORK),
    Column("月工资", _spell("wage"), _WORK),
    Column("就业渠道", _spell("export_mode"), _WORK),
    Column("未就业原因", _answer("unemployed_reason"), _WISH),
    Column("就业意愿", _answer("job_will"), _WISH),
    Column("培训意向", _answer("train_will"), _WISH),
    Column("特殊人群", _tags),
    Column("备注", _household("remark"), shared=True),
)
"""A roster that somebody drew up by hand; 序号 stands before these."""


MONITOR = (
    *(
        Column(header, _area(digits))
        for header, digits in zip("省市县乡村", AREA_DIGITS, strict=True)
    ),
    Column("户编号", _household("household_no")),
    Column("人口编号", _person_number),
    Column("姓名", _person("name")),
    Column("性别", _person("sex")),
    Column("出生日期", _birth_digits),
    Column("证件类型", _person("id_type")),
    Column("证件号码", _person("id_no")),
    Column("民族", _person("ethnic")),
    Column("与户主关系", _relation),
    Column("文化程度", _person("education")),
    Column("在校生状况", _person("in_school")),
    Column("健康状况", _person("health")),
    Column("成员联系电话", _person("phone")),
    Column("户主姓名", lambda line: line.head),
    Column("户类型", _household_kind),
    Column("监测对象类别", _monitored),
    Column("务工企业名称", _spell("employer")),
    Column("务工所在地", _spell("work_place")),
    Column("务工时间（月）", _spell("months_in_year")),
    Column("就业渠道", _spell("export_mode")),
)
"""The national poverty-monitoring system's export, every cell text."""
_VILLAGE = Column("村", _area(12), shared=True)


def write_roster(path: Path, families: Iterable[Family], style: str = "hand") -> int:
    """Write families as a workbook and tell how many people stand in it.

    Args:
        path: the workbook to write.
        families: of one village or of a whole township.
        style: ``hand``: 30 columns under a title, a line with the unit and a header of two rows,
            the household's cells merged; ``monitor``: an export with its header on row 3.
    """
    known = list(families)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("花名册" if style == "hand" else "Sheet1")
        return {"hand": _write_hand, "monitor": _write_monitor}[style](sheet, known)


def _write_monitor(sheet: Worksheet, families: list[Family]) -> int:
    sheet.write_string(0, 0, "（务工月监测）人员信息")
    sheet.write_string(1, 0, f"导出时间：{DAY} 09:12:44  导出人：乡镇用户")
    for place, column in enumerate(MONITOR):
        sheet.write_string(2, place, column.header)
    row = 2
    for row, line in enumerate(lines(families), start=3):
        for place, column in enumerate(MONITOR):
            value = column.value(line)
            if value is not None:
                sheet.write_string(row, place, str(value))
    return row - 2


def _write_hand(sheet: Worksheet, families: list[Family]) -> int:
    villages = {family.household.household_no[:12] for family in families}
    columns = HAND if len(villages) < 2 else (HAND[0], _VILLAGE, *HAND[1:-1])
    _head(sheet, columns, _unit(villages))
    row, number = 3, 0
    for row, line in enumerate(lines(families), start=4):
        number += 1
        sheet.write_number(row, 0, number)
        for place, column in enumerate(columns, start=1):
            if column.shared and line.number > 1:
                continue
            _write(sheet, row, place, column.value(line))
        if line.number == 1 and len(line.family.members) > 1:
            _merge_shared(sheet, row, columns, len(line.family.members))
    sheet.write_string(row + 1, 0, "填表人：")
    sheet.write_string(row + 1, 4, "审核人：")
    sheet.write_string(row + 1, 9, "负责人：")
    return number


def _unit(villages: set[str]) -> str:
    code = min(villages, default="")
    township = area_list().get(code[:9], "")
    return township + area_list().get(code, "") if len(villages) == 1 else township


def _head(sheet: Worksheet, columns: tuple[Column, ...], unit: str) -> None:
    last = len(columns)
    sheet.merge.append([0, 0, 0, last])
    sheet.write_string(0, 0, f"{unit}农村劳动力资源调查花名册")
    body = "村民委员会" if unit.endswith("村") else ""
    sheet.write_string(1, 0, f"填报单位（盖章）：{unit}{body}")
    sheet.write_string(1, 12, f"填报日期：{DAY.year}年{DAY.month}月{DAY.day}日")
    sheet.write_string(1, 15, "单位：人、元")
    sheet.merge.append([2, 0, 3, 0])
    sheet.write_string(2, 0, "序号")
    for place, column in enumerate(columns, start=1):
        first = place == 1 or columns[place - 2].above != column.above
        if not column.above:
            sheet.merge.append([2, place, 3, place])
            sheet.write_string(2, place, column.header)
        elif first:
            span = sum(other.above == column.above for other in columns)
            sheet.merge.append([2, place, 2, place + span - 1])
            sheet.write_string(2, place, column.above)
    for place, column in enumerate(columns, start=1):
        if column.above:
            sheet.write_string(3, place, column.header)


def _merge_shared(sheet: Worksheet, row: int, columns: tuple[Column, ...], size: int) -> None:
    # merge_range would fill the rows below, which constant memory has to write in order.
    for place, column in enumerate(columns, start=1):
        if column.shared:
            sheet.merge.append([row, place, row + size - 1, place])


def _write(sheet: Worksheet, row: int, place: int, value: Cell) -> None:
    if isinstance(value, int):
        sheet.write_number(row, place, value)
    elif value is not None:
        sheet.write_string(row, place, value)


def lines(families: Iterable[Family]) -> Iterator[Line]:
    """The members of families, one after the other."""
    for family in families:
        head = _head_name(family)
        for number, member in enumerate(family.members, start=1):
            yield Line(family, member, head, number)


def _head_name(family: Family) -> str:
    head = family.head
    return "" if head is None else head.person.name or ""
