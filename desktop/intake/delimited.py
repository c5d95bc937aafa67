"""Tables as plain text: .csv and .tsv in the encodings that office programs write."""

import csv
import io
import re

from desktop.intake.grid import Grid
from desktop.intake.refusals import CannotRead

_STRANGE = "“{name}”不是表格文件，请用Excel打开后另存为“.xlsx”再导入"
_ODD_QUOTES = "“{name}”中的引号不成对，读不出各列，请用Excel打开后另存为“.xlsx”再导入"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",\t;|"
_HEAD = 20_000
_LINES_IN_A_CELL = 20
# ="4301…" is how people keep Excel from taking a number for a quantity.
_FORMULA_TEXT = re.compile(r'="?([^"]*)"?')


def decode(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 or GB18030.

    Raises:
        CannotRead: if it is in none of them.
    """
    encodings = [encoding for bom, encoding in _BOMS if data.startswith(bom)]
    if not encodings:
        encodings = _wide(data) or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRead(_STRANGE.format(name=name))


def read_delimited(text: str, name: str) -> Grid:
    """The records of a delimited text; a record may span lines.

    Raises:
        CannotRead: if the text is no such table.
    """
    if "\0" in text:
        raise CannotRead(_STRANGE.format(name=name))
    head = text[:_HEAD]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise CannotRead(_ODD_QUOTES.format(name=name)) from error
    # A quote that is never closed makes one cell of all the lines that follow.
    if any(cell.count("\n") > _LINES_IN_A_CELL for record in records for cell in record):
        raise CannotRead(_ODD_QUOTES.format(name=name))
    stem = name.rpartition(".")[0] or name
    return Grid(stem, [[_plain(cell) for cell in record] for record in records])


def _wide(data: bytes) -> list[str]:
    """UTF-16 without a mark shows in its zero bytes: headings and numbers have ASCII in them."""
    head = data[:_HEAD]
    if b"\0" not in head:
        return []
    return ["utf-16-le"] if head[1::2].count(0) >= head[::2].count(0) else ["utf-16-be"]


def _plain(cell: str) -> str:
    if cell.startswith("="):
        match = _FORMULA_TEXT.fullmatch(cell.strip())
        return match[1] if match else cell
    return cell
