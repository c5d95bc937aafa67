"""劳动力转移情况表: its 56 rows by code, and what each breakdown adds up to (domain §11, table 3).

The domain names 54 rows of the form; 外出的女 and 亲友介绍及其他 make up 56, so that men and women,
and the ways out, add up to everybody who is away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop.domain.entities import EmploymentSpell
from desktop.domain.indicators import HomeTest, Unit, Worth, count
from desktop.domain.labour import Work, Worker, Workforce
from desktop.domain.work_facts import (
    IN_COUNTY,
    IN_PROVINCE,
    IN_TOWNSHIP,
    home_of,
    income_band,
    income_of_year,
    months_in_year,
    region,
    sector,
)

_DAYS = 365
_TWENTY, _FIFTY = 20, 50
_QUARTER, _HALF = 3, 6
_CERTIFIED_NOT = frozenset({None, "无", "学徒工"})


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the form.

    Attributes:
        code: the number of the row.
        indent: how far it is set in.
        figure: the indicator; empty where the ledger does not hold it.
        whole: the row that it is a part of, where the parts make up the whole.
        breakdown: by what; the parts of one whole and one breakdown make it up.
    """

    code: int
    label: str
    indent: int
    figure: str
    whole: str = ""
    breakdown: str = ""
    unit: Unit = Unit.PERSON


ROWS: list[FormRow] = []


def _row(
    label: str,
    indent: int,
    test: HomeTest | None,
    definition: str = "",
    *,
    whole: str = "",
    by: str = "",
    worth: Worth | None = None,
) -> str:
    code = len(ROWS) + 1
    figure = f"nong_{code:02}" if test is not None else ""
    unit = Unit.YUAN if worth else Unit.PERSON
    if test is not None:
        count(figure, label, definition or f"外出从业人员中{label}的人员", test, unit=unit,
              worth=worth)  # fmt: skip
    ROWS.append(FormRow(code, label, indent, figure, whole, by, unit))
    return figure


def _is_rural(force: Workforce, worker: Worker) -> bool:
    return force.basis.is_rural(home_of(force, worker))


def _labour(force: Workforce, worker: Worker) -> bool:
    return worker.labourer and _is_rural(force, worker)


def _works(force: Workforce, worker: Worker) -> bool:
    return worker.employed and _labour(force, worker)


def _works_here(force: Workforce, worker: Worker) -> bool:
    return _works(force, worker) and region(force, worker) == IN_TOWNSHIP


def _is_away(force: Workforce, worker: Worker) -> bool:
    return _works(force, worker) and region(force, worker) not in {"", IN_TOWNSHIP}


def _away(test: HomeTest) -> HomeTest:
    return lambda force, worker: _is_away(force, worker) and test(force, worker)


def _away_person(field: str, keys: frozenset[str]) -> HomeTest:
    return _away(lambda _, worker: getattr(worker.view.person, field) in keys)


def _away_spell(test: Callable[[EmploymentSpell], object]) -> HomeTest:
    return _away(lambda _, worker: worker.spell is not None and bool(test(worker.spell)))


def _away_in(field: str, keys: frozenset[str | None]) -> HomeTest:
    return _away_spell(lambda spell: getattr(spell, field) in keys)


def _away_sex(sex: str) -> HomeTest:
    return _away(lambda _, worker: worker.view.sex == sex)


def _away_age(least: int, most: int) -> HomeTest:
    return _away(lambda _, worker: worker.view.age is not None and least <= worker.view.age <= most)


def _away_months(least: int, most: int) -> HomeTest:
    def test(force: Workforce, worker: Worker) -> bool:
        months = months_in_year(force, worker)
        return months is not None and least <= months < most

    return _away(test)


def _away_region(keys: frozenset[str]) -> HomeTest:
    return _away(lambda force, worker: region(force, worker) in keys)


def _away_sector(wanted: int) -> HomeTest:
    return _away(lambda force, worker: sector(force, worker) == wanted)


def _away_band(band: str) -> HomeTest:
    return _away(lambda _, worker: income_band(worker) == band)


_COUNTY_LEAST = frozenset({*IN_COUNTY, ""})


def _came_back(force: Workforce, worker: Worker) -> bool:
    """Whether work outside the county ended within the year before the day."""
    day = force.basis.day
    return _labour(force, worker) and any(
        _ended_within(spell, day) and force.basis.region(home_of(force, worker), spell)
        not in _COUNTY_LEAST for spell in worker.view.member.spells
    )  # fmt: skip


def _ended_within(spell: EmploymentSpell, day: date) -> bool:
    return spell.end is not None and 0 <= (day - spell.end.last_day()).days < _DAYS


def _works_again(force: Workforce, worker: Worker) -> bool:
    return _came_back(force, worker) and worker.employed


def _works_near(force: Workforce, worker: Worker) -> bool:
    off_farm = worker.work is not Work.FARMING
    return _works_again(force, worker) and off_farm and region(force, worker) in IN_COUNTY


def _left_again(force: Workforce, worker: Worker) -> bool:
    return _works_again(force, worker) and region(force, worker) not in _COUNTY_LEAST


