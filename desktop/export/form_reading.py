"""The markers of a form, and where they stand."""

from dataclasses import dataclass

from desktop.domain.form_plan import MARKER
from desktop.export.form_package import FormPackage
from desktop.export.form_sheet import FormSheet, Strings


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell that has markers in it; row and column are counted from 1."""

    sheet: str
    row: int
    column: int
    text: str

    @property
    def markers(self) -> tuple[str, ...]:
        """Its markers, with their braces."""
        return tuple(found[0] for found in MARKER.finditer(self.text))


def marked_cells(data: bytes) -> list[MarkedCell]:
    """Every cell with markers, sheet by sheet and row by row.

    Raises:
        Refused: if it is no plain .xlsx workbook.
    """
    package = FormPackage(data)
    strings = Strings(package)
    found = []
    for name, part in package.sheets():
        sheet = FormSheet(package.read(part), strings)
        for row in sheet.numbers:
            for column, cell in sorted(sheet.cells(row).items()):
                text = sheet.text(cell)
                if MARKER.search(text) and not sheet.has_formula(cell):
                    found.append(MarkedCell(name, row, column, text))
    return found
