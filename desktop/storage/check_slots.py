"""The pages of the check list of a village in a round, and how far each has been keyed in."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.domain.entities import CheckSlot
from desktop.storage.ledger import Ledger


class PageCount(NamedTuple):
    """How many households stand on a page, and how many of them have a result of the visit."""

    page: int
    households: int
    done: int


_PLACE = "t.round = ? AND t.village = ?"
_COUNTS = (
    "SELECT t.page, count(DISTINCT t.household), count(DISTINCT CASE WHEN EXISTS"
    " (SELECT 1 FROM household_visit v WHERE v.household = t.household AND v.round = t.round"
    " AND v.deleted = 0 AND v.result IS NOT NULL) THEN t.household END)"
    " FROM check_slot t WHERE t.deleted = 0 AND t.round = ? AND t.village = ?"
    " GROUP BY t.page ORDER BY t.page"
)


def of_village(
    ledger: Ledger, survey: str, village: str, page: int | None = None
) -> Sequence[CheckSlot]:
    """The places on the list by page and row; of one page, if it is named."""
    condition, values = _PLACE, [survey, village]
    if page is not None:
        condition, values = f"{_PLACE} AND t.page = ?", [survey, village, str(page)]
    return list(ledger.where(CheckSlot, condition, values, "t.page, t.row, t.id"))


def pages(ledger: Ledger, survey: str, village: str) -> list[PageCount]:
    """The pages of a village, in order."""
    return [PageCount(*row) for row in ledger.data.rows(_COUNTS, [survey, village])]
