"""How strips become pages: what stays together, and where a page turns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop.export.pdf.fonts import Voice
from desktop.export.pdf.footer import Footer
from desktop.export.pdf.page import Layout, frame
from desktop.export.pdf.pen import Pen
from desktop.export.pdf.sheaf import Scripts, Sheaf
from desktop.export.pdf.strips import Strip

_EDGE = 1.0


@dataclass(frozen=True, slots=True)
class Bundle:
    """Strips that stay on one page if one page holds them, else break only between pieces.

    Attributes:
        pieces: what is never broken, in order.
        group: whose rows these are.
        opens: the bookmark that the bundle begins, if it begins a group.
    """

    pieces: tuple[tuple[Strip, ...], ...]
    group: str = ""
    opens: str = ""
    new_page: bool = False


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)


@dataclass(slots=True)
class _Ruled:
    """The stretch of the table on the page at hand."""

    top: float
    bottom: float
    stretches: list[tuple[tuple[float, ...], float, float]] = field(default_factory=list)


class Flow:
    """Stacks strips on pages, repeating the head, and numbers the pages at the end."""

    def __init__(
        self,
        sheaf: Sheaf,
        scripts: Scripts,
        layout: Layout,
        head: Strip,
        continued: Callable[[str], Strip],
    ) -> None:
        self._sheaf = sheaf
        self._scripts = scripts
        self._frame = frame(layout)
        self._footer = Footer(layout, scripts)
        self._head = head
        self._continued = continued
        self._ruled: _Ruled | None = None
        self._pen = Pen(scripts[Voice.HEI])
        self._y = self._frame.top
        self.pages = 1

    def place(self, bundle: Bundle) -> None:
        """Put a bundle on this page or the next."""
        if self._y < self._frame.top and self._should_turn(bundle):
            self._turn(bundle, inside=not bundle.opens)
        if bundle.opens:
            key = f"page{self.pages}at{self._y:.0f}"
            self._sheaf.bookmark(bundle.opens, key, self._y)
        for number, piece in enumerate(bundle.pieces):
            if number and not self._fits(piece):
                self._turn(bundle, inside=True)
            self._put(piece)

    def finish(self, stamp: str = "") -> None:
        """Close the last page and say how many there are; a stamp stands on every page."""
        self._close()
        pen = Pen(self._scripts[Voice.HEI])
        self._footer.on_all(pen, self.pages, stamp)
        self._sheaf.shared(pen.operators())

    def _should_turn(self, bundle: Bundle) -> bool:
        strips = tuple(strip for piece in bundle.pieces for strip in piece)
        if bundle.new_page or not self._fits(bundle.pieces[0]):
            return True
        return not self._fits(strips) and _height(strips) <= self._room_of_a_page(bundle)

    def _fits(self, strips: Sequence[Strip]) -> bool:
        head = self._ruled is None and any(strip.cuts is not None for strip in strips)
        needed = _height(strips) + (self._head.height if head else 0)
        return needed <= self._y - self._frame.bottom + 0.01

    def _room_of_a_page(self, bundle: Bundle) -> float:
        room = self._frame.top - self._frame.bottom - self._head.height
        if bundle.group and not bundle.opens:
            room -= self._continued(bundle.group).height
        return room

    def _turn(self, bundle: Bundle, *, inside: bool) -> None:
        self._close()
        self.pages += 1
        self._pen = Pen(self._scripts[Voice.HEI])
        self._y = self._frame.top
        if bundle.group and inside:
            self._put((self._continued(bundle.group),))

    def _put(self, piece: Sequence[Strip]) -> None:
        for strip in piece:
            if strip.cuts is None:
                self._end_table()
            elif self._ruled is None:
                self._ruled = _Ruled(self._y, self._y)
                self._draw(self._head)
            self._draw(strip)

    def _draw(self, strip: Strip) -> None:
        strip.draw(self._pen, self._y)
        bottom = self._y - strip.height
        if self._ruled is not None and strip.cuts is not None:
            self._rule(self._ruled, strip.cuts, bottom)
        self._y = bottom

    def _rule(self, ruled: _Ruled, cuts: tuple[float, ...], bottom: float) -> None:
        if ruled.bottom < ruled.top:
            self._pen.line(self._frame.left, ruled.bottom, self._frame.right, ruled.bottom)
        if ruled.stretches and ruled.stretches[-1][0] is cuts:
            ruled.stretches[-1] = (cuts, ruled.stretches[-1][1], bottom)
        else:
            ruled.stretches.append((cuts, self._y, bottom))
        ruled.bottom = bottom

    def _end_table(self) -> None:
        ruled, self._ruled = self._ruled, None
        if ruled is None:
            return
        for cuts, top, bottom in ruled.stretches:
            for x in cuts:
                self._pen.line(x, top, x, bottom)
        edges = self._frame
        self._pen.frame(edges.left, ruled.bottom, edges.right, ruled.top, _EDGE)

    def _close(self) -> None:
        self._end_table()
        self._footer.on_one(self._pen, self.pages)
        self._sheaf.page(self._pen.operators())
