"""Which rows below a header hold people, and why another does not."""

import re
from collections.abc import Mapping, Sequence

from desktop.domain.text import compact
from desktop.intake.grid import Cell, text_of
from desktop.intake.headers import Header
from desktop.intake.seen import Seen
from desktop.intake.targets import ID_NO, NAME, of_household

BLANK = ""
REPEATED_HEADER = "重复的表头"
TOTAL = "合计行"
SIGNATURE = "签字行"
NUMBERING = "列号行"
REMARK = "说明文字"
NUMBER_ONLY = "只有序号"
NOBODY = "没有姓名和身份证号"

_TOTAL = re.compile(
    r"(?:本页|本村|本组|本户|全村|全组|全镇|[0-9一二三四五六七八九十]+组)?[合小总共累]计.{0,12}"
)
_SIGNATURE = re.compile(
    r"(?:填[表报]人?|制表人?|审[核批]人?|复核人?|经办人?|负责人|单位负责人|分管领导|主管领导"
    r"|村支?书记?|村主任|调查员|采集人|申报人|签[字名]|盖章|联系人|填[报表]单位|[填制][报表](?:日期|时间))"
    r"(?:\([^()]*\))?:.*"
)
_END = re.compile(r"(?:此页)?(?:以下|下页)(?:空白|无内容)|(?:注|备注|说明|填表说明):.*")
_LONGEST_NAME = 25
_FEWEST = 2
_ID_LIKE = 6


class Sorter:
    """Tells rows of people from all else, by the header they stand under."""

    def __init__(self, header: Header) -> None:
        self._headings = {
            column.index: {compact(part) for part in column.parts} for column in header.columns
        }
        self._name_column = any(column.target == NAME for column in header.columns)

    def reason_to_drop(self, row: Sequence[Cell], cells: Mapping[str, Seen]) -> str | None:
        """None for a row that is kept; empty for a blank row; else the reason."""
        id_no = cells.get(ID_NO)
        if id_no is not None and _is_like_a_number(id_no.text):
            return None
        texts = {
            place: compact(text)
            for place, text in ((place, text_of(cell)) for place, cell in enumerate(row))
            if text
        }
        texts = {place: text for place, text in texts.items() if text}
        if not texts:
            return BLANK
        return self._furniture(texts) or self._nobody(texts, cells)

    def _furniture(self, texts: Mapping[int, str]) -> str | None:
        if self._repeats_header(texts):
            return REPEATED_HEADER
        if any(_TOTAL.fullmatch(text) for text in texts.values()):
            return TOTAL
        if any(_SIGNATURE.fullmatch(text) for text in texts.values()):
            return SIGNATURE
        if any(_END.fullmatch(text) for text in texts.values()):
            return REMARK
        return NUMBERING if _counts_columns(list(texts.values())) else None

    def _repeats_header(self, texts: Mapping[int, str]) -> bool:
        same = sum(text in self._headings.get(place, ()) for place, text in texts.items())
        return same >= _FEWEST and 2 * same >= len(texts)

    def _nobody(self, texts: Mapping[int, str], cells: Mapping[str, Seen]) -> str | None:
        name = cells.get(NAME)
        if name is not None:
            return REMARK if len(name.text) > _LONGEST_NAME and len(texts) == 1 else None
        if ID_NO in cells:
            return None
        own = [
            target for target, seen in cells.items() if not (seen.carried or of_household(target))
        ]
        if len(own) >= _FEWEST:
            return None
        if not cells:
            return NUMBER_ONLY if all(text.isdecimal() for text in texts.values()) else REMARK
        return NOBODY if self._name_column else None


def _is_like_a_number(text: str) -> bool:
    """Whether it is mostly digits, as no 填表日期 under the ID numbers is."""
    return len(text) >= _ID_LIKE and 2 * sum(map(str.isdigit, text)) > len(text)


def _counts_columns(texts: list[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3 …, perhaps after 甲 乙."""
    numbers = [int(text) for text in texts if text.isascii() and text.isdecimal()]
    if len(numbers) <= _FEWEST or any(len(text) > _FEWEST for text in texts):
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
