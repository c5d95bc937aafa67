"""Tables written as markup: HTML and Excel-2003 XML under an .xls name, and OpenDocument."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree, html

from desktop.intake.grid import Cell, Grid, Span
from desktop.intake.refusals import BROKEN, CannotRead
from desktop.intake.workbooks import BAD_ZIP

_NOT_A_TABLE = "“{name}”里没有表格，请用Excel打开后另存为“.xlsx”再导入"
_TOO_BIG = "“{name}”过大，不像正常的表格，没有读取。请核对文件来源"
_MAX_CELLS = 4_000_000
_MAX_ROWS = 1_048_576
_MAX_COLUMNS = 2_000
_MAX_CONTENT = 300 * 1024 * 1024
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NUMBERS = frozenset({"float", "currency", "percentage"})


class _Canvas:
    """A grid in the making: cells are put in order, and spans keep their places free."""

    def __init__(self, name: str, file: str) -> None:
        self.name = name
        self._file = file
        self._rows: list[list[Cell]] = []
        self._merged: list[Span] = []
        self._hanging: dict[int, int] = {}
        self._size = 0

    def start_row(self, number: int | None = None) -> None:
        """Begin the next row, or the one of this number, from 0."""
        wanted = len(self._rows) if number is None else number
        if wanted >= _MAX_ROWS:
            raise CannotRead(_TOO_BIG.format(name=self._file))
        self._grow(max(1, wanted + 1 - len(self._rows)))
        self._rows.extend([] for _ in range(max(1, wanted + 1 - len(self._rows))))

    def put(self, cell: Cell, *, column: int | None = None, across: int = 1, down: int = 1) -> None:
        """Place a cell in the next free column, or in this one; it may span others."""
        if not self._rows:
            self.start_row()
        here = len(self._rows) - 1
        row = self._rows[here]
        if column is not None:
            self._pad(row, column)
        while self._hanging.get(len(row), -1) >= here:
            self._pad(row, len(row) + 1)
        start = len(row)
        across, down = _clip(across, _MAX_COLUMNS), _clip(down, _MAX_ROWS)
        self._pad(row, start + across)
        row[start] = cell
        if across * down > 1:
            self._merged.append(((here, start), (here + down - 1, start + across - 1)))
            self._hanging.update(dict.fromkeys(range(start, start + across), here + down - 1))

    def repeat_row(self, times: int) -> None:
        """Write the row once more, so many times."""
        row = self._rows[-1]
        self._grow(times * (len(row) + 1))
        self._rows.extend(list(row) for _ in range(times))

    def grid(self) -> Grid:
        return Grid(self.name, self._rows, tuple(self._merged))

    def _pad(self, row: list[Cell], length: int) -> None:
        if length > _MAX_COLUMNS:
            raise CannotRead(_TOO_BIG.format(name=self._file))
        missing = length - len(row)
        if missing > 0:
            self._grow(missing)
            row.extend([""] * missing)

    def _grow(self, cells: int) -> None:
        self._size += cells
        if self._size > _MAX_CELLS:
            raise CannotRead(_TOO_BIG.format(name=self._file))


def read_html(text: str, name: str) -> list[Grid]:
    """The tables of a page, as government systems export them; nested ones are left out.

    Raises:
        CannotRead: if it holds no table.
    """
    parser = html.HTMLParser(no_network=True, remove_comments=True, huge_tree=False)
    try:
        page = html.document_fromstring(_without_declaration(text), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise CannotRead(_NOT_A_TABLE.format(name=name)) from error
    tables = [table for table in page.iter("table") if not _is_nested(table)]
    if not tables:
        raise CannotRead(_NOT_A_TABLE.format(name=name))
    return [_html_grid(table, f"表{n}", name) for n, table in enumerate(tables, start=1)]


def read_spreadsheet_xml(data: bytes, name: str) -> list[Grid]:
    """The worksheets of an Excel-2003 XML file.

    Raises:
        CannotRead: if it is damaged.
    """
    root = _parsed(data, name)
    return [_xml_grid(sheet, name) for sheet in root.iter(f"{_SS}Worksheet")]


def read_opendocument(data: bytes, name: str) -> list[Grid]:
    """The sheets of an .ods file.

    Raises:
        CannotRead: if it is damaged or would not fit into memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as stream:
            content = stream.read(_MAX_CONTENT + 1)
    except BAD_ZIP as error:
        raise CannotRead(BROKEN.format(name=name)) from error
    if len(content) > _MAX_CONTENT:
        raise CannotRead(_TOO_BIG.format(name=name))
    root = _parsed(content, name)
    return [_ods_grid(sheet, name) for sheet in root.iter(f"{_TABLE}table")]


