"""回填务工月监测: a 防返贫 export goes back in its own layout, with the changed months only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.entities import ExternalId, Person
from desktop.domain.errors import Refused
from desktop.domain.text import compact
from desktop.domain.work_months import months_worked
from desktop.intake import targets
from desktop.intake.files import read_grids
from desktop.intake.grid import text_of
from desktop.intake.originals import workbook_suffix
from desktop.intake.seen import IncomingRow
from desktop.intake.sheet import IncomingSheet
from desktop.services import checks, prints
from desktop.services.importing import readings
from desktop.services.importing.readings import Reading
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import person_lists

if TYPE_CHECKING:
    from desktop.export.answered_book import Filled

MONTHS = "employment_spell.months_in_year"
_PERSON_NO = "人口编号"
_NO_COLUMN = "“{name}”里没有“务工时间（月）”这一列，请选防返贫系统导出的务工月监测表"
_ITSELF = "回填的表不能盖在原表上，请换一个文件名"
_COPIED = "原表不是 .xlsx，已把内容另存为 .xlsx，上传前请核对版式"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A table that was written back.

    Attributes:
        file: where it lies; its ending is that of the original workbook.
        rows: how many people it lists.
        changed: how many of their months are other than the table said.
        strangers: the lines of people who are not in the ledger; they stay as they were.
        note: what is to be known of it, if anything.
    """

    file: Path
    rows: int
    changed: int
    strangers: tuple[int, ...]
    note: str = ""


@verb("month.return", "回填务工月监测", Role.CLERK)
def write(
    session: Session,
    *,
    file: Path,
    out: Path,
    day: date | None = None,
    password: str | None = None,
) -> Returned:
    """Write an export back with the months that the ledger counts, all else as it was.

    Args:
        session: the ledger.
        file: the export; nothing of it is taken in.
        out: where to; it gets the ending of the original.
        day: up to when the months are counted; the reference day of the round without it.
        password: what opens the export.

    Raises:
        Refused: if it has no column of months, or would be written over itself.
        AppError: if a file cannot be read or written.
    """
    reading = Reading(file=file, password=password)
    sheets = [one for one in readings.every_sheet(session, reading) if one.heading(MONTHS)]
    if not sheets:
        raise Refused(_NO_COLUMN.format(name=file.name))
    suffix = workbook_suffix(file.read_bytes())
    path = out.with_suffix(suffix or ".xlsx")
    if path.exists() and path.samefile(file):
        raise Refused(_ITSELF)
    filled, strangers = _fill(session, sheets, day or checks.reference_day(session))
    _write(path, reading, filled, in_place=bool(suffix))
    changed = sum(len(one.rows) for one in filled.values())
    prints.keep_trace(session, "month.return", f"回填务工月监测（{changed}人）", path)
    rows = sum(len(sheet.rows) for sheet in sheets)
    return Returned(file=path, rows=rows, changed=changed, strangers=tuple(strangers),
                    note="" if suffix else _COPIED)  # fmt: skip


def _fill(
    session: Session, sheets: Iterable[IncomingSheet], day: date
) -> "tuple[dict[str, Filled], list[int]]":
    from desktop.export.answered_book import Filled

    made, strangers = {}, []
    for sheet in sheets:
        people = _people(session, sheet)
        months = _months(session, people.values(), day)
        column = next(one for one in sheet.columns if one.target == MONTHS)
        rows = {}
        for row in sheet.rows:
            person = people.get(row.line)
            if person is None:
                strangers.append(row.line)
            elif (counted := months.get(person)) is not None and _differs(row, counted):
                rows[row.line - 1] = [str(counted)]
        made[sheet.sheet] = Filled(
            header=sheet.header_line - 1, columns=[column.index], headings=[column.text], rows=rows
        )
    return made, strangers


def _people(session: Session, sheet: IncomingSheet) -> dict[int, str]:
    """The person of each line: by the system's own number, else by the ID number."""
    ledger = session.ledger
    numbers = {row.text(targets.PERSON_NO) for row in sheet.rows} - {""}
    cards = {compact(row.text(targets.ID_NO)).upper() for row in sheet.rows} - {""}
    by_number = {
        one.value: one.subject or ""
        for one in ledger.among(ExternalId, "value", sorted(numbers))
        if one.kind == _PERSON_NO
    }
    by_card = {one.id_no: one.id for one in ledger.among(Person, "id_no", sorted(cards))}
    found = {
        row.line: by_number.get(row.text(targets.PERSON_NO))
        or by_card.get(compact(row.text(targets.ID_NO)).upper(), "")
        for row in sheet.rows
    }
    return {line: person for line, person in found.items() if person}


def _months(session: Session, people: Iterable[str], day: date) -> dict[str, int | None]:
    listed = person_lists.listed(session.ledger, dict.fromkeys(people))
    return {line.member.person.id: months_worked(line.member.spells, day) for line in listed}


def _differs(row: IncomingRow, counted: int) -> bool:
    said = compact(row.text(MONTHS)).removesuffix("个月").removesuffix("月")
    return said != str(counted) and not (not said and counted == 0)


def _write(path: Path, reading: Reading, filled: "Mapping[str, Filled]", *, in_place: bool) -> None:
    from desktop.export.answered_book import write_answered
    from desktop.export.answered_copy import write_copy

    if in_place:
        write_answered(path, reading.file.read_bytes(), filled)
        return
    tables = [
        (
            grid.name,
            [[text_of(cell) for cell in row] for row in grid.rows],
            [(top, left, bottom, right) for (top, left), (bottom, right) in grid.merged],
        )
        for grid in read_grids(reading.file, reading.password)
    ]
    write_copy(path, tables, filled)
