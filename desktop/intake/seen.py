"""What was seen in a file: cells, the rows they make, and the rows left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Seen(NamedTuple):
    """What a cell held.

    Attributes:
        text: its text as seen, without blanks at the ends; never empty.
        numeric: whether the workbook held it as a number.
        damaged: whether digits were lost before the file came here (rule 38); never trust it.
        carried: whether it stood in a row above: merged over this one, or given once for the
            household.
    """

    text: str
    numeric: bool = False
    damaged: bool = False
    carried: bool = False


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """One person's row: its line in the file, counted from 1, and its cells by target.

    ``household`` numbers the households of the sheet from 1: rows that share it stood together.
    It is 0 in a list that says nothing of households.
    """

    line: int
    household: int
    cells: Mapping[str, Seen]

    def text(self, target: str) -> str:
        """What a cell held; empty if it was blank."""
        seen = self.cells.get(target)
        return seen.text if seen else ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row below the header that holds nobody, and why."""

    line: int
    reason: str
