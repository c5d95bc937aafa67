"""Makes small spreadsheets and reads them."""

import io
from pathlib import Path

import xlsxwriter

from desktop.domain.entities import STANDARD
from desktop.intake.sheet import IncomingSheet, read_file

SAMPLES = Path(__file__).parents[1] / "files" / "samples"
ROSTER = ["户编号", "姓名", "与户主关系", "身份证号", "联系电话"]


def workbook(*rows, merged=(), name="花名册", hidden=None, password=None) -> bytes:
    """An .xlsx of one sheet; ``merged`` holds (first row, first column, last row, last column)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(name)
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    for n, row in enumerate(rows):
        for m, value in enumerate(row):
            if hasattr(value, "year"):
                sheet.write_datetime(n, m, value, dates)
            elif value != "":
                sheet.write(n, m, value)
    for top, left, bottom, right in merged:
        sheet.merge_range(top, left, bottom, right, rows[top][left])
    if hidden:
        extra = book.add_worksheet("隐藏")
        for n, row in enumerate(hidden):
            extra.write_row(n, 0, row)
        extra.hide()
    book.close()
    return out.getvalue()


def read(folder: Path, data: bytes | str, file="花名册.xlsx", **given) -> IncomingSheet:
    """The one table of a file of this content."""
    path = folder / file
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (sheet,) = read_file(path, STANDARD, **given)
    return sheet


def csv(*rows) -> str:
    return "\n".join(",".join(str(cell) for cell in row) for row in rows) + "\n"
