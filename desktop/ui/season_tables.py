"""The lists of 返乡返岗 on screen: how far villages have come, and where each person is."""

from collections.abc import Callable
from datetime import date

from desktop.domain.ages import age_on
from desktop.domain.tables import Align, Column, Table
from desktop.services.presence import STAYS_HOME, Line, Progress
from desktop.ui.widgets.cells import PILL

_TONES = {"在外": "hint", "已返乡": "doubt", "留厂过年": "hint", "计划返岗": "doubt",
          "已返岗": "good", STAYS_HOME: "error", "未定": "faint"}  # fmt: skip
VILLAGES: Table[Progress] = Table(
    "各村登记进度",
    (
        Column("村", lambda line: line.name, 24.0),
        Column("已登记", lambda line: line.noted or "", 13.0, Align.RIGHT),
        Column("外出", lambda line: line.away, 11.0, Align.RIGHT),
    ),
)


def quick_list(day: date) -> Table[Line]:
    """The people of a village who work away, with ages on a day."""
    return Table(
        "返乡返岗快录",
        (
            Column("组", lambda line: line.household.group_name, 13.0),
            Column("户主", lambda line: line.head, 16.0),
            Column("姓名", lambda line: line.member.person.name, 18.0),
            Column("年龄", lambda line: _age(line, day), 11.0, Align.RIGHT),
            Column("状态", _said("state"), 24.0),
            Column("日期", _said("on"), 24.0),
            Column("专车", lambda line: "要" if needs_bus(line) else "", 11.0),
            Column("务工地点", lambda line: line.work_place, 38.0),
            Column("联系电话", lambda line: line.member.person.phone, 27.0),
            Column("不再外出原因", _said("reason"), 28.0),
        ),
    )


def _age(line: Line, day: date) -> object:
    birth = line.member.person.birth
    return age_on(birth, day) if birth else ""


def _said(name: str) -> Callable[[Line], object]:
    return lambda line: getattr(line.presence, name) if line.presence else None


def needs_bus(line: Line) -> bool:
    """Whether somebody wants a seat in a special bus."""
    return bool(line.presence and line.presence.needs_bus)


def tone(line: Line, shown: Column[Line]) -> str:
    """The colour of a cell."""
    if shown.label != "状态" or line.presence is None:
        return ""
    return PILL + _TONES.get(line.presence.state or "", "hint")
