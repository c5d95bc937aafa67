"""Forms of one page each: a grid, a table under it, a grid again, and who signs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic

from desktop.domain.tables import Row, Table
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.document import PageSetup, Printed, note_bundle, signature_strips
from desktop.export.pdf.flow import Bundle, Flow
from desktop.export.pdf.fonts import Fonts, Voice, find_fonts
from desktop.export.pdf.grid import Facts, GridSetter
from desktop.export.pdf.page import Layout, frame
from desktop.export.pdf.sheaf import Scripts, Sheaf
from desktop.export.pdf.strips import Gap, Strip
from desktop.export.pdf.table import Setter
from desktop.export.pdf.top import top_strips

_SAMPLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Generic[Row]):
    """One form.

    Attributes:
        name: the bookmark that leads to it.
        code: what a scanner reads in its corner; none if empty.
        above, below: the lines of its grid over and under the table.
        rows: the lines of the table.
        blanks: how many empty lines follow them.
        blocks: lines under those above that are not parted by the end of a page, such as those of
            one person.
        table: whether there is a table at all.
        people: how many stand in the blocks, where there is none.
    """

    name: str
    heading: Heading = field(default_factory=Heading)
    code: str = ""
    above: tuple[Facts, ...] = ()
    rows: tuple[Row, ...] = ()
    blanks: int = 0
    blocks: tuple[tuple[Facts, ...], ...] = ()
    below: tuple[Facts, ...] = ()
    table: bool = True
    people: int = 0
    ending: Ending = field(default_factory=Ending)


def leaves_pdf(
    table: Table[Row],
    leaves: Iterable[Leaf[Row]],
    layout: Layout,
    *,
    title: str = "",
    stamp: str = "",
    fonts: Fonts | None = None,
) -> tuple[bytes, Printed]:
    """The forms in memory, each beginning a page.

    Raises:
        FontsMissing: if the program's fonts are not there.
    """
    sheaf = Sheaf(layout, title or table.title)
    scripts = Scripts(fonts or find_fonts(), sheaf)
    coming = iter(leaves)
    first = list(islice(coming, _SAMPLE))
    drawer: _Drawer[Row] = _Drawer(table, first, layout, sheaf, scripts)
    for leaf in (*first, *coming):
        drawer.draw(leaf)
    return drawer.finished(stamp)


class _Drawer(Generic[Row]):
    """Draws one form after the other; the tables' columns stand alike in all of them."""

    def __init__(
        self, table: Table[Row], sample: list[Leaf[Row]], layout: Layout, sheaf: Sheaf,
        scripts: Scripts,
    ) -> None:  # fmt: skip
        self._layout, self._sheaf, self._scripts = layout, sheaf, scripts
        rows = [row for leaf in sample for row in leaf.rows]
        self._table: Setter[Row] = Setter(table, rows, layout, scripts)
        self._room = frame(layout)
        self._grid = GridSetter(
            self._room,
            layout.font_size_pt,
            layout.row_height_mm,
            scripts[Voice.SONG],
            scripts[Voice.HEI_BOLD],
        )
        self._flow = Flow(
            sheaf, scripts, layout, self._table.head(), lambda name: self._table.band(name)
        )
        self._rows = self._leaves = 0

    def draw(self, leaf: Leaf[Row]) -> None:
        """One form from the top of a page."""
        self._leaves += 1
        self._rows += leaf.people
        lines = (*leaf.above, *(line for block in leaf.blocks for line in block), *leaf.below)
        self._table.tell(leaf.name, *(fact.value for line in lines for fact in line))
        pieces = list(self._pieces(leaf))
        self._flow.place(Bundle(tuple(map(tuple, pieces)), leaf.name, leaf.name, self._leaves > 1))
        notes = (*leaf.ending.notes, *self._grid.notes(), *self._table.notes())
        for note in notes:
            self._flow.place(note_bundle(note, self._scripts, self._layout))

    def finished(self, stamp: str) -> tuple[bytes, Printed]:
        """The document, and what is in it."""
        version = self._table.version()
        self._flow.finish(f"{stamp}　版本 {version}" if stamp else "")
        missing = tuple(self._scripts.missing)
        return self._sheaf.data(), Printed(self._flow.pages, self._rows, missing, version)

    def _pieces(self, leaf: Leaf[Row]) -> Iterator[list[Strip]]:
        top = top_strips(leaf.heading, "", self._scripts, self._room, leaf.code)
        grid: list[Strip] = [self._grid.line(facts) for facts in leaf.above]
        yield [*top, *grid[:1]]
        yield from ([strip] for strip in grid[1:])
        for block in leaf.blocks:
            yield [Gap(4), *map(self._grid.line, block)]
        if leaf.table:
            yield from self._body(leaf)
        below: list[Strip] = [self._grid.line(facts) for facts in leaf.below]
        setup: PageSetup = PageSetup(layout=self._layout, ending=leaf.ending)
        tail: list[Any] = signature_strips(setup, self._scripts)
        for at, strip in enumerate(below):
            gap: list[Strip] = [Gap(4)] if at == 0 else []
            yield [*gap, strip, *(tail if at == len(below) - 1 else [])]
        if tail and not below:
            yield tail

    def _body(self, leaf: Leaf[Row]) -> Iterator[list[Strip]]:
        strips: list[Strip] = [self._table.row(row) for row in leaf.rows]
        self._rows += len(leaf.rows)
        strips += [self._table.blank() for _ in range(leaf.blanks)]
        for at, strip in enumerate(strips):
            yield [Gap(4), strip] if at == 0 else [strip]
