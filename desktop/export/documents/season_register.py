"""返乡（节后返岗）登记表: who works away, and how each spends Spring Festival (domain §D 6)."""

from collections.abc import Callable
from dataclasses import replace

from desktop.domain.labour import Work, Worker, Workforce
from desktop.domain.roster import RosterLine, head_column, work_place_column
from desktop.domain.seasons import season_of
from desktop.domain.tables import Align, Column
from desktop.domain.work_facts import IN_TOWNSHIP, region
from desktop.export.documents.declaring import Occasion
from desktop.export.documents.rostering import blank_column, of_field, roster, who_columns


def _is_asked(occasion: Occasion, force: Workforce, worker: Worker) -> bool:
    presence = worker.view.member.presence
    if presence is not None and presence.season == season_of(occasion.made_on):
        return True
    off_farm = worker.work not in {Work.NONE, Work.FARMING}
    return off_farm and region(force, worker) not in {"", IN_TOWNSHIP}


def _of_season(occasion: Occasion, path: str, width_mm: float, label: str) -> Column[RosterLine]:
    """A field of the presence, if it is of this season."""
    season = season_of(occasion.made_on)
    column = of_field(occasion, path, width_mm, label=label, align=Align.CENTER)
    held: Callable[[RosterLine], object] = column.value

    def value(line: RosterLine) -> object:
        presence = line.member.presence
        return held(line) if presence is not None and presence.season == season else ""

    return replace(column, value=value)


def _columns(occasion: Occasion) -> tuple[Column[RosterLine], ...]:
    number, group, *others = who_columns(occasion)
    return (
        number,
        group,
        head_column(),
        *others,
        work_place_column(occasion.book),
        of_field(occasion, "employment_spell.employer", 32.0),
        of_field(occasion, "employment_spell.trade", 18.0),
        _of_season(occasion, "presence.state", 17.0, "返乡返岗状态"),
        _of_season(occasion, "presence.on", 18.0, "日期"),
        _of_season(occasion, "presence.needs_bus", 12.0, "需要专车"),
        _of_season(occasion, "presence.reason", 24.0, "不再外出原因"),
        of_field(occasion, "survey_answer.job_will", 12.0),
        blank_column("本人签字或电话核实", 24.0),
    )


def _who(occasion: Occasion) -> tuple[str, ...]:
    return (
        f"本表列入：统计时点在本乡镇以外务工、经商的在册人员，和本季（{season_of(occasion.made_on)}）"
        "登记过返乡返岗状态的人员；状态空白的，尚未登记。",
    )


SEASON_REGISTER = roster(
    "season_register", "外出人员返乡（节后返岗）登记表", _columns, _is_asked, _who, unit="人"
)
