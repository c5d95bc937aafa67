"""The least that each piece of work could take: the bare library calls, nothing of ours."""

import csv
import io
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from sqlcipher3 import dbapi2 as sql

from desktop.domain.ids import uuid7
from desktop.services.seeds import resources
from tests.benchmarks.ratio import Timing

Cells = Sequence[object]
Dump = Iterable[tuple[str, Sequence[str], Iterable[Cells]]]
"""Tables as name, column names and rows."""

KEY = bytes(range(32))
_FONT = "Baseline"
_NO_BYTE_CODE = "PYTHONDONTWRITEBYTECODE"
_ROOT = Path(__file__).parents[2]
_ROWS_PER_PAGE = 24


def started(command: Sequence[str], compiled: Path) -> Timing:
    """From starting a program to its line ``ready``; the program is asked to end by itself.

    Its byte code is kept in ``compiled``, as an installed program has it.
    """
    around = {name: value for name, value in os.environ.items() if name != _NO_BYTE_CODE}
    around["PYTHONPYCACHEPREFIX"] = str(compiled)
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=_ROOT, env=around
    ) as process:
        output = process.stdout
        if output is None or "ready\n" not in iter(output.readline, ""):
            raise RuntimeError(f"{command[-1]} ended before it was ready")
        seconds = time.perf_counter() - start
    return Timing(seconds)


def bare_window(compiled: Path) -> Timing:
    """A PySide6 window with one table, until it has been painted."""
    return started([sys.executable, "-m", "tests.benchmarks.bare_window"], compiled)


def opened(path: Path) -> sql.Connection:
    """A SQLCipher file under a raw key, journalled and synced as a ledger is."""
    connection = sql.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -32000")
    return connection


def insert(connection: sql.Connection, tables: Dump, indexed: Sequence[str] = ()) -> int:
    """Insert tables, one transaction, with an index on each of the named columns."""
    total = 0
    connection.execute("BEGIN IMMEDIATE")
    for name, columns, rows in tables:
        connection.execute(f'CREATE TABLE "{name}"({", ".join(_quoted(columns))})')
        for column in indexed:
            if column in columns:
                connection.execute(f'CREATE INDEX "{name}_{column}" ON "{name}"("{column}")')
        marks = ", ".join("?" * len(columns))
        cursor = connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        total += cursor.rowcount
    connection.execute("COMMIT")
    return total


def _quoted(columns: Iterable[str]) -> Iterator[str]:
    return (f'"{column}"' for column in columns)


def insert_all(path: Path, tables: Dump, indexed: Sequence[str] = ()) -> int:
    """Make a SQLCipher file of tables."""
    connection = opened(path)
    total = insert(connection, tables, indexed)
    connection.close()
    return total


def read_and_insert(workbook: Path, database: Path, header: int) -> int:
    """Read a sheet with calamine and insert its rows into one table with an index.

    ``header`` is the number of rows above the first person.
    """
    rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()[header:]
    columns = [f"c{number}" for number in range(len(rows[0]))]
    return insert_all(database, [("row", columns, rows)], indexed=["c7"])


def read_with_openpyxl(workbook: Path) -> int:
    """Go through a sheet with openpyxl's read-only reader."""
    book = openpyxl.load_workbook(workbook, read_only=True)
    total = sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))
    book.close()
    return total


def draw(path: Path, rows: Iterable[Sequence[str]], widths: Sequence[float]) -> int:
    """Text and grid on reportlab's canvas, A4 landscape; how many pages."""
    pdfmetrics.registerFont(TTFont(_FONT, str(resources() / "fonts" / "NotoSerifSC-Regular.ttf")))
    canvas = Canvas(str(path), pagesize=landscape(A4))
    width, height = landscape(A4)
    scale = (width - 56) / sum(widths)
    lefts = [28 + scale * sum(widths[:place]) for place in range(len(widths) + 1)]
    pages, page = 0, []
    for row in rows:
        page.append(row)
        if len(page) == _ROWS_PER_PAGE:
            _draw_page(canvas, page, lefts, height)
            pages, page = pages + 1, []
    if page:
        _draw_page(canvas, page, lefts, height)
        pages += 1
    canvas.save()
    return pages


