"""A declared document written as PDF, as PDF in memory, or as a workbook."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop.domain.facts import Family
from desktop.envelope.safe_file import written_safely
from desktop.export.documents.declaring import Document, Occasion
from desktop.export.pdf.document import Printed, table_pdf
from desktop.export.pdf.leaves import leaves_pdf
from desktop.export.pdf.page import Paper
from desktop.export.workbook import write_workbook
from desktop.export.workbook_sheet import SheetSpec


def write_pdf(
    path: Path,
    document: Document[Any],
    occasion: Occasion,
    families: Iterable[Family],
    paper: Paper,
) -> Printed:
    """Print a document to a file.

    Raises:
        CannotWrite: if the file cannot be written; nothing of it is left behind.
    """
    with written_safely(path) as file:
        data, printed = pdf_of(document, occasion, families, paper)
        file.write(data)
    return printed


def pdf_of(
    document: Document[Any], occasion: Occasion, families: Iterable[Family], paper: Paper
) -> tuple[bytes, Printed]:
    """The same in memory."""
    if document.leaves is not None:
        return leaves_pdf(
            document.table(occasion),
            document.leaves(occasion, families, paper),
            document.layout(occasion, paper),
            title=document.title(occasion),
            stamp=document.stamp(occasion),
        )
    rows = document.rows(occasion, families)
    return table_pdf(document.table(occasion), rows, document.setup(occasion, paper))


def write_sheet(
    path: Path, document: Document[Any], occasion: Occasion, families: Iterable[Family]
) -> int:
    """Write a document as an .xlsx workbook; how many rows it has.

    Raises:
        CannotWrite: if the file cannot be written; nothing of it is left behind.
    """
    spec: SheetSpec[Any] = SheetSpec(
        table=document.wide_table(occasion),
        rows=document.rows(occasion, families),
        name=document.label,
        heading=document.heading(occasion),
        ending=document.ending(occasion),
        paper=Paper.A3 if document.grouping else Paper.A4,
        landscape=document.layout(occasion, Paper.A4).landscape or bool(document.wide),
        frozen=document.frozen,
        one_page=document.one_page,
    )
    return write_workbook(path, [spec])
