"""务工月监测: the poor and the watched who work, now and a year ago (domain §11, F5)."""

from collections.abc import Callable
from datetime import date

from desktop.domain.ages import age_on
from desktop.domain.entities import EmploymentSpell
from desktop.domain.indicators import HomeTest, count
from desktop.domain.labour import Basis, Worker, Workforce
from desktop.domain.work_facts import (
    IN_COUNTY,
    IN_PROVINCE,
    OUTSIDE,
    hired_spell,
    home_of,
    is_poor,
    was_hired_between,
)

SpellTest = Callable[[Workforce, Worker, EmploymentSpell], bool]
DayOf = Callable[[Basis], date]
WHOLE, BEFORE, IN_YEAR = "watched", "watched_before", "watched_in_year"
PARTS = {
    "watched_outside": ("省外", OUTSIDE),
    "watched_province": ("省内县外", IN_PROVINCE),
    "watched_county": ("县内", IN_COUNTY),
    "watched_unknown": ("地点不明", frozenset({""})),
}
"""By place: the parts add up to the whole."""


def a_year_ago(basis: Basis) -> date:
    """The same day of the year before; 28 February for a leap day."""
    day = basis.day
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _of_age(worker: Worker, basis: Basis, day: date) -> bool:
    birth = worker.view.birth
    return birth is not None and age_on(birth, day) >= basis.least


def _at_work(day_of: DayOf, test: SpellTest = lambda *_: True) -> HomeTest:
    def passes(force: Workforce, worker: Worker) -> bool:
        day, member = day_of(force.basis), worker.view.member
        if not _of_age(worker, force.basis, day) or not is_poor(force, member, day):
            return False
        spell = hired_spell(member, day)
        return spell is not None and test(force, worker, spell)

    return passes


def _today(basis: Basis) -> date:
    return basis.day


def _lies_in(keys: frozenset[str]) -> SpellTest:
    return lambda force, worker, spell: (
        force.basis.region(home_of(force, worker), spell) in keys
    )  # fmt: skip


def _in_year(force: Workforce, worker: Worker) -> bool:
    day, member = force.basis.day, worker.view.member
    return (
        _of_age(worker, force.basis, day)
        and is_poor(force, member, day)
        and was_hired_between(member, day.replace(month=1, day=1), day)
    )


_WHO = "统计时点有脱贫户或监测对象标识（本人或本户）、年满{least}周岁"
count("watched_people", "脱贫（含监测）人口", f"{_WHO}的在册人员",
      lambda force, worker: _of_age(worker, force.basis, force.basis.day)
      and is_poor(force, worker.view.member, force.basis.day))  # fmt: skip
count(WHOLE, "脱贫（含监测）务工", f"{_WHO}、统计时点在务工的人员，不分行业，不含务农和自主创业",
      _at_work(_today))  # fmt: skip
for _name, (_label, _keys) in PARTS.items():
    count(_name, f"脱贫务工·{_label}", f"脱贫（含监测）务工中务工地点在{_label}的人员",
          _at_work(_today, _lies_in(_keys)))  # fmt: skip
# fmt: off
count("watched_workshop", "帮扶车间务工", "脱贫（含监测）务工中在帮扶车间的人员",
      _at_work(_today, lambda force, worker, spell: "帮扶车间" in {spell.kind, spell.special}))
count("watched_post", "公益性岗位务工", "脱贫（含监测）务工中在公益性岗位的人员",
      _at_work(_today, lambda force, worker, spell: spell.kind == "公益岗"
               or (spell.special or "").startswith("公益岗")))
count(IN_YEAR, "年内累计务工", f"{_WHO}、当年1月1日至统计时点务过工的人员", _in_year)
count(BEFORE, "上年同期务工", "按上年同日的标识和就业经历、同样口径算出的人员（依台账现有记录）",
      _at_work(a_year_ago))
# fmt: on
