"""Where one household ends and the next begins, and what its first row says for the others."""

from desktop.domain.facts import HEAD
from desktop.domain.text import compact
from desktop.intake.seen import Seen
from desktop.intake.targets import (
    GROUP,
    HEAD_NAME,
    HOUSEHOLD_NO,
    RELATION,
    of_household,
)


class Families:
    """Follows the rows of a sheet from household to household."""

    def __init__(self, targets: set[str]) -> None:
        self._shared = [target for target in targets if of_household(target)]
        self._grouped = not targets.isdisjoint((HOUSEHOLD_NO, HEAD_NAME, RELATION))
        self._number = 0
        self._known: dict[str, Seen] = {}

    def place(self, cells: dict[str, Seen]) -> int:
        """The number of the household of a row, from 1; its blank household cells are filled.

        It is 0 in a list of single people, which says nothing of households.
        """
        if not self._grouped:
            return 0
        if self._number == 0 or self._begins(cells):
            self._number += 1
            self._known = {target: cells[target] for target in self._shared if target in cells}
        else:
            for target, seen in self._known.items():
                if target not in cells:
                    cells[target] = seen if seen.carried else seen._replace(carried=True)
        return self._number

    def _begins(self, cells: dict[str, Seen]) -> bool:
        """Whether a row is the first of a new household.

        The household's number decides, then the head's name; a second 户主 among rows that
        share them is an error of the table (rule 5), not a new household.
        """
        number = cells.get(HOUSEHOLD_NO)
        if number is not None and not number.damaged:
            return number.text != self._text(HOUSEHOLD_NO)
        head = cells.get(HEAD_NAME)
        if head is not None:
            return compact(head.text) != compact(self._text(HEAD_NAME))
        if not self._is_head(cells):
            return False
        if HOUSEHOLD_NO in self._known or HEAD_NAME in self._known:
            group = cells.get(GROUP)
            return number is not None or (group is not None and group.text != self._text(GROUP))
        return True

    def _text(self, target: str) -> str:
        seen = self._known.get(target)
        return seen.text if seen else ""

    @staticmethod
    def _is_head(cells: dict[str, Seen]) -> bool:
        relation = cells.get(RELATION)
        return relation is not None and compact(relation.text) in {HEAD, "本人"}
