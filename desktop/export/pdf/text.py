"""Making text fit its cell: smaller first, then in lines, then cut and told in a note."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Measure = Callable[[str], float]
"""The width of a text at a size of one point."""

LEADING = 1.2
"""Distance of lines, in sizes."""

_SHRINK = 0.85
_SQUEEZE = 0.6
_STEPS = ((2, 0.85), (3, 0.8), (4, 0.75))
_STEPS_OF_NAMES = ((2, 0.75), (3, 0.75), (4, 0.75), (4, 0.6))
_HEADINGS = (1.0, 0.93, 0.86)
_SLACK = 1e-6
_WORDS = (
    "劳动力 身份证 月收入 户主 户数 人数 户编号 就业 创业 务工 务农 意愿 转移 培训 技能 家庭",
    "人员 成员 单位 企业 岗位 农业 自主 文化 程度 联系 电话 关系 特殊 人群 工种 填报 日期",
    "服务员 有限公司 公司 集团 工厂 车间 村民 居民 委员会 社区 行政区 困难 残疾 低保 脱贫",
    "中等 职业 教育 监测 户籍 地址 状态 类别 等级 证书 完成率 任务",
)
# A line neither begins with a closing mark nor ends with an opening one (避头尾); a number, a
# Latin word and the words that headings are made of stay whole.
_OPENING = r"[（《〈「『“‘〔【(\[]*"
_CLOSING = r"[、，。；：！？）》〉」』”’〕】)\],.;:·•％℃…]*"
_LATIN = r"[0-9A-Za-z.,:+%@_\-/]+"
_WHOLE = "|".join(" ".join(_WORDS).split())
_PIECE = re.compile(f"{_OPENING}(?:{_LATIN}|{_WHOLE}|.){_CLOSING}", re.DOTALL)
_SMALL_PIECE = re.compile(f"{_OPENING}.{_CLOSING}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text in lines at the size that fits; ``cut`` if it is not all there."""

    lines: tuple[str, ...]
    size: float
    cut: bool = False

    @property
    def height(self) -> float:
        """How much room the lines need."""
        return len(self.lines) * self.size * LEADING


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """Break a text into lines of at most ``width``; a character wider than that stands alone."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text, width, measure):
        wide = measure(piece)
        if used + wide <= width + _SLACK:
            line, used = line + piece, used + wide
        else:
            *full, last = _break(piece, width, measure)
            lines += [line, *full]
            line, used = last, measure(last)
    return [kept for kept in (part.strip() for part in (*lines, line)) if kept] or [""]


def _pieces(text: str, width: float, measure: Measure) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        if measure(piece) <= width + _SLACK:
            yield piece
        else:
            yield from _SMALL_PIECE.findall(piece)


def widest_piece(text: str, measure: Measure) -> float:
    """The width of the widest piece that is not broken at its best."""
    return max(map(measure, _PIECE.findall(text)), default=0.0)


def _break(text: str, width: float, measure: Measure) -> list[str]:
    lines, used = [""], 0.0
    for character in text:
        wide = measure(character)
        if lines[-1] and used + wide > width + _SLACK:
            lines.append("")
            used = 0.0
        lines[-1] += character
        used += wide
    return lines


def balance(text: str, width: float, measure: Measure) -> list[str]:
    """Break a text into as few lines as :func:`wrap`, of lengths as equal as can be."""
    best = wrap(text, width, measure)
    low, high = measure(text) / len(best), width
    for _ in range(10):
        middle = (low + high) / 2
        lines = wrap(text, middle, measure)
        if len(lines) > len(best):
            low = middle
        else:
            best, high = lines, middle
    return best


def fit(text: str, width: float, size: float, measure: Measure, *, may_wrap: bool = True) -> Fitted:
    """Make a text fit: as it is, a little smaller, or in lines and smaller still."""
    natural = measure(text) * size
    if natural <= width + _SLACK:
        return Fitted((text,), size)
    least = _SHRINK if may_wrap else _SQUEEZE
    shrunk = math.floor(4 * size * width / natural) / 4
    if shrunk >= least * size:
        return Fitted((text,), shrunk)
    return _in_lines(text, width, size, measure, _STEPS if may_wrap else _STEPS_OF_NAMES)


def _in_lines(
    text: str, width: float, size: float, measure: Measure, steps: tuple[tuple[int, float], ...]
) -> Fitted:
    lines: list[str] = []
    for most, factor in steps:
        smaller = round(4 * size * factor) / 4
        lines = wrap(text, width / smaller, measure)
        if len(lines) <= most:
            return Fitted(tuple(balance(text, width / smaller, measure)), smaller)
    return Fitted(tuple(lines[: most - 1]), smaller, cut=True)


def fit_heading(text: str, width: float, size: float, measure: Measure) -> Fitted:
    """A heading in equal lines; a little smaller if that saves a line."""
    tried = [(size * part, balance(text, width / size / part, measure)) for part in _HEADINGS]
    best, lines = min(tried, key=lambda fitted: len(fitted[1]))
    longest = max(map(measure, lines))
    return Fitted(tuple(lines), min(best, width / max(longest, _SLACK)))


def fit_title(text: str, width: float, size: float, least: float, measure: Measure) -> Fitted:
    """A title on one line if it need not be smaller than ``least``, else in equal lines."""
    natural = measure(text) * size
    if natural <= width:
        return Fitted((text,), size)
    shrunk = math.floor(2 * size * width / natural) / 2
    if shrunk >= least:
        return Fitted((text,), shrunk)
    return Fitted(tuple(balance(text, width / least, measure)), least)
