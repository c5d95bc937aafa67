"""The numbers that households of a village have."""

from desktop.storage.ledger import Ledger


def highest(ledger: Ledger, prefix: str, digits: int) -> int:
    """The highest number of so many digits after a prefix, deleted households' among them."""
    row = ledger.data.one(
        "SELECT max(household_no) FROM household WHERE household_no >= ?1 || '0'"
        " AND household_no < ?1 || ':' AND length(household_no) = ?2"
        " AND household_no NOT GLOB '*[^0-9]*'",
        [prefix, len(prefix) + digits],
    )
    return int(row[0][len(prefix) :]) if row and row[0] else 0


def is_taken(ledger: Ledger, number: str) -> bool:
    """Whether a household has this number."""
    query = "SELECT 1 FROM household WHERE household_no = ? AND deleted = 0 LIMIT 1"
    return ledger.data.one(query, [number]) is not None
