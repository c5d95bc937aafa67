"""Which village of the office a row belongs to, and the sentence if it is none of them."""

from typing import NamedTuple

from desktop.domain.places import Place, Places
from desktop.domain.text import compact
from desktop.intake import targets
from desktop.intake.rows import IncomingRow
from desktop.intake.sheet import IncomingSheet
from desktop.services.importing.former import FormerNames

_LEVELS = ("province", "city", "county", "township")
_CODE_DIGITS = 12


class Told(NamedTuple):
    """The village of a row, or why the row cannot be taken in."""

    village: Place | None
    refused: str


class VillageReader:
    """Tells the village by the row's own columns, its household number, or the sheet's title."""

    def __init__(
        self, places: Places, home: str, sheet: IncomingSheet, former: FormerNames
    ) -> None:
        self._places = places
        self._former = former
        self._home = home
        self._line = {place.level: place for place in places.line(home)}
        # A blank 村 in a sheet that has the column is not the village of its title.
        has_column = bool(sheet.heading(targets.VILLAGE))
        self._default = None if has_column else self._named_in(sheet.place_texts)
        self._told: dict[tuple[str, ...], Told] = {}

    def of(self, row: IncomingRow, household_no: str) -> Told:
        """The village of one row."""
        named = tuple(row.text(target) for target in targets.AREA_PATH)
        key = (*named, household_no[:_CODE_DIGITS])
        if key not in self._told:
            self._told[key] = self._tell(named, key[-1])
        return self._told[key]

    def _tell(self, named: tuple[str, ...], code: str) -> Told:
        if self._contradicts(named):
            return Told(None, f"“{''.join(named)}”不在本单位辖区内，没有导入")
        inside = self._inside(named[-1]) if named[-1] else None
        if named[-1] and inside is None:
            return Told(None, f"“{''.join(named)}”不在本单位辖区内，没有导入")
        place = inside or self._places.by_code(code) or self._default
        if place is None:
            return Told(None, "没有认出这一行是哪个村，请在表里加一列“村”再导入")
        if not any(upper.id == self._home for upper in self._places.line(place.id)):
            name = self._places.full_name(place.id)
            return Told(None, f"“{name}”不在本单位辖区内，没有导入")
        return Told(self._former.today(self._places, place), "")

    def _inside(self, text: str) -> Place | None:
        """The office's village of a name, a code, or a name with what it lies in before it."""
        name = compact(text)
        place = self._places.by_code(name)
        if place is not None:
            return place
        for upper in self._line.values():
            name = name.removeprefix(upper.name)
        found = self._places.village_named(name, self._home)
        return found or self._former.village(self._places, name)

    def _contradicts(self, named: tuple[str, ...]) -> bool:
        """Whether a row names another province, city, county or township than the office's."""
        return any(
            text and level in self._line and compact(text) != self._line[level].name
            for level, text in zip(_LEVELS, named, strict=False)
        )

    def _named_in(self, texts: tuple[str, ...]) -> Place | None:
        villages = self._places.villages(self._home)
        for text in texts:
            found = [place for place in villages if place.name in compact(text)]
            if len(found) == 1:
                return found[0]
            before = self._former.within(self._places, text) if not found else None
            if before is not None:
                return before
        return villages[0] if len(villages) == 1 else None