def _register_rows() -> None:
    _row("农村人口", 0, _is_rural, "户口登记在村民委员会的在册人员")
    _row("劳动力资源", 0, _labour, "农村人口中的劳动力（劳动年龄和不计入的人员见劳动力口径）")
    work = _row("从业人数", 0, _works, "劳动力中统计时点在业的人员，含务农")
    here = _row("在本乡镇从业", 1, _works_here, "从业人员中在本乡镇的；务农没有写地点的计入",
                whole=work, by="place")  # fmt: skip
    _row("农林牧渔业", 2, lambda f, w: _works_here(f, w) and w.work is Work.FARMING,
         "在本乡镇从业人员中从事农林牧渔业的", whole=here, by="work")  # fmt: skip
    _row("二、三产业", 2, lambda f, w: _works_here(f, w) and w.work is not Work.FARMING,
         "在本乡镇从业人员中从事二、三产业的", whole=here, by="work")  # fmt: skip
    away = _row("外出从业总量", 1, _is_away, "从业人员中在本乡镇以外从业的", whole=work, by="place")
    _register_people(away)
    _register_ways(away)
    _register_work(away)
    _register_rights()
    _row("返乡人数", 0, _came_back, "劳动力中截至统计时点一年内结束过县外就业经历的人员")
    _row("再就业", 1, _works_again, "返乡人员中统计时点在业的")
    _row("本地二、三产业就业", 2, _works_near, "返乡再就业人员中在县内二、三产业的")
    _row("再次外出", 2, _left_again, "返乡再就业人员中又到县外从业的")


def _register_people(away: str) -> None:
    for sex in ("男", "女"):
        _row(sex, 2, _away_sex(sex), whole=away, by="sex")
    for label, keys in (
        ("小学及以下", frozenset({"文盲或半文盲", "小学"})),
        ("初中", frozenset({"初中"})),
        ("高中及以上", frozenset({"高中", "中专", "大专", "大学本科", "研究生"})),
    ):
        _row(label, 2, _away_person("education", keys), whole=away, by="education")
    for label, least, most in (
        ("20岁及以下", 0, _TWENTY),
        ("21至49岁", _TWENTY + 1, _FIFTY - 1),
        ("50岁及以上", _FIFTY, 200),
    ):
        _row(label, 2, _away_age(least, most), whole=away, by="age")


def _register_ways(away: str) -> None:
    for label, modes in (
        ("自发外出", {"自发"}),
        ("政府组织", {"政府组织"}),
        ("中介介绍", {"中介"}),
        ("企业招收", {"企业招收"}),
        ("亲友介绍及其他", {"亲友介绍", "公益岗", "帮扶车间"}),
    ):
        _row(label, 2, _away_in("export_mode", frozenset(modes)), whole=away, by="way")
    for label, least, most in (
        ("1至3个月", 1, _QUARTER),
        ("3至6个月", _QUARTER, _HALF),
        ("6个月及以上", _HALF, 10_000),
    ):
        _row(label, 2, _away_months(least, most), whole=away, by="months")
    for label, keys in (
        ("县内乡外", frozenset({"县内乡外"})),
        ("省内县外", IN_PROVINCE),
        ("省外", frozenset({"省外"})),
        ("港澳台地区", frozenset({"港澳台"})),
        ("境外", frozenset({"境外"})),
    ):
        _row(label, 2, _away_region(keys), whole=away, by="region")


def _register_work(away: str) -> None:
    for number, label in enumerate(("第一产业", "第二产业", "第三产业"), start=1):
        _row(label, 2, _away_sector(number), whole=away, by="sector")
    for label, kinds in (
        ("务工", frozenset({None, "务工", "公益岗", "帮扶车间"})),
        ("经商", frozenset({"自主创业"})),
        ("其他形式", frozenset({"灵活就业", "务农"})),
    ):
        _row(label, 2, _away_in("kind", kinds), whole=away, by="kind")
    _row("参加过培训", 2, _away(lambda _, worker: worker.trained))
    _row("持有证书", 2,
         _away(lambda _, worker: worker.view.person.skill_level not in _CERTIFIED_NOT))  # fmt: skip
    _row("收入总额", 2, _is_away, "外出从业人员一年的收入：有务工总收入的用该数，否则为月收入×月数",
         worth=income_of_year)  # fmt: skip
    for band in ("1500元以下", "1500-2499元", "2500-4999元", "5000元以上", "不愿说"):
        _row(f"月收入{band}", 2, _away_band(band), whole=away, by="band")


def _register_rights() -> None:
    _row("被拖欠工资", 2, _away_spell(lambda spell: spell.wage_unpaid))
    _row("从事高危有害作业", 2, _away_spell(lambda spell: spell.hazard))
    _row("致伤致残", 2, None)
    _row("有劳动保护", 2, None)
    _row("签订劳动合同", 2, _away_spell(lambda spell: spell.contract == "劳动合同"))
    _row("参加养老保险", 2, _away_spell(lambda spell: spell.ins_pension))
    _row("参加医疗保险", 2, _away_spell(lambda spell: spell.ins_medical))
    _row("参加失业保险", 2, _away_spell(lambda spell: spell.ins_unemployment))
    _row("参加生育保险", 2, None)
    _row("参加工伤保险", 2, _away_spell(lambda spell: spell.ins_injury))


_register_rows()
