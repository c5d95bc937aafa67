"""The sums of the columns that are summed, added up while rows pass by."""

from collections.abc import Sequence
from typing import Any, Generic

from desktop.domain.tables import Column, Row


class Sums(Generic[Row]):
    """Adds up the ``total`` columns; what is no number counts nothing."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        self._summed = {at: column for at, column in enumerate(columns) if column.total}
        self._totals: dict[int, Any] = dict.fromkeys(self._summed, 0)

    def add(self, row: Row) -> None:
        """Count one row in."""
        for at, column in self._summed.items():
            value = column.value(row)
            if isinstance(value, int | float) and not isinstance(value, bool):
                self._totals[at] += value

    def by_column(self) -> dict[int, float]:
        """The sums so far, by the number of their column; empty if none is summed."""
        return dict(self._totals)

    def clear(self) -> None:
        """Begin again at nothing."""
        self._totals = dict.fromkeys(self._summed, 0)
