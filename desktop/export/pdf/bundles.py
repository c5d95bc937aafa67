"""Which strips belong together: a household, a village's heading, the sum under the last row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, groupby
from typing import Generic

from desktop.domain.tables import Row
from desktop.export.pdf.flow import Bundle
from desktop.export.pdf.strips import Strip
from desktop.export.pdf.table import Setter
from desktop.export.sums import Sums

NOTHING = "（无记录）"


@dataclass(frozen=True, slots=True)
class Grouping(Generic[Row]):
    """What rows are gathered by.

    Attributes:
        heading: the text of the band over a row's group; a bookmark leads there.
        keep: rows that follow each other and agree in this stay on one page.
        begins_page: each group begins a page.
        subtotal: the label of the sums under each group; none if empty.
    """

    heading: Callable[[Row], str] | None = None
    keep: Callable[[Row], object] | None = None
    begins_page: bool = False
    subtotal: str = ""

    def units(self, rows: Iterator[Row]) -> Iterator[tuple[str, list[Row]]]:
        """The rows that stay together, with their group."""
        heading = self.heading or (lambda _: "")
        if self.keep is None:
            for row in rows:
                yield heading(row), [row]
            return
        keep = self.keep
        for (group, _), unit in groupby(rows, lambda row: (heading(row), keep(row))):
            yield group, list(unit)


@dataclass(slots=True)
class _Held:
    """A unit that waits, because what comes next may have to stay with its last row."""

    group: str
    opens: bool
    new_page: bool
    before: list[Strip]
    rows: list[Strip]
    after: list[Strip] = field(default_factory=list)

    def bundle(self) -> Bundle:
        """The unit with its heading and what stands under it."""
        pieces = [[row] for row in self.rows]
        pieces[0] = [*self.before, *pieces[0]]
        pieces[-1] = [*pieces[-1], *self.after]
        opens = self.group if self.opens else ""
        return Bundle(tuple(map(tuple, pieces)), self.group, opens, self.new_page)


def bundle_rows(
    setter: Setter[Row],
    rows: Iterator[Row],
    grouping: Grouping[Row],
    tail: Callable[[], list[Strip]],
    add_up: Callable[[Row], None],
) -> Iterator[Bundle]:
    """Bundles of all rows; the last row keeps the tail with it: no sum stands alone on a page."""
    held: _Held | None = None
    sums = Sums(setter.table.columns)
    for number, (group, unit) in zip(count(), grouping.units(rows)):
        opens = bool(group) and (held is None or group != held.group)
        if held is not None:
            if group != held.group:
                held.after += subtotal(setter, grouping, sums)
            yield held.bundle()
        before: list[Strip] = [setter.band(group)] if opens else []
        new_page = opens and grouping.begins_page and number > 0
        for row in unit:
            sums.add(row)
            add_up(row)
        held = _Held(group, opens, new_page, before, [setter.row(row) for row in unit])
    if held is None:
        held = _Held("", False, False, [], [setter.band(NOTHING)])
    else:
        held.after += subtotal(setter, grouping, sums)
    held.after += tail()
    yield held.bundle()


def subtotal(setter: Setter[Row], grouping: Grouping[Row], sums: Sums[Row]) -> list[Strip]:
    """The sums under a group that ends here; the next begins at nothing."""
    if not grouping.subtotal:
        return []
    strips: list[Strip] = [*setter.sums(grouping.subtotal, sums)]
    sums.clear()
    return strips