def _draw_page(canvas: Canvas, rows: list, lefts: list[float], height: float) -> None:
    pitch = (height - 72) / _ROWS_PER_PAGE
    levels = [height - 36 - pitch * number for number in range(len(rows) + 1)]
    canvas.setFont(_FONT, 9)
    for level, row in zip(levels, rows, strict=False):
        for left, text in zip(lefts, row, strict=False):
            if text:
                canvas.drawString(left + 2, level - pitch + 5, text)
    canvas.setLineWidth(0.4)
    canvas.grid(lefts, levels)
    canvas.showPage()


def write_workbook(path: Path, rows: Iterable[Cells]) -> int:
    """Text cells with xlsxwriter, in constant memory."""
    total = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for total, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                sheet.write_string(total - 1, place, "" if cell is None else str(cell))
    return total


def dump_zipped(path: Path, tables: Dump) -> int:
    """Tables as CSV through zlib into one file; how many rows."""
    total = 0
    squeeze = zlib.compressobj(6)
    with path.open("wb") as file:
        for _, columns, rows in tables:
            file.write(squeeze.compress(_csv([columns])))
            for part in _parts(rows):
                file.write(squeeze.compress(_csv(part)))
                total += len(part)
        file.write(squeeze.flush())
    return total


def _csv(rows: Iterable[Cells]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _parts(rows: Iterable[Cells], size: int = 2000) -> Iterator[list[Cells]]:
    part: list[Cells] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


class BarePeople:
    """Light people in households, with the indexes a search needs, asked without anything.

    Records are known by UUIDs, as records must be that several offices make. Each line that it
    finds says what a line under the search box must say.
    """

    def __init__(self, path: Path, people: Iterable[Cells], per_household: int) -> None:
        """Make the file; each of ``people`` is name, initials, ID number, phone.

        So many that follow each other are one household.
        """
        self.connection = opened(path)
        run = self.connection.execute
        run("PRAGMA temp_store = MEMORY")
        homes: list[tuple[str, str, str]] = []
        belonging: list[tuple[str, str]] = []

        def known() -> Iterator[Cells]:
            for number, person in enumerate(people):
                if not number % per_household:
                    homes.append((uuid7(), f"{len(homes):07}", "坪头村"))
                belonging.append((uuid7(), homes[-1][0]))
                yield (belonging[-1][0], *person)

        columns = ("name", "initials", "id_no", "phone")
        insert(self.connection, [("person", ("id", *columns), known())], indexed=columns)
        insert(self.connection, [("membership", ("person", "household"), belonging)], ["person"])
        insert(self.connection, [("household", ("id", "number", "village"), homes)], ["id"])
        run("BEGIN IMMEDIATE")
        run(
            "CREATE VIRTUAL TABLE text USING fts5(name, initials, id_no, phone, content='person',"
            " tokenize='trigram', columnsize=0)"
        )
        run("INSERT INTO text(text) VALUES ('rebuild')")
        run("COMMIT")

    def beginning(self, column: str, typed: str) -> list[tuple]:
        """The first 50 whose column begins with a text, by index."""
        found = f'SELECT rowid FROM person WHERE "{column}" >= ? AND "{column}" < ? LIMIT 50'
        return self._lines(found, [typed, typed + chr(0x10FFFF)])

    def index_given(self) -> None:
        """Have an index of what stands after the first character of the name."""
        self.connection.execute("ALTER TABLE person ADD COLUMN given AS (substr(name, 2))")
        self.connection.execute("CREATE INDEX person_given ON person(given)")

    def containing(self, typed: str) -> list[tuple]:
        """The first 50 who contain a text of three characters or more, by trigrams."""
        return self._lines("SELECT rowid FROM text WHERE text MATCH ? LIMIT 50", [f'"{typed}"'])

    def _lines(self, found: str, values: list[str]) -> list[tuple]:
        return self.connection.execute(
            f"SELECT p.name, p.id_no, p.phone, h.number, h.village FROM ({found}) f"
            " CROSS JOIN person p ON p.rowid = f.rowid"
            " CROSS JOIN membership m ON m.person = p.id"
            " CROSS JOIN household h ON h.id = m.household",
            values,
        ).fetchall()

    def close(self) -> None:
        self.connection.close()
