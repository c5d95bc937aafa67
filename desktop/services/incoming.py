"""A spreadsheet file as it is looked at before it is taken in: columns, rows, what it brings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from desktop.domain.dictionary import Dictionary
from desktop.domain.errors import AppError
from desktop.domain.progress import Progress, silent
from desktop.intake.headers import Column
from desktop.intake.layouts import keys_of
from desktop.intake.refusals import NeedsPassword
from desktop.intake.sheet import IncomingSheet
from desktop.intake.targets import BY_TARGET, kept
from desktop.services.importing import columns as choosing
from desktop.services.importing import readings, running, words
from desktop.services.importing.columns import Choice
from desktop.services.importing.marks import CellFate, Mark, Place, fate_of_row, marks
from desktop.services.importing.readings import Reading
from desktop.services.importing.report import FileReport
from desktop.services.importing.words import Word
from desktop.services.session import Session

__all__ = ["CellFate", "Choice", "Heading", "Line", "Looked", "Mark", "Reading", "Word", "choices",
           "learn", "look", "look_as", "word_choices"]  # fmt: skip
_UNKNOWN = "没有认出，不导入"
_UNWANTED = "认得，由程序算出，不用导入"
_NOT_WANTED = "不取用"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the file, and what it was taken as.

    Attributes:
        text: its heading.
        meaning: what it was taken as, in words.
        taken: whether its cells are taken.
        key: what a choice for it is kept by.
        target: what it was taken as; empty if as nothing.
        score: how well the heading fits, from 0 to 1.
        guess: what it may mean where nothing is certain, in words.
        guessed: the target of that.
        chosen: whether a clerk has decided on it, now or for an earlier file.
        samples: a few of the texts below it.
        sheet: the worksheet it stands in.
    """

    text: str
    meaning: str
    taken: bool
    key: str = ""
    target: str = ""
    score: float = 0.0
    guess: str = ""
    guessed: str = ""
    chosen: bool = False
    samples: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: its line, and its cells as seen under the headings taken.

    ``places`` are the columns of the sheet, from 0, in which these cells stand; -1 for none.
    """

    number: int
    texts: tuple[str, ...]
    sheet: str = ""
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """A file, what taking it in would do, and why it cannot be taken in if it cannot.

    ``shown`` are the headings over the cells of ``lines``; ``marks`` says what becomes of those
    cells of which more is to be said than of their row. ``locked`` asks for the file's password.
    ``layout`` names the kind of table that it was known as.
    """

    path: Path
    report: FileReport | None = None
    headings: tuple[Heading, ...] = ()
    shown: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    refused: str = ""
    locked: bool = False
    password: str | None = None
    marks: Mapping[Place, Mark] = field(default_factory=dict)
    words: tuple[Word, ...] = ()
    layout: str = ""
    reading: Reading | None = None

    def mark(self, line: Line, at: int) -> Mark:
        """What becomes of one cell."""
        told = self.marks.get((line.sheet, line.number, at))
        if told is not None:
            return told
        report = self.report or FileReport("")
        return Mark(fate_of_row(report, line.sheet, line.number))


def look(
    session: Session,
    files: Sequence[Path],
    *,
    round_name: str | None = None,
    passwords: dict[Path, str] | None = None,
    progress: Progress = silent,
) -> list[Looked]:
    """Look at files without changing anything; one that is refused does not hold up the others."""
    known = passwords or {}
    wanted = [Reading(file=path, round_name=round_name, password=known.get(path)) for path in files]
    return look_as(session, wanted, progress=progress)


def look_as(
    session: Session, wanted: Sequence[Reading], *, progress: Progress = silent
) -> list[Looked]:
    """The same, each as a clerk has said that it is to be read."""
    found = []
    for done, reading in enumerate(wanted):
        progress(done, len(wanted))
        found.append(_look_at(session, reading))
    progress(len(wanted), len(wanted))
    return found


def _look_at(session: Session, reading: Reading) -> Looked:
    plain = Looked(reading.file, password=reading.password, reading=reading)
    try:
        sheets = readings.every_sheet(session, reading)
    except NeedsPassword as error:
        return replace(plain, refused=str(error), locked=True)
    except AppError as error:
        return replace(plain, refused=str(error))
    try:
        people = readings.lists(reading.file.name, sheets)
        report = running.rehearse(session, reading, people, silent)
    except AppError as error:
        # Its columns can still be put right.
        return replace(plain, headings=_headings(session, sheets), refused=str(error))
    return _looked(session, plain, people, report)


def _looked(
    session: Session, plain: Looked, people: list[IncomingSheet], report: FileReport
) -> Looked:
    columns = [column for column in people[0].columns if column.target and kept(column.target)]
    targets = [column.target or "" for column in columns]
    return replace(
        plain,
        report=report,
        headings=_headings(session, people),
        shown=tuple(column.text for column in columns),
        lines=tuple(_lines(people, targets)),
        marks=marks(report, people, targets),
        words=tuple(words.unknown(session, report.words)),
        layout=people[0].layout,
    )


def _lines(sheets: Sequence[IncomingSheet], targets: Sequence[str]) -> Iterator[Line]:
    for sheet in sheets:
        own = {column.target: column.index for column in sheet.columns}
        places = tuple(own.get(target, -1) for target in targets)
        for row in sheet.rows:
            texts = tuple(row.text(target) for target in targets)
            yield Line(row.line, texts, sheet.sheet, places)


def _headings(session: Session, sheets: Sequence[IncomingSheet]) -> tuple[Heading, ...]:
    tell = partial(_heading, session.ledger.dictionary)
    return tuple(
        tell(sheet, column, key)
        for sheet in sheets
        for key, column in zip(keys_of(sheet.columns), sheet.columns, strict=True)
    )


def _heading(dictionary: Dictionary, sheet: IncomingSheet, column: Column, key: str) -> Heading:
    guess = column.guess or ""
    meaning, taken = _meaning(dictionary, column)
    return Heading(
        text=column.text,
        meaning=meaning,
        taken=taken,
        key=key,
        target=column.target or "",
        score=column.score,
        guess=choosing.choice_of(dictionary, guess).words if guess else "",
        guessed=guess,
        chosen=column.chosen,
        samples=sheet.samples.get(column.index, ()),
        sheet=sheet.sheet,
    )


def _meaning(dictionary: Dictionary, column: Column) -> tuple[str, bool]:
    """What a column was taken as, in words, and whether its cells are taken."""
    target = column.target
    if target is None:
        return (_NOT_WANTED if column.chosen else _UNKNOWN), False
    virtual = BY_TARGET.get(target)
    if virtual is not None and not virtual.kept:
        return _UNWANTED, False
    return choosing.choice_of(dictionary, target).words, True


def choices(session: Session) -> list[Choice]:
    """What a column may be taken as."""
    return choosing.choices(session.ledger.dictionary)


def word_choices(session: Session, word: Word) -> list[tuple[str, str]]:
    """The key and label of each choice that an unknown word may mean."""
    return [(item.key or "", item.label or "") for item in words.items(session, word.path)]


def learn(session: Session, word: Word, key: str) -> None:
    """From now on read a word as a choice.

    Raises:
        Refused: if it means another one already, or the account may not say what words mean.
    """
    words.learn(session, path=word.path, text=word.text, key=key)
