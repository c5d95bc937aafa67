"""The tree of areas: who lies in whom, and which place a text means."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from desktop.domain.reading import Unreadable
from desktop.domain.text import compact

LEVELS = ("province", "city", "county", "township", "village", "group")
_ENDINGS = re.compile(
    r"(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|土家族苗族自治州|自治州|自治县|街道办事处"
    r"|居民委员会|村民委员会|居委会|村委会|街道|社区|地区|省|市|县|区|镇|乡|村|盟|旗)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """One area as looked up: its id, code, name, level and the id of what it lies in."""

    id: str
    name: str
    level: str
    code: str
    parent: str


def stem(name: str) -> str:
    """A place name without its ending: 浏阳 of 浏阳市; a stem of one character keeps it."""
    short = _ENDINGS.sub("", name)
    return short if len(short) > 1 else name


class Places:
    """All areas a ledger knows, as a tree."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_id = {place.id: place for place in places}

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, area: str) -> bool:
        return area in self._by_id

    def get(self, area: str | None) -> Place | None:
        """The area of an id, if it is known."""
        return self._by_id.get(area or "")

    @cached_property
    def _children(self) -> dict[str, list[Place]]:
        tree: dict[str, list[Place]] = {}
        for place in self._by_id.values():
            tree.setdefault(place.parent, []).append(place)
        for children in tree.values():
            children.sort(key=lambda place: (place.code, place.name))
        return tree

    @cached_property
    def _by_stem(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self._by_id.values():
            if place.level in LEVELS[:3]:
                found.setdefault(stem(place.name), []).append(place)
        return found

    def by_code(self, code: str) -> Place | None:
        """The area with this code, if there is one."""
        return self._codes.get(code)

    @cached_property
    def _codes(self) -> dict[str, Place]:
        return {place.code: place for place in self._by_id.values() if place.code}

    def children(self, area: str) -> list[Place]:
        """The areas directly inside, by code."""
        return self._children.get(area, [])

    def within(self, area: str) -> Iterator[Place]:
        """The area and everything inside it, by code, depth first."""
        place = self.get(area)
        if place is not None:
            yield place
        for child in self.children(area):
            yield from self.within(child.id)

    def villages(self, area: str) -> list[Place]:
        """The villages inside an area (itself, if it is one)."""
        return [place for place in self.within(area) if place.level == "village"]

    def line(self, area: str | None) -> list[Place]:
        """The area and what it lies in, from the province down; empty if unknown."""
        found: list[Place] = []
        place = self.get(area)
        while place is not None and place not in found:
            found.append(place)
            place = self.get(place.parent)
        return found[::-1]

    def at(self, area: str | None, level: str) -> Place | None:
        """What the area lies in at a level, itself included."""
        return next((place for place in self.line(area) if place.level == level), None)

    def full_name(self, area: str | None) -> str:
        """The names from the province down, joined, without 市辖区 and the like."""
        return "".join(
            place.name
            for place in self.line(area)
            if place.name not in {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
        )

    def village_named(self, name: str, inside: str) -> Place | None:
        """The one village of this name inside an area; None if there is none or several."""
        wanted = compact(name)
        villages = self.villages(inside)
        exact = [place for place in villages if place.name == wanted]
        found = exact or [place for place in villages if stem(place.name) == stem(wanted)]
        return found[0] if len(found) == 1 else None

    def find(self, text: str) -> Place | None:
        """The most exact province, city or county that a free text names first.

        ``广东省深圳市龙华区`` is 龙华区, ``浏阳经开区`` is 浏阳市, ``浙江`` is 浙江省; a text that
        fits several places equally well is none of them.
        """
        rest = compact(text)
        inside: Place | None = None
        while rest:
            step = self._step(rest, inside)
            if step is None:
                break
            inside, rest = step
        return inside

    def _step(self, rest: str, inside: Place | None) -> tuple[Place, str] | None:
        for length in range(min(len(rest), 12), 1, -1):
            head = rest[:length]
            fits = [
                place
                for place in self._by_stem.get(stem(head), [])
                if head in {place.name, stem(place.name)} and self._lies_in(place, inside)
            ]
            fits = [place for place in fits if place.name == head] or fits
            if len(fits) > 1:
                fits = [place for place in fits if place.level != "county"] or fits
            if len(fits) == 1:
                return fits[0], rest[length:]
        return None

    def _lies_in(self, place: Place, inside: Place | None) -> bool:
        if inside is None:
            return True
        return place.id != inside.id and inside in self.line(place.id)

    def read(self, raw: str) -> str:
        """The id of the area a text means, by code or by name.

        Raises:
            Unreadable: if no area, or more than one, fits.
        """
        place = self.by_code(compact(raw)) or self.find(raw)
        if place is None:
            raise Unreadable("没有认出这个地区，请写省、市、县的全名")
        return place.id


def region_class(places: Places, home: str | None, work: str | None) -> str | None:
    """Where a work place lies as seen from a home village (domain §2, §9).

    Args:
        places: the area tree.
        home: the village (or township) of the household.
        work: the area of the work place.

    Returns:
        A key of the code set ``region_class``; None if it cannot be told: either place is
        unknown, or the work place is given only as something that the home lies in.
    """
    here = {place.level: place for place in places.line(home)}
    there = {place.level: place for place in places.line(work)}
    if not here or not there:
        return None
    province = there.get("province")
    if province is not None and province.code[:2] in {"71", "81", "82"}:
        return "港澳台"
    if province != here.get("province"):
        return "省外"
    for level, key in (("city", "省内市外"), ("county", "市内县外"), ("township", "县内乡外")):
        if level not in there:
            return None
        if there[level] != here.get(level):
            return key
    return "乡内"
