"""The sums of the columns that are summed, added up while rows pass by."""

from collections.abc import Sequence
from typing import Any, Generic

from desktop.domain.tables import Column, Row


class Sums(Generic[Row]):
    """Adds up the ``total`` columns; what is no number counts nothing."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        self._summed = {at: column for at, column in enumerate(columns) if column.total}
        self._totals: dict[int, Any] = {}
        self.clear()

    def add(self, row: Row) -> None:
        """Count one row in."""
        self._rows += 1
        for at, column in self._summed.items():
            value = column.value(row)
            if isinstance(value, int | float) and not isinstance(value, bool):
                self._totals[at] += value
                self._known.add(at)

    def by_column(self) -> dict[int, float | None]:
        """The sums so far, by the number of their column; empty if none is summed.

        A column in which no row had a number has no sum: nobody knows, which is not 0.
        """
        blank = self._rows > 0
        return {
            at: None if blank and at not in self._known else total
            for at, total in self._totals.items()
        }

    def clear(self) -> None:
        """Begin again at nothing."""
        self._rows, self._known = 0, set[int]()
        self._totals = dict.fromkeys(self._summed, 0)
