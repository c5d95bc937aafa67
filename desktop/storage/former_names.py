"""What villages and groups were called before they were renamed, read from the log."""

from typing import NamedTuple

from desktop.storage.ledger import Ledger

_GROUPS = (
    "SELECT h.village, c.old, c.new, a.hlc FROM act a CROSS JOIN change c ON c.act = a.id"
    " CROSS JOIN household h ON h.id = c.record"
    " WHERE a.verb = 'group.rename' AND c.field = 'group_name' AND h.village IS NOT NULL"
    " GROUP BY a.id, h.village, c.old, c.new ORDER BY a.hlc"
)
_VILLAGES = (
    "SELECT c.record, c.old, c.new, a.hlc FROM act a CROSS JOIN change c ON c.act = a.id"
    " WHERE a.verb = 'village.rename' AND c.entity = 'area' AND c.field = 'name' ORDER BY a.hlc"
)


class Renaming(NamedTuple):
    """A village, or a group of one, that got another name; ``stamp`` tells when."""

    village: str
    old: str
    new: str
    stamp: str


def of_groups(ledger: Ledger) -> list[Renaming]:
    """The groups that were renamed, in the order in which it was done."""
    return _read(ledger, _GROUPS)


def of_villages(ledger: Ledger) -> list[Renaming]:
    """The villages that were renamed, in the order in which it was done."""
    return _read(ledger, _VILLAGES)


def _read(ledger: Ledger, query: str) -> list[Renaming]:
    rows = ledger.data.all(query)
    return [Renaming(row[0], row[1], row[2] or "", row[3]) for row in rows if row[1]]
