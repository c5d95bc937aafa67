"""The geometry of a page: paper, margins, and how columns share the width."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

MM = 72 / 25.4
"""Points in a millimetre."""


class Paper(Enum):
    """Paper by its shorter and longer side in millimetres."""

    A3 = (297.0, 420.0)
    A4 = (210.0, 297.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """The blank edges in millimetres; the footer stands in the lower one."""

    top: float = 18.0
    right: float = 14.0
    bottom: float = 17.0
    left: float = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a table is set: paper, sizes, and whether each group begins a page.

    An ``official`` page bears its number as GB/T 9704 has it, — 1 —, and not 第1页共2页.
    """

    paper: Paper = Paper.A4
    landscape: bool = True
    font_size_pt: float = 9.0
    row_height_mm: float = 6.6
    note_size_pt: float = 9.0
    margins: Margins = field(default_factory=Margins)
    group_begins_page: bool = False
    official: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        short, long = (side * MM for side in self.paper.value)
        return (long, short) if self.landscape else (short, long)


OFFICIAL = Margins(top=37.0, right=26.0, bottom=35.0, left=28.0)
"""The margins of GB/T 9704 that leave a body of 156 × 225 mm."""
OFFICIAL_LANDSCAPE = Margins(top=28.0, right=37.0, bottom=26.0, left=35.0)
"""The same sheet turned: the head of a table lies at the binding edge of odd pages."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is left of a page within its margins, in points from the lower left corner."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide the frame is."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Where a centred line stands."""
        return (self.left + self.right) / 2


def frame(layout: Layout) -> Frame:
    """The frame of a layout."""
    width, height = layout.size
    edges = layout.margins
    return Frame(
        edges.left * MM, width - edges.right * MM, height - edges.top * MM, edges.bottom * MM
    )


def share(room: float, wishes: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Divide the width: wishes stretched if there is room, else cut down towards the needs.

    Wishes are what columns were declared with, needs what their contents take up.
    """
    wanted = sum(wishes)
    if wanted <= room:
        return [wish * room / wanted for wish in wishes]
    needed = [min(wish, need) for wish, need in zip(wishes, needs, strict=True)]
    least = sum(needed)
    if least >= room:
        return [need * room / least for need in needed]
    part = (room - least) / (wanted - least)
    return [need + (wish - need) * part for wish, need in zip(wishes, needed, strict=True)]