def _parsed(data: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise CannotRead(BROKEN.format(name=name)) from error


def _html_grid(table: etree._Element, title: str, file: str) -> Grid:
    canvas = _Canvas(title, file)
    for row in table.iter("tr"):
        canvas.start_row()
        for cell in row.iterchildren("td", "th"):
            canvas.put(
                _words(cell),
                across=_number(cell.get("colspan"), 1),
                down=_number(cell.get("rowspan"), 1),
            )
    return canvas.grid()


def _xml_grid(sheet: etree._Element, file: str) -> Grid:
    canvas = _Canvas(sheet.get(f"{_SS}Name") or "", file)
    for row in sheet.iter(f"{_SS}Row"):
        index = row.get(f"{_SS}Index")
        canvas.start_row(_number(index, 1) - 1 if index else None)
        for cell in row.iterchildren(f"{_SS}Cell"):
            place = cell.get(f"{_SS}Index")
            canvas.put(
                _xml_value(cell),
                column=_number(place, 1) - 1 if place else None,
                across=_number(cell.get(f"{_SS}MergeAcross"), 0) + 1,
                down=_number(cell.get(f"{_SS}MergeDown"), 0) + 1,
            )
    return canvas.grid()


def _ods_grid(sheet: etree._Element, file: str) -> Grid:
    canvas = _Canvas(sheet.get(f"{_TABLE}name") or "", file)
    blank_rows = 0
    for row in sheet.iter(f"{_TABLE}table-row"):
        times = _number(row.get(f"{_TABLE}number-rows-repeated"), 1)
        cells = _trimmed(_ods_cells(row))
        if not cells:
            blank_rows += times  # written only if something follows
            continue
        for _ in range(min(blank_rows, _MAX_ROWS)):
            canvas.start_row()
        blank_rows = 0
        canvas.start_row()
        for cell, repeated, across, down in cells:
            for _ in range(repeated):
                canvas.put(cell, across=across, down=down)
        canvas.repeat_row(times - 1)
    return canvas.grid()


_OdsCell = tuple[Cell, int, int, int]


def _ods_cells(row: etree._Element) -> Iterator[_OdsCell]:
    for cell in row.iterchildren(f"{_TABLE}table-cell"):
        yield (
            _ods_value(cell),
            _number(cell.get(f"{_TABLE}number-columns-repeated"), 1),
            _number(cell.get(f"{_TABLE}number-columns-spanned"), 1),
            _number(cell.get(f"{_TABLE}number-rows-spanned"), 1),
        )


def _trimmed(cells: Iterable[_OdsCell]) -> list[_OdsCell]:
    """Without the blank cells at the end, of which office programs write thousands."""
    kept = list(cells)
    while kept and kept[-1][0] == "":
        kept.pop()
    return kept


def _xml_value(cell: etree._Element) -> Cell:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return ""
    text = _words(data)
    kind = data.get(f"{_SS}Type")
    if kind == "Number":
        return _float_or_text(text)
    return text.partition("T00:00")[0] if kind == "DateTime" else text


def _ods_value(cell: etree._Element) -> Cell:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in _NUMBERS:
        return _float_or_text(cell.get(f"{_OFFICE}value") or "")
    if kind == "date":
        return (cell.get(f"{_OFFICE}date-value") or "").partition("T00:00")[0]
    return "\n".join(_words(line) for line in cell.iterchildren(f"{_TEXT}p"))


def _words(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()  # type: ignore[arg-type]


def _is_nested(table: etree._Element) -> bool:
    return next(table.iterancestors("table"), None) is not None


def _without_declaration(text: str) -> str:
    """Drop the declaration: lxml refuses a text that claims to have an encoding."""
    return text.partition("?>")[2] if text.lstrip("\ufeff \r\n\t").startswith("<?xml") else text


def _float_or_text(text: str) -> Cell:
    try:
        return float(text)
    except ValueError:
        return text


def _number(text: str | None, default: int) -> int:
    digits = (text or "").strip()
    return int(digits[:9]) if digits.isascii() and digits.isdecimal() else default


def _clip(number: int, most: int) -> int:
    return min(max(number, 1), most)
