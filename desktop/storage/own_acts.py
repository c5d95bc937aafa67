"""What this device did itself, in order: the ground on which undo and redo stand."""

from typing import NamedTuple

from desktop.storage.ledger import Ledger


class Done(NamedTuple):
    """One act of this device; ``undoes`` names the act that it took back."""

    pos: int
    name: str
    verb: str
    label: str
    undoes: str


def since(ledger: Ledger, pos: int) -> list[Done]:
    """The acts of this device and account after a position, oldest first."""
    device = ledger.device
    rows = ledger.data.all(
        "SELECT pos, seq, verb, label, coalesce(undoes, '') FROM act"
        " WHERE pos > ? AND device = ? AND account = ? ORDER BY pos",
        [pos, device, ledger.account],
    )
    return [Done(row[0], f"{device}.{row[1]}", *row[2:]) for row in rows]


def cells_of(ledger: Ledger, pos: int) -> list[tuple[str, str, str]]:
    """What an act touched, as (entity, record, field); the field is empty for a new record."""
    changed = ledger.data.all(
        "SELECT entity, record, field FROM change WHERE pos = ? ORDER BY act, n", [pos]
    )
    born = [
        (entity.name, row[0], "")
        for entity in ledger.dictionary
        for row in ledger.data.all(f'SELECT id FROM "{entity.name}" WHERE pos = ?', [pos])  # noqa: S608
    ]
    return [*((row[0], row[1], row[2]) for row in changed), *born]
