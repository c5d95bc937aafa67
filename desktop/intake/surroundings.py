"""What stands around a table: the date it speaks of, and texts that may name its village."""

import re
from collections.abc import Iterable, Sequence

from desktop.domain.partial_date import PartialDate, read_date
from desktop.domain.reading import Unreadable
from desktop.domain.text import clean, halfwidth
from desktop.intake.grid import Cell, text_of

_DATE = re.compile(
    r"(?:填[报表写制]|导出|制表|统计|上报|报送|采集|调查|摸排|截[止至])"
    r"(?:日期|时间|时点)?\s*(?:\([^()]*\))?\s*[::]?\s*"
    r"([0-9]{4}\s*[年./-]\s*[0-9]{1,2}(?:\s*[月./-]\s*[0-9]{1,2}\s*日?|\s*月)?)"
)
_LABEL = re.compile(
    r"^(?:填[报表]|编制|制表|上报|报送)?(?:单位|村名|村|社区)(?:\([^()]*\))?\s*:\s*"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}")
_LONGEST = 200


def reference_date(lines: Iterable[Sequence[Cell]]) -> PartialDate | None:
    """The day named by 填报日期, 导出时间 and the like; the value may stand in a later cell."""
    for line in lines:
        texts = (text_of(cell)[:_LONGEST] for cell in line)
        for found in _DATE.finditer(halfwidth(" ".join(text for text in texts if text))):
            try:
                return read_date(re.sub(r"\s", "", found[1]), serial_ok=False)
            except Unreadable:
                continue
    return None


def place_texts(lines: Iterable[Sequence[Cell]], names: Iterable[str]) -> tuple[str, ...]:
    """The texts above a table and the given names, nearest first, each once."""
    above = [text_of(cell) for line in lines for cell in line]
    texts = [_LABEL.sub("", halfwidth(clean(text[:_LONGEST]))) for text in (*above, *names)]
    return tuple(dict.fromkeys(text for text in texts if _PLACE.search(text)))
