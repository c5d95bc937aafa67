"""The batches that came in: what they were, what they did, whether they were taken back."""

from datetime import UTC, datetime
from typing import NamedTuple

from desktop.storage.ledger import Ledger

_COLUMNS = "id, kind, label, at, digest, report, undone"


class Batch(NamedTuple):
    """One batch; ``report`` is JSON."""

    id: str
    kind: str
    label: str
    at: str
    digest: str
    report: str
    undone: bool


def note(ledger: Ledger, batch: str, kind: str, label: str, digest: str, report: str) -> None:
    """Write a batch down, inside the transaction that made it."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    ledger.data.run(
        f"INSERT OR REPLACE INTO batch({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, 0)",  # noqa: S608
        [batch, kind, label, at, digest, report],
    )


def find(ledger: Ledger, batch: str) -> Batch | None:
    """The batch of an id, or of a beginning that fits only one."""
    rows = ledger.data.all(
        f"SELECT {_COLUMNS} FROM batch WHERE id >= ? AND id < ? LIMIT 2",  # noqa: S608
        [batch, batch + "~"],
    )
    return Batch(*rows[0]) if len(rows) == 1 else None


def of_digest(ledger: Ledger, digest: str) -> Batch | None:
    """The latest standing batch that came from a file of exactly this content."""
    query = f"SELECT {_COLUMNS} FROM batch WHERE digest = ? AND undone = 0 ORDER BY id DESC LIMIT 1"  # noqa: S608
    row = ledger.data.one(query, [digest])
    return None if row is None else Batch(*row)


def listed(ledger: Ledger, kind: str) -> list[Batch]:
    """The batches of a kind, newest first."""
    query = f"SELECT {_COLUMNS} FROM batch WHERE kind = ? ORDER BY id DESC"  # noqa: S608
    return [Batch(*row) for row in ledger.data.all(query, [kind])]


def claim(ledger: Ledger, batch: str) -> bool:
    """Note that a batch is taken back; False if it was already."""
    ledger.data.run("UPDATE batch SET undone = 1 WHERE id = ? AND undone = 0", [batch])
    return ledger.data.one("SELECT changes()") == (1,)


def closed_rounds(ledger: Ledger, batch: str, state: str) -> list[str]:
    """The names of the rounds in a state whose answers or visits a batch brought or changed."""
    at = "SELECT pos FROM act WHERE batch = :batch"
    touched = " UNION ".join(
        f"SELECT round FROM {table} WHERE pos IN ({at}) UNION"  # noqa: S608
        f" SELECT t.round FROM change c CROSS JOIN {table} t ON t.id = c.record"
        f" WHERE c.pos IN ({at})"
        for table in ("survey_answer", "household_visit")
    )
    query = f"SELECT name FROM survey_round WHERE state = :state AND id IN ({touched}) ORDER BY id"  # noqa: S608
    return [row[0] or "" for row in ledger.data.rows(query, {"batch": batch, "state": state})]
