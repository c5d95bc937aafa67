"""回执单: one page that says that a package was merged, with a code for who sent it."""

from dataclasses import dataclass

from desktop.export.pdf.code import draw_code
from desktop.export.pdf.document import Printed
from desktop.export.pdf.fonts import Voice, find_fonts
from desktop.export.pdf.page import MM, Layout, Margins, frame
from desktop.export.pdf.pen import Pen
from desktop.export.pdf.script import Script, printable
from desktop.export.pdf.sheaf import Scripts, Sheaf
from desktop.export.pdf.text import wrap

_LABEL = "接收回执"
_LAYOUT = Layout(landscape=False, margins=Margins(top=22.0, right=22.0, bottom=20.0, left=22.0))
_TITLE_PT, _LINE_PT, _CODE_PT, _NOTE_PT = 24.0, 13.0, 30.0, 10.5
_LEAD, _CODE_MM, _LABEL_MM = 27.0, 34.0, 30.0
_QUIET = 17.0
"""White around the QR code, four of its modules, without which scanners do not find it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPage:
    """What stands on the page, besides its title.

    Attributes:
        facts: what is told of the package, each with its label.
        code: what the sender types or scans.
        how: what the sender does with it.
    """

    facts: tuple[tuple[str, str], ...]
    code: str
    how: str


def slip_pdf(page: SlipPage) -> tuple[bytes, Printed]:
    """The page in memory.

    Raises:
        FontsMissing: if the program's fonts are not there.
    """
    sheaf = Sheaf(_LAYOUT, _LABEL)
    scripts = Scripts(find_fonts(), sheaf)
    sheaf.page(_draw(page, scripts))
    sheaf.shared("")
    return sheaf.data(), Printed(1, len(page.facts), tuple(scripts.missing))


def _draw(page: SlipPage, scripts: Scripts) -> str:
    room, pen = frame(_LAYOUT), Pen(scripts[Voice.HEI])
    song, bold = scripts[Voice.SONG], scripts[Voice.HEI_BOLD]
    title = scripts[Voice.SONG_BOLD].ink(_LABEL, _TITLE_PT)
    pen.write(room.middle - title.width / 2, room.top - 14, title, _TITLE_PT)
    y = room.top - 56
    for name, text in page.facts:
        pen.write(room.left, y, bold.ink(name, _LINE_PT), _LINE_PT)
        y = _lines(pen, song, text, (room.left + _LABEL_MM * MM, room.right), y, _LINE_PT)
    y = _code(page, scripts, pen, y - 8)
    for name in ("接收人（签字）：", "接收单位（盖章）：", "日期："):
        pen.write(room.left, y, song.ink(name, _LINE_PT), _LINE_PT)
        y -= 34
    return pen.operators()


def _code(page: SlipPage, scripts: Scripts, pen: Pen, top: float) -> float:
    """The framed code with the same as a QR code; returns where the next line stands."""
    room, side = frame(_LAYOUT), _CODE_MM * MM
    bottom, edge = top - side - 2 * _QUIET, room.left + 16
    pen.frame(room.left, bottom, room.right, top, 1.0)
    draw_code(pen, page.code, room.right - side - _QUIET, top - _QUIET, side)
    label = scripts[Voice.HEI].ink("回执码", _LINE_PT)
    pen.write(edge, top - 24, label, _LINE_PT)
    code = scripts[Voice.HEI_BOLD].ink(page.code, _CODE_PT)
    pen.write(edge, top - 54, code, _CODE_PT)
    _lines(
        pen,
        scripts[Voice.SONG],
        page.how,
        (edge, room.right - side - 2 * _QUIET),
        top - 86,
        _NOTE_PT,
    )
    return bottom - 34


def _lines(
    pen: Pen, script: Script, text: str, edges: tuple[float, float], y: float, size: float
) -> float:
    left, right = edges
    for line in wrap(printable(text), (right - left) / size, script.measure):
        pen.write(left, y, script.ink(line, size), size)
        y -= _LEAD if size == _LINE_PT else size * 1.5
    return y
