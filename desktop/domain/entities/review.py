"""What a reviewer says about one cell of a household that is looked through."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.dictionary import entity
from desktop.domain.kinds import Flag, Ref, Secrecy, Text
from desktop.domain.levels import Level
from desktop.domain.record import Record


@entity("review_comment", "审核意见")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewComment(Record):
    """A remark at a cell; it travels back to the village with its household.

    Attributes:
        subject: the name of the entity of the record that the cell belongs to.
        said: what the cell showed, so that everybody sees whether it has been mended since.
    """

    round: Annotated[str | None, Ref("轮次", to="survey_round")] = None
    household: Annotated[str | None, Ref("户", to="household")] = None
    subject: Annotated[str | None, Text("对象种类")] = None
    record: Annotated[str | None, Text("对象记录")] = None
    field: Annotated[str | None, Text("对象字段")] = None
    said: Annotated[
        str | None, Text("当时内容", secrecy=Secrecy.IDENTITY, max_length=500)
    ] = None  # fmt: skip
    comment: Annotated[
        str | None, Text("意见", secrecy=Secrecy.PERSONAL, owner=Level.TOWNSHIP)
    ] = None  # fmt: skip
    settled: Annotated[bool | None, Flag("已处理")] = None
