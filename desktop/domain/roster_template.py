"""A roster that an office makes again and again: what is in it, and how it reads in a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.errors import Refused
from desktop.domain.id_styles import IdStyle, read_style
from desktop.domain.text import clean

KIND = "labour-ledger roster"
_VERSION = 1
_LONGEST, _MOST_COLUMNS, _MOST_TEXT = 30, 100, 60
NO_GROUPS, BY_VILLAGE, BY_GROUP = "", "household.village", "household.group_name"
A_PERSON, A_HOUSEHOLD = "person", "household"
_PAPERS = ("A4", "A3")


@dataclass(frozen=True, slots=True)
class RosterColumn:
    """One column: the path of what it holds, and its own heading, if it has one."""

    path: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterTemplate:
    """A roster with a name.

    Attributes:
        title: what stands over it; the name, if empty.
        rows: whether a row is a person or a household with its head.
        chosen: the name of the filter that it goes by; everybody if empty.
        group: the column whose values gather the rows on sheets or pages of their own.
        order: the column it is sorted by; by village and household if empty.
        signed: whether there are lines to sign under it.
    """

    name: str
    columns: tuple[RosterColumn, ...]
    title: str = ""
    rows: str = A_PERSON
    chosen: str = ""
    group: str = NO_GROUPS
    order: str = ""
    descending: bool = False
    id_style: IdStyle = IdStyle.PLAIN
    paper: str = "A4"
    signed: bool = True
    conditions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """What stands over it."""
        return self.title or self.name


def checked(template: RosterTemplate) -> RosterTemplate:
    """The template with its name in order.

    Raises:
        Refused: if it has no name or no columns.
    """
    name = clean(template.name)
    if not name or len(name) > _LONGEST:
        raise Refused(f"请给名册起个名字，不超过{_LONGEST}个字")
    if not 0 < len(template.columns) <= _MOST_COLUMNS:
        raise Refused(f"名册要有1到{_MOST_COLUMNS}栏，请先选栏目")
    return template


def to_plain(template: RosterTemplate) -> dict[str, Any]:
    """The template as JSON can hold it."""
    return {
        "kind": KIND,
        "version": _VERSION,
        "name": template.name,
        "title": template.title,
        "rows": template.rows,
        "columns": [{"path": one.path, "title": one.title} for one in template.columns],
        "filter": template.chosen,
        "conditions": dict(template.conditions),
        "group": template.group,
        "order": template.order,
        "descending": template.descending,
        "id_style": template.id_style.name,
        "paper": template.paper,
        "signed": template.signed,
    }


def to_text(template: RosterTemplate) -> str:
    """The template as a small file that a person can read."""
    return json.dumps(to_plain(template), ensure_ascii=False, indent=1)


def from_text(text: str) -> RosterTemplate:
    """Read such a file.

    Raises:
        Refused: if it is none, or was made by a newer program.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused("这不是名册模板文件，请选“分享”出来的 .json 文件") from error
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise Refused("这不是名册模板文件，请选“分享”出来的 .json 文件")
    return from_plain(found)


def from_plain(found: Mapping[str, Any]) -> RosterTemplate:
    """The template that :func:`to_plain` made.

    Raises:
        Refused: if it was made by a newer program, or something in it is not what it should be.
    """
    if found.get("version") != _VERSION:
        raise Refused("这个名册模板来自更新版本的程序，请先升级本程序")
    columns = found.get("columns")
    if not isinstance(columns, list) or not all(isinstance(one, dict) for one in columns):
        raise _broken()
    conditions = found.get("conditions", {})
    rows, paper = _text(found, "rows") or A_PERSON, _text(found, "paper") or _PAPERS[0]
    style = read_style(_text(found, "id_style") or IdStyle.PLAIN.name)
    known = rows in {A_PERSON, A_HOUSEHOLD} and paper in _PAPERS and style is not None
    if not known or style is None or not isinstance(conditions, dict):
        raise _broken()
    return checked(
        RosterTemplate(
            name=_text(found, "name"),
            title=_text(found, "title"),
            rows=rows,
            columns=tuple(RosterColumn(_text(one, "path"), _text(one, "title")) for one in columns),
            chosen=_text(found, "filter"),
            conditions=conditions,
            group=_text(found, "group"),
            order=_text(found, "order"),
            descending=found.get("descending") is True,
            id_style=style,
            paper=paper,
            signed=found.get("signed") is not False,
        )
    )


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key, "")
    if not isinstance(value, str) or len(value) > _MOST_TEXT:
        raise _broken()
    return value


def _broken() -> Refused:
    return Refused("这个名册模板文件已损坏，请让对方重新分享一份")
