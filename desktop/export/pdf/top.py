"""What stands over a table: 附件 line, title, the line with who reports, and a code to scan."""

from dataclasses import dataclass, replace

from desktop.domain.tables import Align
from desktop.export.parts import Heading
from desktop.export.pdf.code import draw_code
from desktop.export.pdf.fonts import Voice
from desktop.export.pdf.page import MM, Frame
from desktop.export.pdf.pen import Pen
from desktop.export.pdf.script import Script, printable
from desktop.export.pdf.sheaf import Scripts
from desktop.export.pdf.strips import CellStrip, Gap, Strip, set_cell, text_strip
from desktop.export.pdf.text import Fitted, fit, fit_title

_TITLE_PT = 22.0
_TITLE_LEAST_PT = 17.0
_ANNEX_PT = 16.0
_LINE_PT = 10.5
_CODE_MM = 17.0


@dataclass(frozen=True, slots=True)
class CodeStrip:
    """A code in the upper right corner; takes no room, what is beside it keeps away."""

    text: str
    right: float
    height: float = 0.0
    cuts: tuple[float, ...] | None = None

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it with its upper edge at a height."""
        size = _CODE_MM * MM
        draw_code(pen, self.text, self.right - size, top, size)


def top_strips(
    heading: Heading, title: str, scripts: Scripts, room: Frame, code: str = ""
) -> list[Strip]:
    """The strips over a table."""
    strips: list[Strip] = []
    aside = (_CODE_MM + 3) * MM if code else 0.0
    if code:
        strips.append(CodeStrip(code, room.right))
    if heading.annex:
        hei = scripts[Voice.HEI]
        annex = fit(printable(heading.annex), room.width - aside, _ANNEX_PT, hei.measure)
        strips += [text_strip(annex, hei, room, Align.LEFT), Gap(4)]
    bold = scripts[Voice.XIAOBIAO]
    fitted = fit_title(
        printable(heading.title or title),
        0.94 * (room.width - 2 * aside),
        _TITLE_PT,
        _TITLE_LEAST_PT,
        bold.measure,
    )
    beside = replace(room, right=room.right - aside)
    line = _unit_line(heading, scripts[Voice.SONG], beside)
    return [*strips, text_strip(fitted, bold, room, Align.CENTER), Gap(6), *line]


def _unit_line(heading: Heading, script: Script, room: Frame) -> list[Strip]:
    """The line with 填报单位, 填报日期 and 单位; each takes at most the part it needs."""
    parts = [printable(part) for part in (heading.left, heading.middle, heading.right)]
    if not any(parts):
        return []
    used = sum(map(script.measure, parts)) + 4
    size = min(_LINE_PT, room.width / used)
    first, _, last = (script.measure(part) * size for part in parts)
    # In the middle of the page if there is room, else of what the other two leave.
    free = room.width - first - last
    centred = room.width / 2 - max(first, last) >= script.measure(parts[1]) * size / 2 + size
    edges = (
        (room.left, room.width, Align.LEFT),
        (room.left, room.width, Align.CENTER)
        if centred
        else (room.left + first, free, Align.CENTER),
        (room.left, room.width, Align.RIGHT),
    )
    cells = [
        set_cell(Fitted((part,), size), script, left, width, align, pad=0)
        for part, (left, width, align) in zip(parts, edges, strict=True)
        if part
    ]
    return [CellStrip(cells, 18)]
