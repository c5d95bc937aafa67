"""Printing: a document for the whole office or a part of it, as PDF or as a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import AppError, Refused
from desktop.domain.facts import Family
from desktop.domain.progress import Progress, silent
from desktop.services.reporting import Scope, basis, occasion_of, scope_of
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families

if TYPE_CHECKING:
    from desktop.export.documents import Document, Occasion
    from desktop.export.pdf.page import Paper

FORMATS = ("pdf", "xlsx")
_PROGRESS_EVERY = 50
_A4 = "A4"


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document that can be made: how it is called, and in which formats."""

    name: str
    label: str
    form: str
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was printed; ``missing`` are the characters that no font has."""

    document: str
    file: Path
    rows: int
    pages: int
    missing: tuple[str, ...]


def documents(session: Session | None = None) -> list[DocumentInfo]:
    """The documents that can be made; a document needs no ledger to be named."""
    return [
        DocumentInfo(document.name, document.label, document.form.value, FORMATS)
        for document in _all().values()
    ]


def _all() -> "dict[str, Document[Any]]":
    # What draws pages loads slowly, so it is loaded when something is to be printed.
    from desktop.export.documents import DOCUMENTS

    return DOCUMENTS


@verb("print.pdf", "打印成PDF", Role.READER)
def pdf(
    session: Session,
    *,
    document: str,
    file: Path,
    village: str | None = None,
    paper: str = _A4,
    policy: str | None = None,
    progress: Progress = silent,
) -> Made:
    """Print a document to a PDF file.

    Args:
        session: the ledger.
        document: its name or label.
        file: where to.
        village: the code or name of a village or township; the whole area without it.
        paper: A4 or A3.
        policy: the key of the age policy that counts; the default one without it.
        progress: told how many of the households are done.

    Raises:
        Refused: if there is no such document, place, paper or policy.
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    chosen, size, scope = find(document), paper_of(paper), scope_of(session, village)
    occasion = occasion_of(session, scope, basis(session, policy))
    from desktop.export.documents.writing import write_pdf

    printed = write_pdf(file, chosen, occasion, _read(session, scope, progress), size)
    keep_trace(session, "print.pdf", _told(f"打印{chosen.label}", scope, printed.rows), file)
    return Made(chosen.name, file, printed.rows, printed.pages, printed.missing)


@verb("export.sheet", "导出电子表格", Role.READER)
def sheet(
    session: Session,
    *,
    document: str,
    file: Path,
    village: str | None = None,
    policy: str | None = None,
    progress: Progress = silent,
) -> int:
    """Write a document as an .xlsx workbook; how many rows it has.

    Arguments and refusals are those of :func:`pdf`.
    """
    from desktop.export.documents.writing import write_sheet

    chosen, scope = find(document), scope_of(session, village)
    occasion = occasion_of(session, scope, basis(session, policy))
    rows = write_sheet(file, chosen, occasion, _read(session, scope, progress))
    keep_trace(session, "export.sheet", _told(f"导出{chosen.label}", scope, rows), file)
    return rows


def in_memory(
    session: Session,
    *,
    document: str,
    village: str | None = None,
    paper: str = _A4,
    policy: str | None = None,
    progress: Progress = silent,
) -> bytes:
    """The PDF that :func:`pdf` would write, to be looked at; no file is made, nothing logged."""
    chosen, size, scope = find(document), paper_of(paper), scope_of(session, village)
    occasion = occasion_of(session, scope, basis(session, policy))
    from desktop.export.documents.writing import pdf_of

    data, _ = pdf_of(chosen, occasion, _read(session, scope, progress), size)
    return data


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A document as a list on screen: its columns with what they hold of each row."""

    occasion: "Occasion"
    declared: "Document[Any]"
    rows: list[Any]

    @property
    def table(self) -> Any:
        """Its columns, the wide ones."""
        return self.declared.wide_table(self.occasion)


def on_screen(
    session: Session,
    *,
    document: str,
    village: str | None = None,
    policy: str | None = None,
    progress: Progress = silent,
) -> OnScreen:
    """A document for the screen, by the same declaration as on paper."""
    chosen, scope = find(document), scope_of(session, village)
    occasion = occasion_of(session, scope, basis(session, policy))
    return OnScreen(occasion, chosen, list(chosen.rows(occasion, _read(session, scope, progress))))


def find(document: str) -> "Document[Any]":
    """The document of a name or label.

    Raises:
        Refused: if there is none; the sentence lists what there is.
    """
    for known in _all().values():
        if document in {known.name, known.label}:
            return known
    names = "、".join(f"{known.label}（{known.name}）" for known in _all().values())
    raise Refused(f"没有“{document}”这种表，可以打印：{names}")


def paper_of(paper: str) -> "Paper":
    """The paper of a name.

    Raises:
        Refused: if it is neither A4 nor A3.
    """
    from desktop.export.pdf.page import Paper

    try:
        return Paper[paper.strip().upper()]
    except KeyError:
        raise Refused(f"没有“{paper}”这种纸，请选A4或A3") from None


def _read(session: Session, scope: Scope, progress: Progress) -> Iterator[Family]:
    ledger = session.ledger
    wanted = families.household_ids(ledger, scope.villages)
    for done, family in enumerate(families.counted(ledger, wanted)):
        if done % _PROGRESS_EVERY == 0:
            progress(done, len(wanted))
        yield family
    progress(len(wanted), len(wanted))


def _told(what: str, scope: Scope, rows: int) -> str:
    return f"{what}（{scope.name}，{rows}行）"


@verb("print.paper", "送打印机打印", Role.READER)
def printed_on_paper(
    session: Session, *, document: str, pages: int, village: str | None = None
) -> None:
    """Log that pages of a document went to a printer from the preview."""
    chosen, scope = find(document), scope_of(session, village)
    with session.ledger.act("print.paper", f"打印{chosen.label}（{scope.name}，{pages}页）"):
        pass


def keep_trace(session: Session, verb_name: str, label: str, file: Path) -> None:
    """Log that a file with people in it was made, or take the file away again.

    Raises:
        AppError: if the ledger cannot be written to.
    """
    try:
        with session.ledger.act(verb_name, label):
            pass
    except AppError:
        file.unlink(missing_ok=True)
        raise
