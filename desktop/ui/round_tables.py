"""The lists of the rounds page: rounds, progress by group and by surveyor, corrections."""

from datetime import datetime
from typing import NamedTuple

from desktop.domain.codebook import CodeBook
from desktop.domain.entities import SurveyRound
from desktop.domain.tables import Align, Column, Table
from desktop.services.corrections import Correction
from desktop.services.round_progress import ByWhom, Count
from desktop.ui.widgets.bars import percent

BAR = "进度"


class Line(NamedTuple):
    """One line of progress: a village's sum, or one group of it."""

    village: str
    group: str
    tally: Count


def rounds_table() -> Table[SurveyRound]:
    """The rounds."""
    return Table(
        "轮次",
        (
            Column("轮次", lambda one: one.name, 38.0),
            Column("步骤", lambda one: one.state, 16.0),
            Column("调查时点", lambda one: one.reference_date, 24.0),
        ),
    )


def progress_table() -> Table[Line]:
    """How far each village and group has come."""
    return Table(
        "村组进度",
        (
            Column("村", lambda line: line.village, 25.0),
            Column("组", lambda line: line.group, 14.0),
            Column(BAR, lambda line: percent(line.tally.done, line.tally.households), 34.0),
            Column("户数", lambda line: line.tally.households, 13.0, Align.RIGHT),
            Column("已有结果", lambda line: line.tally.done, 18.0, Align.RIGHT),
            Column("退回", lambda line: line.tally.returned or "", 12.0, Align.RIGHT),
            Column("人数", lambda line: line.tally.persons, 13.0, Align.RIGHT),
            Column("已答", lambda line: line.tally.answered, 13.0, Align.RIGHT),
            Column("有变化", lambda line: line.tally.changed, 16.0, Align.RIGHT),
        ),
    )


def surveyors_table() -> Table[ByWhom]:
    """Who asked how many."""
    return Table(
        "调查员进度",
        (
            Column("调查员", lambda one: one.surveyor or "未填", 22.0),
            Column(BAR, lambda one: percent(one.done, one.households), 34.0),
            Column("到访户", lambda one: one.households, 18.0, Align.RIGHT),
            Column("已有结果", lambda one: one.done, 20.0, Align.RIGHT),
            Column("已答人", lambda one: one.answered, 18.0, Align.RIGHT),
            Column("有变化", lambda one: one.changed, 18.0, Align.RIGHT),
            Column("第一天", lambda one: one.first, 22.0),
            Column("最近一天", lambda one: one.last, 22.0),
        ),
    )


def corrections_table() -> Table[Correction]:
    """What was corrected after the archive."""
    return Table(
        "更正记录",
        (
            Column("时间", lambda one: _minute(one.at_ms), 36.0),
            Column("姓名", lambda one: one.name, 20.0),
            Column("项目", lambda one: one.label, 26.0),
            Column("归档时", lambda one: one.old, 30.0),
            Column("更正为", lambda one: one.new, 30.0),
            Column("原因", lambda one: one.reason, 46.0),
            Column("更正人", lambda one: one.who, 20.0),
        ),
    )


def _minute(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000).strftime("%Y-%m-%d %H:%M")  # noqa: DTZ006


def lines_of(counts: list[Count], book: CodeBook, *, groups: bool) -> list[Line]:
    """The villages in the order of their codes, each with its groups after it if asked."""
    by_village: dict[str, list[Count]] = {}
    for count in counts:
        by_village.setdefault(count.village, []).append(count)
    places = book.places

    def order(village: str) -> tuple[str, str]:
        place = places.get(village)
        return (place.code if place else "", village)

    found: list[Line] = []
    for village in sorted(by_village, key=order):
        parts = sorted(by_village[village], key=_natural)
        name = book.area_label(village) if village else "未填村"
        found.append(Line(name, "全村", add_up(village, parts)))
        if groups:
            found += [Line("", one.group or "未填组", one) for one in parts]
    return found


def add_up(village: str, counts: list[Count]) -> Count:
    """The sum of some groups."""
    sums = (sum(getattr(one, name) for one in counts) for name in Count._fields[2:])
    return Count(village, "", *sums)


def _natural(count: Count) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, count.group))
    return (int(digits) if digits else 10_000, count.group)
