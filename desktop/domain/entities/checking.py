"""What goes from door to door on paper, and what is telephoned afterwards to prove it."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.dictionary import entity
from desktop.domain.kinds import Area, Code, Date, Integer, Name, Ref, Secrecy, Text, Words
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record


@entity("check_slot", "核对表位置")
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSlot(Record):
    """Where a household stands on the printed check list of a round; frozen once printed."""

    round: Annotated[str | None, Ref("轮次", to="survey_round")] = None
    household: Annotated[str | None, Ref("户", to="household")] = None
    village: Annotated[str | None, Area("村")] = None
    page: Annotated[int | None, Integer("页", most=9999)] = None
    row: Annotated[int | None, Integer("行", most=99)] = None
    people: Annotated[tuple[str, ...] | None, Words("各行的人")] = None


@entity("spot_check", "抽查")
@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheck(Record):
    """One household of a random sample of a round: called, and compared with what was keyed in."""

    round: Annotated[str | None, Ref("轮次", to="survey_round")] = None
    household: Annotated[str | None, Ref("户", to="household")] = None
    village: Annotated[str | None, Area("村")] = None
    group_name: Annotated[str | None, Text("组")] = None
    seed: Annotated[int | None, Integer("抽样种子")] = None
    number: Annotated[int | None, Integer("序号")] = None
    drawn_on: Annotated[PartialDate | None, Date("抽样日期")] = None
    result: Annotated[str | None, Code("抽查结果", code_set="spot_result")] = None
    checked_on: Annotated[PartialDate | None, Date("核对日期")] = None
    checker: Annotated[str | None, Name("核对人", secrecy=Secrecy.PERSONAL)] = None
    note: Annotated[str | None, Text("抽查说明", secrecy=Secrecy.PERSONAL, max_length=200)] = None
