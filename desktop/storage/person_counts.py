"""How many people of each village a standing filter lets through."""

from datetime import date

from desktop.storage.ledger import Ledger
from desktop.storage.person_filters import HERE, Ground, condition
from desktop.storage.person_lists import FROM


def by_village(ledger: Ledger, standing: str, day: date) -> dict[str, int]:
    """The number of people by village id; of everybody who is here without a filter.

    Raises:
        KeyError: if there is no such filter.
    """
    ground = Ground(ledger, day, "")
    text, values = condition(standing, ground) if standing else (HERE, {})
    query = (
        f"SELECT h.village, count(DISTINCT p.id){FROM}"
        f" WHERE p.deleted = 0 AND h.village IS NOT NULL AND ({text}) GROUP BY h.village"
    )
    return dict(ledger.data.rows(query, {**values, "day": day.isoformat()}))
