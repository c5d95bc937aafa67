"""Printing: a document for the whole office or a part of it, as PDF or as a workbook."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import AppError, Refused
from desktop.domain.progress import Progress, silent
from desktop.envelope.safe_file import written_safely
from desktop.services import handovers, orders
from desktop.services.orders import Order
from desktop.services.reporting import Scope
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

if TYPE_CHECKING:
    from desktop.export.documents import Document, Occasion
    from desktop.export.pdf.document import Printed
    from desktop.export.pdf.page import Paper

PDF, XLSX = "pdf", "xlsx"
FORMATS = (PDF, XLSX)
_A4 = "A4"


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document that can be made: how it is called, in which formats, and what is asked first.

    Attributes:
        asks: key, question, and whether it may be left open.
        blank: it can be printed empty.
    """

    name: str
    label: str
    form: str
    formats: tuple[str, ...]
    asks: tuple[tuple[str, str, bool], ...] = ()
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was printed; ``missing`` are the characters that no font has.

    ``version`` stands on its pages and changes with what they say.
    """

    document: str
    file: Path
    rows: int
    pages: int
    missing: tuple[str, ...]
    version: str = ""


def documents(session: Session | None = None) -> list[DocumentInfo]:
    """The documents that can be made; a document needs no ledger to be named."""
    known = [
        DocumentInfo(
            document.name,
            document.label,
            document.form.value,
            FORMATS,
            tuple((one.key, one.label, one.optional) for one in document.asks),
            document.blank,
        )
        for document in _all().values()
    ]
    return [*known, DocumentInfo(handovers.NAME, handovers.LABEL, handovers.FORM, (PDF,))]


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
    group: str | None = None,
    household: str | None = None,
    people: tuple[str, ...] = (),
    paper: str = _A4,
    policy: str | None = None,
    blank: bool = False,
    told: tuple[str, ...] = (),
    progress: Progress = silent,
) -> Made:
    """Print a document to a PDF file.

    Args:
        session: the ledger.
        document: its name or label.
        file: where to.
        village: the code or name of a village or township; the whole area without it.
        group: one group of the village.
        household: the number or scanned code of one household.
        people: the ids of those who were chosen; everybody without it.
        paper: A4 or A3.
        policy: the key of the age policy that counts; the default one without it.
        blank: forms are printed empty.
        told: what this document asks for, as ``key=answer``.
        progress: told how many of the households are done.

    Raises:
        Refused: if there is no such document, place, paper or policy.
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    order = Order(
        document=document, village=village, group=group, household=household, people=people,
        paper=paper, policy=policy, blank=blank, told=told,
    )  # fmt: skip
    return write(session, order, file, progress)


def write(session: Session, order: Order, file: Path, progress: Progress = silent) -> Made:
    """Print an order to a file; refusals are those of :func:`pdf`."""
    data, printed, scope = made(session, order, progress)
    with written_safely(file) as out:
        out.write(data)
    label = info(order.document).label
    words = f"打印{label}（{scope.name}，{printed.rows}行，版本{printed.version}）"
    keep_trace(session, "print.pdf", words, file)
    name = info(order.document).name
    return Made(name, file, printed.rows, printed.pages, printed.missing, printed.version)


def made(
    session: Session, order: Order, progress: Progress = silent
) -> "tuple[bytes, Printed, Scope]":
    """The PDF of an order in memory, with what is in it and of which part of the area."""
    size = paper_of(order.paper)
    scope = orders.scope(session, order)
    if info(order.document).name == handovers.NAME:
        return *handovers.made(session, dict(map(_pair, order.told)).get("包编号", "")), scope
    chosen = find(order.document)
    occasion = orders.occasion(session, order, scope)
    from desktop.export.documents.writing import pdf_of

    found = orders.households(session, order, scope, progress)
    return *pdf_of(chosen, occasion, found, size), scope


def _pair(text: str) -> tuple[str, str]:
    key, _, answer = text.partition("=")
    return key, answer


@verb("export.sheet", "导出电子表格", Role.READER)
def sheet(
    session: Session,
    *,
    document: str,
    file: Path,
    village: str | None = None,
    group: str | None = None,
    household: str | None = None,
    people: tuple[str, ...] = (),
    policy: str | None = None,
    told: tuple[str, ...] = (),
    progress: Progress = silent,
) -> int:
    """Write a document as an .xlsx workbook; how many rows it has.

    Arguments and refusals are those of :func:`pdf`.
    """
    order = Order(
        document=document, village=village, group=group, household=household, people=people,
        policy=policy, told=told,
    )  # fmt: skip
    return write_sheet(session, order, file, progress)


def write_sheet(session: Session, order: Order, file: Path, progress: Progress = silent) -> int:
    """Write an order as a workbook; refusals are those of :func:`pdf`."""
    from desktop.export.documents.writing import write_sheet as written

    if info(order.document).name == handovers.NAME:
        raise Refused(f"{handovers.LABEL}只能打印，不能导出表格")
    chosen, scope = find(order.document), orders.scope(session, order)
    occasion = orders.occasion(session, order, scope)
    rows = written(file, chosen, occasion, orders.households(session, order, scope, progress))
    keep_trace(session, "export.sheet", f"导出{chosen.label}（{scope.name}，{rows}行）", file)
    return rows


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
    order = Order(document=document, village=village, policy=policy)
    chosen, scope = find(document), orders.scope(session, order)
    occasion = orders.occasion(session, order, scope)
    found = orders.households(session, order, scope, progress)
    return OnScreen(occasion, chosen, list(chosen.rows(occasion, found)))


def info(document: str) -> DocumentInfo:
    """What is known of the document of a name or label.

    Raises:
        Refused: if there is none; the sentence lists what there is.
    """
    known = documents()
    for one in known:
        if document in {one.name, one.label}:
            return one
    names = "、".join(f"{one.label}（{one.name}）" for one in known)
    raise Refused(f"没有“{document}”这种表，可以打印：{names}")


def find(document: str) -> "Document[Any]":
    """The document of a name or label; refusals are those of :func:`info`."""
    return _all()[info(document).name]


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


@verb("print.paper", "送打印机打印", Role.READER)
def printed_on_paper(
    session: Session, *, document: str, pages: int, village: str | None = None, version: str = ""
) -> None:
    """Log that pages of a document went to a printer from the preview."""
    chosen, scope = info(document), orders.scope(session, Order(document=document, village=village))
    told = f"，版本{version}" if version else ""
    with session.ledger.act("print.paper", f"打印{chosen.label}（{scope.name}，{pages}页{told}）"):
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
