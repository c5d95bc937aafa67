"""What the village and the group of an older sheet are called now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop.domain.entities import Area
from desktop.domain.places import Place, Places, stem
from desktop.domain.text import compact
from desktop.services.importing.newer import day_of_stamp
from desktop.storage import families, former_names
from desktop.storage.former_names import Renaming
from desktop.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class FormerNames:
    """Renamings and mergers of villages and groups, as a sheet of some day must read them.

    Attributes:
        day: the reference day of the sheet.
        groups: the renamings of groups, in their order, by village.
        villages: the renamings of villages, in their order.
        merged: the village that each merged village went into.
        in_use: the groups that have households now.
    """

    day: date
    groups: Mapping[str, Sequence[Renaming]] = field(default_factory=dict)
    villages: Sequence[Renaming] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    in_use: frozenset[tuple[str, str]] = frozenset()

    def group(self, village: str, name: str) -> str:
        """What a group is called now.

        A sheet from before a renaming means the old name; one from after it too, unless some
        other group bears the name now.
        """
        renamings = self.groups.get(village, ())
        since = [one for one in renamings if day_of_stamp(one.stamp) > self.day]
        now = _followed(name, since)
        if now == name and (village, name) not in self.in_use:
            now = _followed(name, renamings)
        return now

    def village(self, places: Places, name: str) -> Place | None:
        """The village that had a name before it was renamed."""
        wanted = compact(name)
        for one in reversed(self.villages):
            if one.old == wanted or stem(one.old) == stem(wanted):
                return places.get(one.village)
        return None

    def within(self, places: Places, text: str) -> Place | None:
        """The one village whose former name stands in a text, such as a title."""
        found = {one.village for one in self.villages if one.old in compact(text)}
        return places.get(found.pop()) if len(found) == 1 else None

    def today(self, places: Places, village: Place) -> Place:
        """What has become of a village: itself, or the one that it was merged into."""
        seen = {village.id}
        while (into := self.merged.get(village.id)) and into not in seen:
            seen.add(into)
            village = places.get(into) or village
        return village


def former(ledger: Ledger, day: date) -> FormerNames:
    """The former names that a ledger knows."""
    groups = former_names.of_groups(ledger)
    by_village: dict[str, list[Renaming]] = {}
    for one in groups:
        by_village.setdefault(one.village, []).append(one)
    closed = ledger.where(Area, "t.merged_into IS NOT NULL")
    return FormerNames(
        day,
        by_village,
        former_names.of_villages(ledger),
        {area.id: area.merged_into or "" for area in closed},
        frozenset(count[:2] for count in families.group_counts(ledger)) if groups else frozenset(),
    )


def _followed(name: str, renamings: Iterable[Renaming]) -> str:
    for one in renamings:
        if one.old == name:
            name = one.new
    return name
