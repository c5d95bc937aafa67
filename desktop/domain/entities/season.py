"""What villages report by telephone of a Spring Festival: counts, without anybody's name."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.dictionary import entity
from desktop.domain.kinds import Area, Code, Date, Integer, Text
from desktop.domain.levels import Level
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record

_V = Level.VILLAGE


@entity("season_count", "返乡返岗报数")
@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonCount(Record):
    """One figure of one village at the end of one week, as it was told (domain F4).

    It stands beside the figure counted from presences, and neither overwrites the other.
    """

    season: Annotated[str | None, Text("季")] = None
    village: Annotated[str | None, Area("村")] = None
    week: Annotated[PartialDate | None, Date("截至日期")] = None
    figure: Annotated[str | None, Code("项目", code_set="season_figure")] = None
    value: Annotated[int | None, Integer("报数", unit="人", most=100_000, owner=_V)] = None
