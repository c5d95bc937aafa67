"""How somebody else's form is filled: which cells mean what, kept with it for the next time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.domain.errors import Refused
from desktop.domain.id_styles import IdStyle
from desktop.domain.text import clean

MARKER = re.compile(r"\{\{\s*([^{}]{1,40}?)\s*\}\}")
"""A place to be filled, written into a cell: {{姓名}}."""
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of the list: its number from 1, its heading, and the path of what goes in.

    The path is empty if nothing goes in; a text with markers in it if the form has such.
    """

    number: int
    heading: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class FormMarker:
    """A marker as it stands in the form, and the path of what it stands for; empty for nothing."""

    text: str
    path: str = ""

    @property
    def name(self) -> str:
        """What stands between its braces."""
        found = MARKER.fullmatch(self.text)
        return found[1] if found else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlan:
    """How a form is filled.

    Attributes:
        sheet: the worksheet that is filled.
        first: the first row to be filled; 0 if each person has a sheet.
        columns: the columns of the list.
        markers: the markers anywhere in the workbook.
        chosen: the filter that it goes by.
    """

    sheet: str
    first: int
    columns: tuple[FormColumn, ...] = ()
    markers: tuple[FormMarker, ...] = ()
    id_style: IdStyle = IdStyle.PLAIN
    chosen: str = ""

    @property
    def is_card(self) -> bool:
        """Whether each person has a sheet."""
        return not self.first

    @property
    def known(self) -> int:
        """How many columns and markers have a meaning."""
        columns = sum(bool(one.path) for one in self.columns)
        return columns + sum(bool(one.path) for one in self.markers)


def checked_name(name: str) -> str:
    """The name of a kept form.

    Raises:
        Refused: if there is none, or it is too long.
    """
    words = clean(name)
    if not words or len(words) > _LONGEST:
        raise Refused(f"请给套表起个名字，不超过{_LONGEST}个字")
    return words


def to_plain(plan: FormPlan) -> dict[str, Any]:
    """The plan as JSON can hold it."""
    return {
        "sheet": plan.sheet,
        "first": plan.first,
        "columns": [[one.number, one.heading, one.path] for one in plan.columns],
        "markers": [[one.text, one.path] for one in plan.markers],
        "id_style": plan.id_style.name,
        "filter": plan.chosen,
    }


def from_plain(found: Mapping[str, Any]) -> FormPlan:
    """The plan that :func:`to_plain` made."""
    return FormPlan(
        sheet=found["sheet"],
        first=found["first"],
        columns=tuple(FormColumn(*parts) for parts in found["columns"]),
        markers=tuple(FormMarker(*parts) for parts in found["markers"]),
        id_style=IdStyle[found["id_style"]],
        chosen=found["filter"],
    )
