"""What another office asks about somebody, row by row of the list that it sent."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.dictionary import entity
from desktop.domain.kinds import Area, Code, Date, Integer, Name, Ref, Secrecy, Text
from desktop.domain.partial_date import PartialDate
from desktop.domain.record import Record


@entity("outside_finding", "外来疑点")
@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideFinding(Record):
    """One row of a list with a problem, and what it was answered (domain F9).

    Attributes:
        file: the hash of the workbook that was kept, to be returned with the answers.
        told: the row as it came, heading by heading.
        household: given only where the person is not known.
    """

    source: Annotated[str | None, Text("来源")] = None
    file: Annotated[str | None, Text("原件", max_length=64)] = None
    file_name: Annotated[str | None, Text("名单文件", secrecy=Secrecy.PERSONAL)] = None
    sheet: Annotated[str | None, Text("工作表")] = None
    line: Annotated[int | None, Integer("表行")] = None
    received_on: Annotated[PartialDate | None, Date("收到日期")] = None
    due: Annotated[PartialDate | None, Date("答复期限")] = None
    name: Annotated[str | None, Name("名单姓名", secrecy=Secrecy.PERSONAL, width_mm=18)] = None
    id_no: Annotated[
        str | None, Text("名单证件号", secrecy=Secrecy.IDENTITY, width_mm=40)
    ] = None  # fmt: skip
    problem: Annotated[
        str | None, Text("问题", secrecy=Secrecy.SENSITIVE, max_length=1000, width_mm=70)
    ] = None
    told: Annotated[
        str | None, Text("原行内容", secrecy=Secrecy.IDENTITY, max_length=8000)
    ] = None  # fmt: skip
    village: Annotated[str | None, Area("村")] = None
    person: Annotated[str | None, Ref("人员", to="person")] = None
    household: Annotated[str | None, Ref("户", to="household")] = None
    answer: Annotated[str | None, Code("答复", code_set="outside_answer")] = None
    reason: Annotated[
        str | None, Text("答复说明", secrecy=Secrecy.PERSONAL, max_length=500)
    ] = None  # fmt: skip
    answered_on: Annotated[PartialDate | None, Date("答复日期")] = None
    answered_by: Annotated[str | None, Name("答复人", secrecy=Secrecy.PERSONAL)] = None
