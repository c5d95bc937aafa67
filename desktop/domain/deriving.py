"""What follows from a typed value: birth and sex from an ID number, the area from a work place."""

from collections.abc import Mapping
from typing import Any

from desktop.domain import id_number
from desktop.domain.partial_date import PartialDate
from desktop.domain.places import Places, region_class
from desktop.domain.record import Record
from desktop.domain.text import compact

_NEAR = {"本村": "乡内", "本镇": "乡内", "本乡": "乡内", "本乡镇": "乡内", "本地": "乡内",
         "家中": "乡内", "本县": "县内乡外"}  # fmt: skip


def from_id_number(id_no: str, seen: str = "") -> dict[str, Any]:
    """Fields of a person that a valid ID number tells; ``seen`` is the text it was read from."""
    number = id_number.IdNumber(id_no)
    told: dict[str, Any] = {
        "birth": PartialDate.of(id_number.birth_of(number)),
        "sex": id_number.sex_of(number),
    }
    card = compact(seen)
    if id_number.disability_part(card):
        told["disability_no"] = card
    return told


def from_work_place(places: Places, home: str | None, place: str) -> dict[str, str]:
    """Fields of a spell that a work place in free words tells, seen from a home village."""
    near = _NEAR.get(compact(place))
    area = None if near else places.find(place)
    told = from_work_area(places, home, area.id if area else None)
    return told | ({"region_class": near} if near else {})


def from_work_area(places: Places, home: str | None, area: str | None) -> dict[str, str]:
    """The area itself, and where it lies as seen from a home village."""
    region = region_class(places, home, area)
    told = {"work_area": area, "region_class": region}
    return {name: value for name, value in told.items() if value}


def follow(record: Record, former: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The fields to set because what they were told by has changed.

    A field follows where it is empty, or holds just what the former value had told; what a person
    typed, readable or not, stays.
    """
    found: dict[str, Any] = {}
    for name in dict.fromkeys((*former, *now)):
        held = getattr(record, name)
        free = name not in record.unread if held is None else held == former.get(name)
        if free and held != now.get(name):
            found[name] = now.get(name)
    return found
