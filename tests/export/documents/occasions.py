"""What documents are made for in these tests: 石牌镇 on the reference day."""

from typing import Any

from desktop.domain.entities import STANDARD
from desktop.domain.labour import basis_of
from desktop.export.documents import Occasion
from tests.domain import make

UNITS = ((make.VILLAGE, "坪头村"), (make.OTHER_VILLAGE, "桃兴村"))


def occasion(**given: Any) -> Occasion:
    """For the township, its two villages, under the default labour age."""
    return Occasion(
        **{
            "dictionary": STANDARD,
            "book": make.book(),
            "basis": basis_of(make.book(), make.DAY),
            "office": "石牌镇人社所",
            "area": "龙山县石牌镇",
            "made_on": make.DAY,
            "units": UNITS,
            "unit_of": lambda family: family.household.village or "",
        }
        | given
    )
