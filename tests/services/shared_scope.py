"""What two ledgers hold of an area that both look after, and what one of them lacks."""

import json

from desktop.domain import wire
from desktop.domain.entities import STANDARD
from desktop.storage import scopes
from desktop.storage.ledger import Ledger

_CHANGES = (
    "SELECT a.device, a.seq, c.n, c.entity, c.record, c.field, c.old, c.new, c.saw, c.reason"
    " FROM change c JOIN act a ON a.id = c.act"
)


def contents(ledger: Ledger, area: str) -> dict[str, dict]:
    """The records inside an area, the changes of them, and what of them is in dispute."""
    places = ledger.book.places
    villages = [place.id for place in places.villages(places.by_code(area).id)]
    with ledger.for_thread() as own:
        scopes.lay_out(own.data, STANDARD, 0, own.position, villages)
        inside = "SELECT id FROM temp.inside"
        found = {}
        for entity in wire.travelling(STANDARD):
            columns = ", ".join(f't."{name}"' for name in wire.record_columns(entity))
            rows = own.data.all(f'SELECT {columns} FROM "{entity.name}" t WHERE id IN ({inside})')
            found[entity.name] = {row[0]: tuple(map(_sorted, row[1:])) for row in rows}
        query = f"{_CHANGES} WHERE c.entity = 'code_item'"
        found["lists"] = {row[:3]: row[3:] for row in own.data.all(query)}
        rows = own.data.all(f"{_CHANGES} WHERE c.record IN ({inside})")
        found["changes"] = {row[:3]: row[3:] for row in rows}
        rows = own.data.all(f"SELECT record, field FROM conflict WHERE record IN ({inside})")
        found["conflicts"] = dict.fromkeys(rows, ())
    return found


def _sorted(value):
    """Unread texts stand in the order in which they came in."""
    held = isinstance(value, str) and value.startswith("{")
    return json.dumps(json.loads(value), sort_keys=True) if held else value


def differences(one: Ledger, other: Ledger, area: str) -> list[str]:
    """How two ledgers differ inside an area."""
    mine, theirs = contents(one, area), contents(other, area)
    found = []
    for table in mine:
        for key in mine[table].keys() | theirs[table].keys():
            left, right = mine[table].get(key), theirs[table].get(key)
            if left != right:
                what = "missing" if left is None or right is None else "other"
                found.append(f"{table} {key} {what}: {left} / {right}")
    return found


def is_known(one: Ledger, above: Ledger) -> list[str]:
    """What a ledger holds that the one above, to which it sends everything, does not know."""
    unknown = []
    for entity in wire.travelling(STANDARD):
        ids = [set(ledger.data.all(f'SELECT id FROM "{entity.name}"')) for ledger in (one, above)]
        unknown += [f"{entity.name} {row[0]}" for row in ids[0] - ids[1]]
    rows = [set(ledger.data.all(_CHANGES)) for ledger in (one, above)]
    return unknown + [f"change {row}" for row in rows[0] - rows[1] if row[3] != "account"]
