"""A spreadsheet file as it is looked at before it is taken in: columns, rows, what it brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.domain.dictionary import Dictionary
from desktop.domain.errors import AppError
from desktop.domain.progress import Progress, silent
from desktop.intake.headers import Column
from desktop.intake.refusals import NeedsPassword
from desktop.intake.sheet import IncomingSheet, read_file
from desktop.intake.targets import BY_TARGET
from desktop.services import imports
from desktop.services.importing.report import FileReport
from desktop.services.session import Session

__all__ = ["Heading", "Line", "Looked", "look"]
_UNKNOWN = "没有认出，不导入"
_UNWANTED = "认得，由程序算出，不用导入"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the file, and what it was taken as."""

    text: str
    meaning: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: its line, and its cells as seen under the headings taken."""

    number: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A file, what taking it in would do, and why it cannot be taken in if it cannot.

    ``shown`` are the headings over the cells of ``lines``. ``locked`` asks for its password.
    """

    path: Path
    report: FileReport | None = None
    headings: tuple[Heading, ...] = ()
    shown: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    refused: str = ""
    locked: bool = False
    password: str | None = None


def look(
    session: Session,
    files: Sequence[Path],
    *,
    round_name: str | None = None,
    passwords: dict[Path, str] | None = None,
    progress: Progress = silent,
) -> list[Looked]:
    """Look at files without changing anything; one that is refused does not hold up the others."""
    found = []
    known = passwords or {}
    for done, path in enumerate(files):
        progress(done, len(files))
        found.append(_look_at(session, path, round_name, known.get(path)))
    progress(len(files), len(files))
    return found


def _look_at(session: Session, path: Path, round_name: str | None, password: str | None) -> Looked:
    try:
        report = imports.preview(session, path, round_name=round_name, password=password)
        sheets = read_file(path, session.ledger.dictionary, password=password)
    except NeedsPassword as error:
        return Looked(path, refused=str(error), locked=True)
    except AppError as error:
        return Looked(path, refused=str(error))
    people = [sheet for sheet in sheets if sheet.lists_people]
    meaning = partial(_heading, session.ledger.dictionary)
    columns = [column for column in people[0].columns if column.target is not None]
    targets = [column.target or "" for column in columns]
    return Looked(
        path,
        report,
        tuple(meaning(column) for sheet in people for column in sheet.columns),
        tuple(column.text for column in columns),
        tuple(_lines(people, targets)),
        password=password,
    )


def _lines(sheets: Sequence[IncomingSheet], targets: Sequence[str]) -> list[Line]:
    return [
        Line(row.line, tuple(row.text(target) for target in targets))
        for sheet in sheets
        for row in sheet.rows
    ]


def _heading(dictionary: Dictionary, column: Column) -> Heading:
    target = column.target
    if target is None:
        return Heading(column.text, _UNKNOWN, taken=False)
    virtual = BY_TARGET.get(target)
    if virtual is not None:
        return Heading(column.text, virtual.label if virtual.kept else _UNWANTED, virtual.kept)
    field = dictionary.field(target)
    return Heading(column.text, f"{dictionary[field.entity].label}·{field.label}", taken=True)
