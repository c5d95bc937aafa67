"""Returning a list of problems: the same workbook with its answer columns filled in."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.entities import OutsideFinding
from desktop.domain.errors import Refused
from desktop.domain.outside_columns import Role
from desktop.intake import originals
from desktop.intake.files import grids_of
from desktop.intake.grid import text_of
from desktop.services import prints
from desktop.services.outside_taking import FACT
from desktop.services.roles import Role as Right
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import attachments

if TYPE_CHECKING:
    from desktop.export.answered_book import Filled

_COPIED = "原表不是 .xlsx，已把内容连同答复另存为 .xlsx，报回前请核对版式"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A workbook with its answers.

    Attributes:
        file: where it lies; its ending is that of the original workbook.
        answered, left: how many rows were filled in, and how many wait.
        note: what is to be known of it, if anything.
    """

    file: Path
    answered: int
    left: int
    note: str


def suffix_of(session: Session, file: str) -> str:
    """The ending that the returned workbook will have.

    Raises:
        AttachmentMissing: if the list is not kept here.
    """
    return originals.workbook_suffix(attachments.fetch(session.ledger, file)) or ".xlsx"


@verb("outside.return", "回填疑点名单", Right.CLERK)
def give_back(session: Session, *, file: str, out: Path) -> Returned:
    """Write the list as it came with the answers in it.

    Args:
        session: the ledger that took the list in.
        file: the hash of the list.
        out: where to; it gets the ending of the original.

    Raises:
        Refused: if there is no such list, or nothing in it is answered yet.
        AppError: if the list is not kept here, or the file cannot be written.
    """
    found = list(session.ledger.where(OutsideFinding, "t.file = ?", [file], "t.line, t.id"))
    if not found:
        raise Refused("没有这张名单，请在外来疑点里查看")
    answered = [one for one in found if one.answer]
    if not answered:
        raise Refused("这张名单还一条都没有答复，请先答复再回填")
    data = attachments.fetch(session.ledger, file)
    told = session.ledger.fact(FACT + file)
    suffix = originals.workbook_suffix(data)
    path = out.with_suffix(suffix or ".xlsx")
    filled = _filled(json.loads(told) if told else {}, answered)
    _write(path, data, found[0].file_name or path.name, filled, in_place=bool(suffix))
    prints.keep_trace(session, "outside.return", f"回填疑点名单（{len(answered)}条）", path)
    return Returned(
        file=path,
        answered=len(answered),
        left=len(found) - len(answered),
        note="" if suffix else _COPIED,
    )


def _write(
    path: Path, data: bytes, name: str, filled: "Mapping[str, Filled]", *, in_place: bool
) -> None:
    from desktop.export.answered_book import write_answered
    from desktop.export.answered_copy import write_copy

    if in_place:
        write_answered(path, data, filled)
        return
    tables = [
        (
            grid.name,
            [[text_of(cell) for cell in row] for row in grid.rows],
            [(top, left, bottom, right) for (top, left), (bottom, right) in grid.merged],
        )
        for grid in grids_of(data, name)
    ]
    write_copy(path, tables, filled)


def _filled(told: Mapping[str, Any], answered: Iterable[OutsideFinding]) -> "dict[str, Filled]":
    """What is filled into each sheet."""
    from desktop.export.answered_book import Filled

    by_sheet: dict[str, list[OutsideFinding]] = {}
    for one in answered:
        by_sheet.setdefault(one.sheet or "", []).append(one)
    made = {}
    for sheet, found in by_sheet.items():
        known = told.get(sheet, {})
        places = {Role[name]: at[0] for name, at in known.get("places", {}).items()}
        columns = _columns(places)
        made[sheet] = Filled(
            header=known.get("header", 0),
            columns=[places.get(role) for role in columns],
            headings=[role.value for role in columns],
            rows={(one.line or 1) - 1: _texts(one, columns) for one in found},
        )
    return made


def _columns(places: Mapping[Role, int]) -> list[Role]:
    """The columns to fill: the answer, its reason where the list has room for one, who and when."""
    asks = [role for role in (Role.REASON, Role.WHO, Role.WHEN) if role in places]
    if Role.ANSWER not in places and Role.REASON not in places:
        asks.insert(0, Role.REASON)
    return [Role.ANSWER, *asks]


def _texts(one: OutsideFinding, columns: Sequence[Role]) -> list[str]:
    answer, reason = one.answer or "", one.reason or ""
    if Role.REASON not in columns and reason:
        answer = f"{answer}：{reason}"
    texts = {
        Role.ANSWER: answer,
        Role.REASON: reason,
        Role.WHO: one.answered_by or "",
        Role.WHEN: one.answered_on.show() if one.answered_on else "",
    }
    return [texts[role] for role in columns]
