"""A table printed: title, unit line, pages, signatures and notes, written to a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from desktop.domain.progress import Progress, silent
from desktop.domain.tables import Align, Row, Table
from desktop.envelope.safe_file import written_safely
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.bundles import Grouping, bundle_rows
from desktop.export.pdf.flow import Bundle, Flow
from desktop.export.pdf.fonts import Fonts, Voice, find_fonts
from desktop.export.pdf.letter import Letter, closing, opening
from desktop.export.pdf.page import Layout, frame
from desktop.export.pdf.script import printable
from desktop.export.pdf.sheaf import Scripts, Sheaf
from desktop.export.pdf.strips import CellStrip, Gap, Strip, spread, text_strip
from desktop.export.pdf.table import Setter
from desktop.export.pdf.text import Fitted, wrap
from desktop.export.pdf.top import top_strips
from desktop.export.sums import Sums

_LINE_PT = 10.5
_SAMPLE = 300
_PROGRESS_EVERY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSetup:
    """How a table is printed, apart from its columns and rows.

    With a ``stamp``, every page says it, and the version: a code that what was printed makes up.
    With a ``letter``, the table stands in it: between what it says and who signs it.
    """

    heading: Heading = field(default_factory=Heading)
    layout: Layout = field(default_factory=Layout)
    grouping: Grouping[Any] = field(default_factory=Grouping)
    ending: Ending = field(default_factory=Ending)
    stamp: str = ""
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed; ``missing`` are the characters that no font has."""

    pages: int
    rows: int
    missing: tuple[str, ...] = ()
    version: str = ""


def write_table_pdf(
    path: Path,
    table: Table[Row],
    rows: Iterable[Row],
    setup: PageSetup | None = None,
    *,
    count: int = 0,
    progress: Progress = silent,
    fonts: Fonts | None = None,
) -> Printed:
    """Print a table to ``path``; ``count`` is how many rows will come, for the progress.

    Raises:
        CannotWrite: if the file cannot be written; nothing of it is left behind.
        FontsMissing: if the program's fonts are not there.
    """
    with written_safely(path) as file:
        data, printed = table_pdf(table, rows, setup, count=count, progress=progress, fonts=fonts)
        file.write(data)
    return printed


def table_pdf(
    table: Table[Row],
    rows: Iterable[Row],
    setup: PageSetup | None = None,
    *,
    count: int = 0,
    progress: Progress = silent,
    fonts: Fonts | None = None,
) -> tuple[bytes, Printed]:
    """The same in memory, for looking at it without a file that holds people in plain text.

    Raises:
        FontsMissing: if the program's fonts are not there.
    """
    setup = setup or PageSetup()
    sheaf = Sheaf(setup.layout, setup.heading.title or table.title)
    scripts = Scripts(fonts or find_fonts(), sheaf)
    printed = _print(sheaf, scripts, table, _reported(iter(rows), count, progress), setup)
    return sheaf.data(), printed


def _reported(rows: Iterator[Row], count: int, progress: Progress) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number % _PROGRESS_EVERY == 0:
            progress(number, max(count, number))
        yield row


def _print(
    sheaf: Sheaf, scripts: Scripts, table: Table[Row], rows: Iterator[Row], setup: PageSetup
) -> Printed:
    sample = list(islice(rows, _SAMPLE))
    setter = Setter(table, sample, setup.layout, scripts)
    flow = Flow(
        sheaf, scripts, setup.layout, setter.head(), lambda group: setter.band(f"{group}（续）")
    )
    for bundle in _over(setup, table.title, scripts):
        flow.place(bundle)
    sums, seen = Sums(table.columns), 0

    def add_up(row: Row) -> None:
        nonlocal seen
        seen += 1
        sums.add(row)

    def tail() -> list[Strip]:
        return [*_sums(setter, setup.ending, sums), *signature_strips(setup, scripts)]

    for bundle in bundle_rows(setter, chain(sample, rows), setup.grouping, tail, add_up):
        flow.place(bundle)
    notes = (*setup.ending.notes, *setter.notes())
    if notes and not setup.ending.signatures:
        flow.place(Bundle(((Gap(5),),)))
    for note in notes:
        flow.place(note_bundle(note, scripts, setup.layout))
    if setup.letter is not None and not setup.letter.apart:
        flow.place(Bundle((tuple(closing(setup.letter, scripts, frame(setup.layout))),)))
    version = setter.version()
    flow.finish(f"{setup.stamp}　版本 {version}" if setup.stamp else "")
    return Printed(flow.pages, seen, tuple(scripts.missing), version)


def _over(setup: PageSetup, title: str, scripts: Scripts) -> Iterator[Bundle]:
    room, letter = frame(setup.layout), setup.letter
    if letter is not None:
        for strip in opening(letter, scripts, room):
            yield Bundle(((strip,),))
        if letter.apart:
            yield Bundle((tuple(closing(letter, scripts, room)),))
    if letter is None or letter.apart:
        top = tuple(top_strips(setup.heading, title, scripts, room))
        yield Bundle((top,), new_page=letter is not None)


def _sums(setter: Setter[Row], ending: Ending, sums: Sums[Row]) -> list[CellStrip]:
    return setter.sums(ending.total, sums) if ending.total else []


def signature_strips(setup: PageSetup, scripts: Scripts) -> list[Strip]:
    """Who signs, in one line."""
    if not setup.ending.signatures:
        return []
    room = frame(setup.layout)
    return [Gap(6), spread(setup.ending.signatures, scripts[Voice.SONG], room, _LINE_PT, 24)]


def note_bundle(note: str, scripts: Scripts, layout: Layout) -> Bundle:
    """A note under the table; its lines may be parted by the end of a page."""
    script, room, size = scripts[Voice.SONG], frame(layout), layout.note_size_pt
    lines = wrap(printable(note), room.width / size, script.measure)
    return Bundle(
        tuple((text_strip(Fitted((line,), size), script, room, Align.LEFT),) for line in lines)
    )
