"""The names of employers as they stand in the spells of work."""

from desktop.storage.ledger import Ledger


def names(ledger: Ledger, most: int) -> list[str]:
    """The employers of most people, the most first."""
    rows = ledger.data.all(
        "SELECT employer FROM employment_spell WHERE employer IS NOT NULL AND deleted = 0"
        " GROUP BY employer ORDER BY count(*) DESC, employer LIMIT ?",
        [most],
    )
    return [row[0] for row in rows]


def names_since(ledger: Ledger, after: int) -> list[str]:
    """The employers that were written down above a log position."""
    rows = ledger.data.all(
        "SELECT employer FROM employment_spell WHERE pos > ?1 AND employer IS NOT NULL"
        " UNION SELECT new FROM change WHERE pos > ?1 AND entity = 'employment_spell'"
        " AND field = 'employer' AND new IS NOT NULL",
        [after],
    )
    return [row[0] for row in rows]
