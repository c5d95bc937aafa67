"""Somebody's own workbook with some of its cells filled in, and nothing else of it changed.

The XML of its sheets is edited in place: a library that reads a workbook and writes it anew loses
what it does not know, and leaves the sheets in plain text in a temporary file meanwhile.
"""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from desktop.envelope.safe_file import written_safely

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_WIDTH = "18"
_LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What is filled into one sheet.

    Attributes:
        header: the row of the headings, from 0.
        columns: the place of each column from 0, or None for one to be added behind the last.
        headings: what an added column is called.
        rows: the texts under the columns, by row from 0; an empty one leaves its cell alone.
    """

    header: int
    columns: Sequence[int | None]
    headings: Sequence[str]
    rows: Mapping[int, Sequence[str]] = field(default_factory=dict)


def write_answered(path: Path, data: bytes, sheets: Mapping[str, Filled]) -> None:
    """Write the workbook that ``data`` holds with cells of these sheets filled in.

    Raises:
        CannotWrite: if the file cannot be written; nothing of it is left behind.
    """
    memory = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(memory, "w") as target:
        wanted = {member: sheets[name] for name, member in _members(source) if name in sheets}
        for item in source.infolist():
            content = source.read(item)
            if item.filename in wanted:
                content = _Sheet(content).filled(wanted[item.filename])
            target.writestr(item, content, compress_type=item.compress_type)
    with written_safely(path) as out:
        out.write(memory.getbuffer())


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet with the member that holds it."""
    places = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target") or ""))
        for link in _parsed(archive.read(_LINKS)).iter("{*}Relationship")
    }
    for sheet in _parsed(archive.read(_BOOK)).iter("{*}sheet"):
        link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        yield sheet.get("name") or "", (places.get(link) or "").lstrip("/")


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser)


class _Sheet:
    """One sheet's XML."""

    def __init__(self, content: bytes) -> None:
        self._root = _parsed(content)
        self._space = etree.QName(self._root).namespace
        self._data = self._root.find("{*}sheetData")
        self._rows: dict[int, Any] = dict(_numbered(self._data, _row_at))
        self._added: list[int] = []

    def filled(self, what: Filled) -> bytes:
        """The XML with the cells filled in."""
        columns = self._columns(what)
        for at, heading in zip(columns, what.headings, strict=True):
            if at in self._added:
                self._put(what.header, at, heading)
        for row, texts in what.rows.items():
            for at, text in zip(columns, texts, strict=True):
                if text:
                    self._put(row, at, text)
        self._widen()
        return bytes(
            etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        )

    def _columns(self, what: Filled) -> list[int]:
        """The place of each column; one whose cells are computed is left, and another added."""
        free = self._first_free()
        found = []
        for number, at in enumerate(what.columns):
            rows = [row for row, texts in what.rows.items() if texts[number]]
            if at is None or any(self._is_computed(row, at) for row in rows):
                at, free = free, free + 1
                self._added.append(at)
            found.append(at)
        return found

    def _first_free(self) -> int:
        """The column behind the last one with something in it."""
        used = (
            at
            for row in self._rows.values()
            for at, cell in _numbered(row, _column_at)
            if len(cell)
        )
        return max(used, default=-1) + 1

    def _is_computed(self, row: int, column: int) -> bool:
        cell = self._cell(row, column)
        return cell is not None and cell.find("{*}f") is not None

    def _cell(self, row: int, column: int) -> Any:
        found = self._rows.get(row)
        if found is None:
            return None
        return next((cell for at, cell in _numbered(found, _column_at) if at == column), None)

    def _put(self, row: int, column: int, text: str) -> None:
        cell = self._cell(row, column)
        if cell is None:
            cell = self._new_cell(row, column)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        written = etree.SubElement(etree.SubElement(cell, self._tag("is")), self._tag("t"))
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        written.text = text

    def _new_cell(self, row: int, column: int) -> Any:
        """A cell between its neighbours; one of an added column looks like the one before it."""
        line = self._rows.get(row)
        if line is None:
            line = self._new_row(row)
        line.attrib.pop("spans", None)
        before = [(at, cell) for at, cell in _numbered(line, _column_at) if at < column]
        cell = etree.Element(self._tag("c"), r=xl_rowcol_to_cell(row, column))
        style = before[-1][1].get("s") if before and column in self._added else None
        if style:
            cell.set("s", style)
        _number_cells(line, row)
        line.insert(len(before), cell)
        return cell

    def _new_row(self, row: int) -> Any:
        line = etree.Element(self._tag("row"), r=str(row + 1))
        self._data.insert(sum(at < row for at in self._rows), line)
        self._rows[row] = line
        return line

    def _widen(self) -> None:
        """Say that the sheet has more columns, and give them room."""
        if not self._added:
            return
        last = max(self._added)
        dimension = self._root.find("{*}dimension")
        if dimension is not None:
            first, _, end = (dimension.get("ref") or "A1").partition(":")
            row, column = xl_cell_to_rowcol(end or first)
            dimension.set("ref", f"{first}:{xl_rowcol_to_cell(row, max(column, last))}")
        widths = self._root.find("{*}cols")
        if widths is None:
            widths = etree.Element(self._tag("cols"))
            self._data.addprevious(widths)
        known = max((int(one.get("max") or 0) for one in widths), default=0)
        for column in self._added:
            if known <= column < _LAST_COLUMN:
                number = str(column + 1)
                etree.SubElement(widths, self._tag("col"), min=number, max=number, width=_WIDTH,
                                 customWidth="1")  # fmt: skip

    def _tag(self, name: str) -> str:
        return f"{{{self._space}}}{name}"


def _row_at(row: Any) -> int | None:
    number = row.get("r")
    return int(number) - 1 if number else None


def _column_at(cell: Any) -> int | None:
    name = cell.get("r")
    return int(xl_cell_to_rowcol(name)[1]) if name else None


def _numbered(parent: Any, place_of: Any) -> Iterator[tuple[int, Any]]:
    """Rows or cells with their places from 0; one that does not say stands behind the last."""
    at = -1
    for child in parent.iterchildren("{*}row", "{*}c"):
        told = place_of(child)
        at = at + 1 if told is None else told
        yield at, child


def _number_cells(line: Any, row: int) -> None:
    """Have every cell say where it stands, before another comes between them."""
    for at, cell in list(_numbered(line, _column_at)):
        cell.set("r", xl_rowcol_to_cell(row, at))
