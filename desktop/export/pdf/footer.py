"""The foot of a page: its number, as rosters or as official papers have it, and the stamp."""

from desktop.export.pdf.fonts import Voice
from desktop.export.pdf.page import MM, Layout, frame
from desktop.export.pdf.pen import Pen
from desktop.export.pdf.sheaf import Scripts

_SIZE, _OFFICIAL, _STAMP = 9.0, 14.0, 7.0
_BASE_MM = 8.0
_BELOW_MM = 7.0
_STAMP_PART = 0.38
_STAMP_OFFICIAL_MM = 12.0


class Footer:
    """Numbers the pages of one document."""

    def __init__(self, layout: Layout, scripts: Scripts) -> None:
        self._layout = layout
        self._frame = frame(layout)
        self._scripts = scripts

    def on_one(self, pen: Pen, page: int) -> None:
        """What stands on one page only."""
        if self._layout.official:
            self._official(pen, page)
            return
        ink = self._scripts[Voice.SONG].ink(f"第 {page} 页", _SIZE)
        pen.write(self._frame.middle - _SIZE / 2 - ink.width, _BASE_MM * MM, ink, _SIZE)

    def on_all(self, pen: Pen, pages: int, stamp: str) -> None:
        """What stands on every page, known only when the last is done."""
        if not self._layout.official:
            ink = self._scripts[Voice.SONG].ink(f"共 {pages} 页", _SIZE)
            pen.write(self._frame.middle + _SIZE / 2, _BASE_MM * MM, ink, _SIZE)
        if stamp:
            self._stamp(pen, stamp)

    def _official(self, pen: Pen, page: int) -> None:
        """GB/T 9704: below the body, at its outer edge, one character inside it.

        A landscape page is a portrait one on its side, and bears the number where that has it.
        """
        ink = self._scripts[Voice.SONG].ink(f"— {page} —", _OFFICIAL)
        odd, edge = page % 2 == 1, self._frame
        if self._layout.landscape:
            top = edge.bottom + _OFFICIAL + ink.width if odd else edge.top - _OFFICIAL
            pen.write_down(edge.left - _BELOW_MM * MM, top, ink, _OFFICIAL)
            return
        x = edge.right - _OFFICIAL - ink.width if odd else edge.left + _OFFICIAL
        pen.write(x, edge.bottom - _BELOW_MM * MM, ink, _OFFICIAL)

    def _stamp(self, pen: Pen, stamp: str) -> None:
        script = self._scripts[Voice.HEI]
        room = self._frame.width * (1 if self._layout.official else _STAMP_PART)
        size = min(_STAMP, room / max(script.measure(stamp), 1))
        height = _STAMP_OFFICIAL_MM if self._layout.official else _BASE_MM
        pen.write(self._frame.left, height * MM, script.ink(stamp, size), size)
