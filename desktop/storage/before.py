"""What cells held before a log position, and which records have come in since."""

from collections.abc import Iterable

from desktop.storage.database import Data


def held_before(data: Data, records: Iterable[str], position: int) -> dict[tuple[str, str], str]:
    """The wire value that each cell changed since had, by record and field; empty for none."""
    wanted = list(records)
    marks = ", ".join("?" * len(wanted))
    query = (
        f"SELECT record, field, old FROM change WHERE record IN ({marks}) AND pos > ?"  # noqa: S608
        " ORDER BY pos, act, n"
    )
    found: dict[tuple[str, str], str] = {}
    for record, field, old in data.rows(query, [*wanted, position]):
        found.setdefault((record, field), old or "")
    return found


def born_since(data: Data, entity: str, records: Iterable[str], position: int) -> set[str]:
    """Those of some records that came in after a position."""
    wanted = list(records)
    marks = ", ".join("?" * len(wanted))
    query = f'SELECT id FROM "{entity}" WHERE id IN ({marks}) AND pos > ?'  # noqa: S608
    return {row[0] for row in data.rows(query, [*wanted, position])}
